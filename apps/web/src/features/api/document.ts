/** What the page reads of the API's document (OpenAPI 3.1). */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ApiSchema>>;
    readonly responses: Readonly<Record<string, ApiAnswer>>;
  };
}

export type ApiSchema = Readonly<Record<string, unknown>>;
export type ApiContent = Readonly<Record<string, { readonly schema: ApiSchema }>>;

export interface ApiAnswer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: ApiContent;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ApiParameter[];
  readonly requestBody?: { readonly description?: string; readonly content: ApiContent };
  readonly responses: Readonly<Record<string, ApiAnswer>>;
}

export interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

/** The operations of a tag, as the document orders them. */
export function operationsOf(document: ApiDocument, tag: string): Place[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** One property of an object, in words. */
export interface PropertyLine {
  readonly name: string;
  readonly type: TypeWords;
  readonly optional: boolean;
  readonly description: string | null;
  readonly properties: readonly PropertyLine[];
}

/** A type as people say it; `schema` names the component that tells more. */
export interface TypeWords {
  readonly text: string;
  readonly schema: string | null;
}

const REFERENCE = "#/components/schemas/";

/** "text", "whole number", "list of Finding", "open | fixed"; with null where there may be none. */
export function typeWords(schema: ApiSchema): TypeWords {
  const { $ref, type, anyOf, oneOf, items, enum: values, const: only, format } = schema;
  if (typeof $ref === "string") {
    const name = $ref.slice(REFERENCE.length);
    return { text: name, schema: name };
  }
  const choices = (anyOf ?? oneOf) as readonly ApiSchema[] | undefined;
  if (choices !== undefined) {
    const words = choices.map(typeWords);
    return {
      text: words.map((each) => each.text).join(" | "),
      schema: words.find((each) => each.schema)?.schema ?? null,
    };
  }
  if (Array.isArray(values)) return { text: values.join(" | "), schema: null };
  if (only !== undefined) return { text: String(only), schema: null };
  if (type === "array") {
    const inner = items === undefined ? { text: "anything", schema: null } : typeWords(items as ApiSchema);
    return { text: `list of ${inner.text}`, schema: inner.schema };
  }
  if (typeof format === "string" && format in FORMATS) return { text: FORMATS[format] ?? format, schema: null };
  return { text: TYPES[String(type)] ?? "anything", schema: null };
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};
const FORMATS: Readonly<Record<string, string>> = { "date-time": "time", date: "day", binary: "file", uri: "URL" };

/** The properties of an object schema, those of objects inside it beneath. */
export function propertiesOf(schema: ApiSchema): PropertyLine[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Readonly<Record<string, ApiSchema>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, inner]) => ({
    ...{ name, type: typeWords(inner), optional: !required.includes(name) },
    description: typeof inner["description"] === "string" ? inner["description"] : null,
    properties: propertiesOf(innermost(inner)),
  }));
}

/** The object inside lists and choices with null; what has a name of its own is told where it stands. */
function innermost(schema: ApiSchema): ApiSchema {
  if (schema["type"] === "array") return innermost((schema["items"] ?? {}) as ApiSchema);
  const choices = (schema["anyOf"] ?? schema["oneOf"]) as readonly ApiSchema[] | undefined;
  const [one, ...others] = (choices ?? []).filter((each) => each["type"] !== "null");
  return one !== undefined && others.length === 0 ? innermost(one) : schema;
}

/** The objects that a body may be: one, or one of several. */
export function variantsOf(schema: ApiSchema): readonly ApiSchema[] {
  return (schema["anyOf"] ?? schema["oneOf"] ?? [schema]) as readonly ApiSchema[];
}

/** A line for a terminal that asks an operation. */
export function curlOf({ method, path, operation }: Place, server: string): string {
  const parts = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "${server}${path}"`,
    '-H "Authorization: Bearer $REDOUBT_TOKEN"',
  ];
  const type = Object.keys(operation.requestBody?.content ?? {})[0];
  if (type !== undefined)
    parts.push(`-H "Content-Type: ${type}"`, type === "application/json" ? "-d @body.json" : "-T file");
  return parts.join(" \\\n  ");
}
