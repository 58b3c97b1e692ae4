export { Email, normalizeEmail } from "./email.ts";
export { identityProblem } from "./errors.ts";
export { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from "./limits.ts";
export { PASSWORD_LENGTH, passwordWeakness } from "./password-rule.ts";
export * from "./schema.ts";
