import "server-only";
import { DomainError, type ErrorKind } from "@redoubt/domain/shared";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = ConstructorParameters<typeof TRPCError>[0]["code"];

const TRPC_CODES: Readonly<Record<ErrorKind, TrpcCode>> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  "too-large": "PAYLOAD_TOO_LARGE",
  "rate-limited": "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
};

const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "rate-limited": 429,
  unavailable: 503,
};

/** What leaves the server of an error: a stable code, words for people, small facts. Nothing internal. */
export interface PublicError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** Which inputs are wrong, when they are. */
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

const INTERNAL = "Something went wrong on our side. Try again; if it stays so, tell the operator the reference.";
const INVALID = "Some of what was sent is missing or wrong. Correct it, then send it again.";

/** The domain error inside whatever was thrown. */
export function domainErrorOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  return error instanceof Error && error.cause instanceof DomainError ? error.cause : undefined;
}

function zodErrorOf(error: unknown): ZodError | undefined {
  if (error instanceof ZodError) return error;
  return error instanceof Error && error.cause instanceof ZodError ? error.cause : undefined;
}

/** True when nobody foresaw it: to be logged as a fault, with its cause. */
export function isFault(error: unknown): boolean {
  if (domainErrorOf(error) !== undefined || zodErrorOf(error) !== undefined) return false;
  return !(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR";
}

/** The one place where errors get the words that leave. */
export function toPublicError(error: unknown): PublicError {
  const domain = domainErrorOf(error);
  if (domain !== undefined) {
    const { code, message, kind, details } = domain;
    return { code, message, status: HTTP_STATUS[kind], details, issues: [] };
  }
  const zod = zodErrorOf(error);
  if (zod !== undefined) {
    const issues = zod.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { code: "input.invalid", message: INVALID, status: 400, details: {}, issues };
  }
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") {
    // The protocol's own refusals (unknown procedure, wrong method): the code says enough.
    return {
      code: `request.${error.code.toLowerCase().replaceAll("_", "-")}`,
      message: INVALID,
      status: 400,
      details: {},
      issues: [],
    };
  }
  return { code: "internal", message: INTERNAL, status: 500, details: {}, issues: [] };
}

/** The same for tRPC: the code of the kind, the original as cause. */
export function toTrpcError(error: unknown): TRPCError {
  const domain = domainErrorOf(error);
  if (domain !== undefined)
    return new TRPCError({ code: TRPC_CODES[domain.kind], message: domain.message, cause: domain });
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: INTERNAL, cause });
}

/** The HTTP status that an error stands for. */
export function statusOf(error: unknown): number {
  return toPublicError(error).status;
}
