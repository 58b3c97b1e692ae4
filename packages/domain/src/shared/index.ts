export { DomainError, type ErrorKind, type ErrorRow, type ErrorTable, errorThrower } from "./error.ts";
export { ID_PREFIXES, type IdKind, newId, toTypedId, toUuid, typedId } from "./ids.ts";
export { decodeCursor, encodeCursor, type Page, PageSize } from "./pagination.ts";
export { OrganizationScope, ProjectScope, Slug, slugify } from "./slug.ts";
