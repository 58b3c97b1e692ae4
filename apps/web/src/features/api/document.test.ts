import { describe, expect, it } from "vitest";
import { curlOf, propertiesOf, typeWords, variantsOf } from "./document.ts";

const NULL = { type: "null" };

describe("a type in words", () => {
  it.each([
    [{ type: "string" }, "text"],
    [{ type: "string", format: "date-time" }, "time"],
    [{ anyOf: [{ type: "integer" }, NULL] }, "whole number | null"],
    [{ type: "array", items: { $ref: "#/components/schemas/Finding" } }, "list of Finding"],
    [{ type: "string", enum: ["risk", "finding"] }, "risk | finding"],
    [{ type: "string", const: "dismiss" }, "dismiss"],
    [{}, "anything"],
  ])("%j", (schema, words) => {
    expect(typeWords(schema).text).toBe(words);
  });

  it("knows the component behind it, also inside a list or a choice", () => {
    const reference = { $ref: "#/components/schemas/Finding" };
    expect(typeWords({ type: "array", items: reference }).schema).toBe("Finding");
    expect(typeWords({ anyOf: [reference, NULL] }).schema).toBe("Finding");
  });
});

describe("properties", () => {
  it("stand with what is inside them, and say which may be missing", () => {
    const inner = {
      type: "object",
      properties: { slug: { type: "string", description: "Short name" } },
      required: ["slug"],
    };
    const schema = {
      type: "object",
      properties: { organization: { anyOf: [inner, NULL] }, places: { type: "array", items: inner } },
      required: ["organization"],
    };
    const [organization, places] = propertiesOf(schema);
    expect(organization).toMatchObject({ name: "organization", optional: false, type: { text: "object | null" } });
    expect(organization?.properties).toMatchObject([{ name: "slug", description: "Short name" }]);
    expect(places).toMatchObject({ optional: true, properties: [{ name: "slug" }] });
  });
});

it("a body may be one of several objects", () => {
  expect(variantsOf({ oneOf: [{ type: "object" }, { type: "object" }] })).toHaveLength(2);
  expect(variantsOf({ type: "object" })).toHaveLength(1);
});

it("a line for a terminal names method, address and what is sent, and no token", () => {
  const operation = {
    ...{ operationId: "push", tags: [], summary: "", description: "", parameters: [], responses: {} },
    requestBody: { content: { "application/gzip": { schema: {} } } },
  };
  expect(curlOf({ method: "POST", path: "/api/v1/x", operation }, "https://redoubt.example")).toBe(
    [
      'curl -X POST "https://redoubt.example/api/v1/x" \\',
      '  -H "Authorization: Bearer $REDOUBT_TOKEN" \\',
      '  -H "Content-Type: application/gzip" \\',
      "  -T file",
    ].join("\n"),
  );
});
