export * from "./contract.ts";
export { OutboundError, type OutboundErrorCode } from "./errors.ts";
export { npmRegistryUrl } from "./npm/registry.ts";
export { createOutbound } from "./outbound.ts";
