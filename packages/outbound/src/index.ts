export * from "./contract.ts";
export { OutboundError, type OutboundErrorCode } from "./errors.ts";
export type {
  DeliveryResult,
  MailOptions,
  MessageContent,
  MessageItem,
  MessageTarget,
  OutboundMessage,
} from "./message/contract.ts";
export { npmRegistryUrl } from "./npm/registry.ts";
export { createOutbound } from "./outbound.ts";
