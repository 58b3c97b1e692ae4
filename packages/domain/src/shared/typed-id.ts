import { z } from "zod";
import { ID_PREFIXES, type IdKind, toUuid } from "./ids.ts";

/** The zod schema of a typed id of one kind; its output is the bare UUID that queries take. */
export function typedId(kind: IdKind) {
  const pattern = new RegExp(`^${ID_PREFIXES[kind]}_([0-9a-f]{32})$`);
  return z
    .string()
    .regex(pattern, `must be an id like ${ID_PREFIXES[kind]}_…`)
    .transform((text) => toUuid(text));
}
