/** Stable codes of `OutboundError`. */
export type OutboundErrorCode =
  | "outbound.url-refused"
  | "outbound.address-refused"
  | "outbound.host-not-found"
  | "outbound.unreachable"
  | "outbound.tls"
  | "outbound.timeout"
  | "outbound.cancelled"
  | "outbound.too-large"
  | "outbound.too-many-files"
  | "outbound.too-many-redirects"
  | "outbound.status"
  | "outbound.integrity"
  | "outbound.git-unauthorized"
  | "outbound.git-not-found"
  | "outbound.git-redirected"
  | "outbound.git-ref-not-found"
  | "outbound.git-failed"
  | "outbound.not-a-repository";

/** Why something outside was not reached or not accepted; the message can be shown, it holds no secret. */
export class OutboundError extends Error {
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OutboundError";
    this.code = code;
  }
}

/** The system's or library's error code of anything thrown, such as ECONNREFUSED; looks into causes and aggregates. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return errorCode(error.cause);
}

/** Our own error inside what a library made of it. */
export function innerOutboundError(error: unknown): OutboundError | undefined {
  if (error instanceof OutboundError) return error;
  return error instanceof Error && error.cause !== undefined ? innerOutboundError(error.cause) : undefined;
}

/** What a failed connection means for the person who gave the address. */
export function connectionError(error: unknown, host: string): OutboundError {
  const own = innerOutboundError(error);
  if (own !== undefined) return own;
  const code = errorCode(error) ?? "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new OutboundError("outbound.host-not-found", `The host ${host} was not found.`, { cause: error });
  }
  if (code.startsWith("ERR_TLS_") || code.includes("CERT") || code.startsWith("ERR_SSL_") || code === "EPROTO") {
    return new OutboundError("outbound.tls", `The certificate of ${host} could not be verified (${code}).`, {
      cause: error,
    });
  }
  if (code.endsWith("_TIMEOUT") || code === "ETIMEDOUT") {
    return new OutboundError("outbound.timeout", `${host} did not answer in time.`, { cause: error });
  }
  const detail = code === "" ? "" : ` (${code})`;
  return new OutboundError("outbound.unreachable", `${host} could not be reached${detail}.`, { cause: error });
}
