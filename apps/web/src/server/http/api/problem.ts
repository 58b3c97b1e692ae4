import "server-only";
import { DomainError } from "@redoubt/domain/shared";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { isFault, toPublicError } from "../../error-mapping.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** An error as RFC 9457 has it, with our stable code and the reference of the request. */
export const Problem = z
  .object({
    type: z.string().describe("A name for this kind of problem: urn:redoubt:problem: and the code"),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("What happened and what to do, for people"),
    code: z.string().describe("Stable, for programs"),
    requestId: z.string().describe("What the operator's log knows this request by"),
    details: z.record(z.string(), z.unknown()).optional().describe("Small facts, by code"),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe("Which inputs are wrong"),
  })
  .meta({ id: "Problem" });

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Cannot be processed",
  429: "Too many requests",
  503: "Unavailable",
};

/** Codes whose status is finer than their kind. */
const STATUS: Readonly<Record<string, number>> = {
  "request.wrong-media-type": 415,
  "api.idempotency-mismatch": 422,
};

/** An error as it leaves; logged once. */
export function problemResponse(error: unknown, context: Context, place: { path: string; tokenId?: string }): Response {
  const { code, message, details, issues, ...rest } = toPublicError(error);
  if (isFault(error)) context.log.error({ code, ...place, err: error }, "fault");
  else context.log.info({ code, ...place }, "refused");
  const status = STATUS[code] ?? rest.status;
  const body: z.input<typeof Problem> = {
    ...{ type: `urn:redoubt:problem:${code}`, title: TITLES[status] ?? "Error", status, detail: message, code },
    requestId: context.caller.requestId,
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(issues.length === 0 ? {} : { issues: [...issues] }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": PROBLEM_TYPE, ...headersOf(status, details) },
  });
}

/** What the protocol wants beside the body. */
function headersOf(status: number, details: Readonly<Record<string, unknown>>): Record<string, string> {
  if (status === 401) return { "www-authenticate": 'Bearer realm="redoubt"' };
  const wait = details["retryAfterSeconds"];
  if (status === 429) return { "retry-after": String(typeof wait === "number" ? wait : 60) };
  return {};
}

export const API_ERRORS = {
  "api.not-found": { kind: "not-found", message: "There is nothing here under that name." },
  "api.no-code": {
    kind: "not-found",
    message: "This finding has no place in code that is still there.",
  },
  "api.scope-missing": {
    kind: "forbidden",
    message: "This token was not made for that. Make one with the scope that is named in the details.",
  },
  "api.bad-cursor": {
    kind: "invalid",
    message: "This cursor does not belong to this list. Start again without one.",
  },
  "api.bad-idempotency-key": {
    kind: "invalid",
    message: "An Idempotency-Key is 1 to 200 visible ASCII characters.",
  },
  "api.idempotency-mismatch": {
    kind: "invalid",
    message: "This Idempotency-Key was used for another request within a day. Use a new one.",
  },
  "api.idempotency-in-flight": {
    kind: "conflict",
    message: "A request with this Idempotency-Key is at work. Ask again a little later for its answer.",
  },
} as const;

export function apiError(code: keyof typeof API_ERRORS, details: Readonly<Record<string, unknown>> = {}): DomainError {
  return new DomainError(code, API_ERRORS[code], { details });
}
