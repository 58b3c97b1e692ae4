export { VERIFICATION_ERRORS } from "./errors.ts";
export { pocStub, type StubFinding } from "./poc-stub.ts";
export * from "./schema.ts";
