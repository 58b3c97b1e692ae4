import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../../../env.ts";
import { testEnvironment } from "../../testing/environment.ts";
import { ROUTES } from "../registry.ts";
import { openApiDocument, type OpenApiDocument } from "./openapi-document.ts";
import { API_ROUTES } from "./routes.ts";

describe("the document of the API", () => {
  let document: OpenApiDocument;
  beforeAll(() => {
    useEnvironment(testEnvironment("postgresql://nowhere"));
    document = openApiDocument(API_ROUTES);
  });
  const copy = (): Record<string, unknown> => JSON.parse(JSON.stringify(document));
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );

  it("is OpenAPI 3.1, and each of its references leads somewhere", async () => {
    const validator = new Validator();
    expect(await validator.validate(copy())).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    // It resolves what it validated, and throws for a reference without a target.
    expect(JSON.stringify(validator.resolveRefs())).not.toContain('"$ref":"#/components/schemas/');
  });

  it("would not be valid with something missing", async () => {
    const { info: _info, ...rest } = copy();
    expect((await new Validator().validate(rest)).valid).toBe(false);
  });

  it("lists every route below /api/v1, and no other", () => {
    const served = ROUTES.filter((route) => route.path.startsWith("/api/v1/") && route.access.kind === "token");
    expect(
      operations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(served.map(({ method, path }) => `${method} ${path.replaceAll(/\[(\w+)\]/g, "{$1}")}`).toSorted());
  });

  it("gives each operation a name of its own, a success, its refusals and its scope", () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith("2")),
        name,
      ).toBe(true);
      expect(statuses, name).toEqual(expect.arrayContaining(["400", "401", "403", "404", "429", "500"]));
      expect(operation.summary.length, name).toBeGreaterThan(5);
      expect(operation.security[0]?.["token"], name).toHaveLength(name.endsWith("/me") ? 0 : 1);
    }
  });

  it("names each part of a path as a parameter", () => {
    for (const { name, operation } of operations()) {
      const parts = [...name.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = operation.parameters.filter((each) => each.in === "path").map((each) => each.name);
      expect(named.toSorted(), name).toEqual(parts.toSorted());
    }
  });

  it("leaves no answer without a form", () => {
    for (const { name, operation } of operations()) {
      for (const [status, answer] of Object.entries(operation.responses)) {
        if (!status.startsWith("2")) continue;
        const { content = {} } = answer as { content?: Record<string, { schema: object }> };
        expect(Object.keys(content), `${name} ${status}`).not.toEqual([]);
        for (const { schema } of Object.values(content)) expect(schema, `${name} ${status}`).not.toEqual({});
      }
    }
  });
});
