import "server-only";
import { z } from "zod";
import { env } from "../../../env.ts";
import type { AnswerForm } from "./answer.ts";
import type { ApiRoute } from "./api-route.ts";
import type { BodyForm } from "./body.ts";
import { Problem, PROBLEM_TYPE } from "./problem.ts";
import type { QueryShape } from "./query.ts";

/** A schema of JSON as the document has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface OpenApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
  readonly style?: "form";
  readonly explode?: false;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: true; readonly description?: string; readonly content: Content };
  readonly responses: Readonly<Record<string, OpenApiAnswer>>;
}

export interface OpenApiAnswer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
}

export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, OpenApiAnswer>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

const DESCRIPTION = `Everything a program may ask of Redoubt, by a token.

Make a token in the settings of the organization and send it as \`Authorization: Bearer <token>\`. It opens what its scopes say, in the project that it is for or in all of its maker's, and never more than its maker may at that moment.

Lists are pages: \`next\` is the \`cursor\` of the next page, and null on the last. A changing request may carry an \`Idempotency-Key\`: asked again within 24 hours with the same body, it is answered as before and changes nothing. Errors are \`application/problem+json\` with a stable \`code\`. Beyond its rate a token gets 429 with \`Retry-After\`. Times are ISO 8601 in UTC.`;

/** The answers that any route may give beside its own. */
const PROBLEMS: Readonly<Record<string, string>> = {
  400: "Something that was sent is missing or wrong; issues says what",
  401: "No token, or one that is wrong, has ended or was revoked",
  403: "The token lacks the scope, or its maker the permission",
  404: "There is no such thing, or the token may not see it",
  409: "It cannot be done as things are now, or a request with this Idempotency-Key is at work",
  413: "The body is too large",
  415: "The body has a media type that is not taken here",
  422: "The Idempotency-Key was used for another request",
  429: "Too many requests; Retry-After says how many seconds to wait",
  500: "Something went wrong at the server; the operator's log knows requestId",
  503: "Something that the server needs is not there; try again later",
};

/** The document of these routes, from the schemas that serve them. */
export function openApiDocument(routes: readonly ApiRoute[]): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {};
  const toSchema = (schema: z.ZodType, io: "input" | "output"): JsonSchema => hoisted(schema, io, schemas);
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/\[(\w+)\]/g, "{$1}");
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operationOf(route, toSchema);
  }
  const problem = toSchema(Problem, "output");
  return {
    openapi: "3.1.1",
    info: { title: "Redoubt API", version: "1", description: DESCRIPTION },
    servers: [{ url: env().origin }],
    tags: [...new Set(routes.map((route) => route.api.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          `Problem${status}`,
          { description, ...headersOf(status), content: { [PROBLEM_TYPE]: { schema: problem } } },
        ]),
      ),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "rdt_… as the settings of the organization make it" },
      },
    },
  };
}

type ToSchema = (schema: z.ZodType, io: "input" | "output") => JsonSchema;

function operationOf(route: ApiRoute, toSchema: ToSchema): OpenApiOperation {
  const { summary, description, tag, scope, params, query, body, answers } = route.api;
  const project = route.path.includes("[project]") ? [PROJECT] : [];
  const changes = route.method === "POST";
  const scopeWords = scope === null ? "Any token may ask." : `Scope: \`${scope}\`.`;
  const content = contentOf(body, toSchema);
  const codes = Object.keys(PROBLEMS).filter((status) => changes || !["413", "415", "422"].includes(status));
  return {
    operationId: operationId(route),
    tags: [tag],
    summary,
    description: description === undefined ? scopeWords : `${description}\n\n${scopeWords}`,
    // OAuth-like scopes of a bearer token are allowed since OpenAPI 3.1, and say what the token must be made for.
    security: [{ token: scope === null ? [] : [scope] }],
    parameters: [
      ...project,
      ...parametersOf(params, "path", toSchema),
      ...parametersOf(query, "query", toSchema),
      ...(changes ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(content === undefined
      ? {}
      : {
          requestBody: {
            required: true as const,
            ...(body.kind === "file" ? { description: `${body.about}, ${megabytes(body.maxBytes)} at most` } : {}),
            content,
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, form]) => [
          status,
          { description: form.description, content: answerContent(form, toSchema) },
        ]),
      ),
      ...Object.fromEntries(codes.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
    },
  };
}

const PROJECT: OpenApiParameter = {
  name: "project",
  in: "path",
  required: true,
  description: "Short name of the project",
  schema: { type: "string" },
};

const IDEMPOTENCY_KEY: OpenApiParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Makes the request safe to repeat for 24 hours",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

/** `get /projects/[project]/findings/[finding]` as `getProjectsFindings…`: unique, and the same for ever. */
function operationId({ method, path }: ApiRoute): string {
  const words = path.slice("/api/v1/".length).split("/");
  const name = words.map((word) => (word.startsWith("[") ? `by-${word.slice(1, -1)}` : word)).join("-");
  return `${method.toLowerCase()}-${name}`.replaceAll(/[^a-z]+([a-z])/gi, (_all, letter: string) =>
    letter.toUpperCase(),
  );
}

function parametersOf(shape: QueryShape, place: "path" | "query", toSchema: ToSchema): OpenApiParameter[] {
  const { properties = {}, required = [] } = toSchema(shape, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: place, required: place === "path" || required.includes(name) },
    ...(typeof description === "string" ? { description } : {}),
    schema,
    ...(schema["type"] === "array" ? { style: "form" as const, explode: false as const } : {}),
  }));
}

function contentOf(body: BodyForm, toSchema: ToSchema): Content | undefined {
  if (body.kind === "none") return undefined;
  const schema = body.kind === "json" ? toSchema(body.schema, "input") : { type: "string", format: "binary" };
  return Object.fromEntries(body.types.map((type) => [type, { schema }]));
}

function answerContent({ schema, types = [] }: AnswerForm, toSchema: ToSchema): Content {
  const content: Record<string, { schema: JsonSchema }> = {};
  for (const type of types) content[type] = { schema: { type: "string", format: "binary" } };
  // A route that gives JSON of a schema and JSON as a file gives both under one media type.
  if (schema !== undefined) content["application/json"] = { schema: toSchema(schema, "output") };
  return content;
}

function headersOf(status: string): { headers?: Readonly<Record<string, unknown>> } {
  if (status !== "429") return {};
  return { headers: { "Retry-After": { description: "Seconds", schema: { type: "integer" } } } };
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

/** The JSON schema of a schema; what has a name of its own goes to the components. */
function hoisted(schema: z.ZodType, io: "input" | "output", schemas: Record<string, JsonSchema>): JsonSchema {
  const {
    $schema: _dialect,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  for (const [name, definition] of Object.entries($defs)) schemas[name] = renamed(definition) as JsonSchema;
  const id = own.id;
  if (typeof id !== "string") return renamed(own) as JsonSchema;
  schemas[id] = renamed(own) as JsonSchema;
  return { $ref: `#/components/schemas/${id}` };
}

/** References of zod's own places as references of the document's, and names that only zod wants left out. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== "id" || typeof inner !== "string")
      .map(([key, inner]) => [
        key,
        key === "$ref" && typeof inner === "string"
          ? inner.replace("#/$defs/", "#/components/schemas/")
          : renamed(inner),
      ]),
  );
}
