export { repositoryName } from "./also-known.ts";
export * from "./component.ts";
export { ADVISORY_ERRORS } from "./errors.ts";
export * from "./import-schema.ts";
export * from "./osv.ts";
export * from "./schema.ts";
