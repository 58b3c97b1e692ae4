export { canonicalJson, digest } from "./digest.ts";
export { type AuditRecord, recordAudit } from "./use-cases/record-audit.ts";
