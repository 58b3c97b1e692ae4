import { Generator } from "@redoubt/domain/threat-model";

/** The definition, or what is wrong with it and where. */
export function readDefinition(text: string): Generator | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`;
  }
  const read = Generator.safeParse(value);
  if (read.success) return read.data;
  return read.error.issues
    .slice(0, 4)
    .map((issue) => `${issue.path.join(".") || "the whole"}: ${issue.message}`)
    .join("; ");
}
