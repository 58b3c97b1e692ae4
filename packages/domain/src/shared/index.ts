export { csv, csvCell } from "./csv.ts";
export { DomainError, type ErrorKind, type ErrorRow, type ErrorTable, errorThrower } from "./error.ts";
export { ID_PREFIXES, type IdKind, toTypedId, toUuid } from "./ids.ts";
export {
  entries,
  isObject,
  type JsonObject,
  type JsonValue,
  list,
  number,
  object,
  objects,
  text,
  texts,
} from "./json-values.ts";
export { newId } from "./new-id.ts";
export { decodeCursor, encodeCursor, type Page, PageSize } from "./pagination.ts";
export { OrganizationScope, ProjectScope, Slug, slugify } from "./slug.ts";
export { typedId } from "./typed-id.ts";
