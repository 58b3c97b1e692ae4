import "server-only";
import { z } from "zod";

/** The form of a query: flat, strict; lists are separated by commas or repeated. */
export type QueryShape = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

interface FieldForm {
  readonly type?: unknown;
  readonly anyOf?: readonly { readonly type?: unknown }[];
}

/** Reads a query by its schema: text becomes numbers, truth values and lists where the schema wants them. */
export function readQuery<S extends QueryShape>(schema: S, search: URLSearchParams): z.infer<S> {
  const forms = formsOf(schema);
  const raw: Record<string, unknown> = Object.create(null);
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    raw[name] = Object.hasOwn(forms, name) ? valueOf(forms[name], values) : values[0];
  }
  return schema.parse({ ...raw });
}

const known = new WeakMap<QueryShape, Record<string, FieldForm>>();

function formsOf(schema: QueryShape): Record<string, FieldForm> {
  const forms = known.get(schema) ?? readForms(schema);
  known.set(schema, forms);
  return forms;
}

function readForms(schema: QueryShape): Record<string, FieldForm> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return properties as Record<string, FieldForm>;
}

function valueOf(form: FieldForm | undefined, values: readonly string[]): unknown {
  if (form?.type === "array") return values.flatMap((value) => value.split(",")).filter((value) => value !== "");
  const [value = ""] = values;
  // A name that is given twice is no value at all, lest two readers take two different ones.
  if (values.length > 1) return values;
  if (form?.type === "integer") return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (form?.type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return value;
}
