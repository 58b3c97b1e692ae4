import "server-only";
import { DomainError } from "@redoubt/domain/shared";
import type { Permission, TokenScope } from "@redoubt/domain/organization";
import { env } from "../../env.ts";
import { type Context, createContext } from "../context.ts";
import {
  enterOrganization,
  enterProject,
  enterUser,
  type OrganizationEntry,
  type ProjectEntry,
  type UserEntry,
} from "../entry.ts";
import { isFault, toPublicError } from "../error-mapping.ts";
import { isAllowedHost, isOwnOrigin } from "./origin.ts";
import { dataHeaders } from "./security-headers.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";
export type Params = Readonly<Record<string, string | string[] | undefined>>;

/** Who may reach a route; part of it, as a permission is part of a procedure. */
export type RouteAccess =
  | { readonly kind: "public"; readonly why: string }
  | { readonly kind: "procedures" }
  | { readonly kind: "user" }
  | { readonly kind: "organization"; readonly permission: Permission }
  | { readonly kind: "project"; readonly permission: Permission }
  /** The public API (http/api): by a token with the scope, whose maker has the permission; null for any token. */
  | { readonly kind: "token"; readonly scope: TokenScope | null; readonly permission: Permission | null };

/** One way into the server beside pages; all are listed in registry.ts. */
export interface Route {
  readonly method: Method;
  /** As Next writes it: `/api/o/[organization]/p/[project]/source/upload`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** Media types of a body; empty for any. */
  readonly accepts: readonly string[];
  handler(request: Request, context: { params: Promise<Params> }): Promise<Response>;
}

export interface Visit {
  readonly request: Request;
  readonly params: Params;
  readonly context: Context;
}

interface Definition {
  readonly method: Method;
  readonly path: string;
  /** Media types that a body may have; JSON alone unless told. Empty: any, because the handler looks itself. */
  readonly accepts?: readonly string[];
  /** Browsers' own reports come without a page behind them. Nothing may change by such a request. */
  readonly anyOrigin?: boolean;
}

/** A route on the explicit public list: `why` says what it is good for before anyone is known. */
export function publicRoute(definition: Definition & { why: string; handle(visit: Visit): Promise<Response> }): Route {
  return serve(definition, { kind: "public", why: definition.why }, definition.handle);
}

/** The tRPC endpoint: each procedure behind it declares its own permission. */
export function procedureRoute(definition: Definition & { handle(visit: Visit): Promise<Response> }): Route {
  return serve(definition, { kind: "procedures" }, definition.handle);
}

export function userRoute(definition: Definition & { handle(visit: Visit & UserEntry): Promise<Response> }): Route {
  return serve(definition, { kind: "user" }, async (visit) =>
    definition.handle({ ...visit, ...(await enterUser(visit.context)) }),
  );
}

/** `action` names the deed in the audit log of refusals, `<slice>.<verb>`; the path has a part `[organization]`. */
export function organizationRoute(
  definition: Definition & {
    permission: Permission;
    action: string;
    handle(visit: Visit & OrganizationEntry): Promise<Response>;
  },
): Route {
  const { permission } = definition;
  return serve(definition, { kind: "organization", permission }, async (visit) =>
    definition.handle({ ...visit, ...(await enterOrganization(visit.context, visit.params, definition)) }),
  );
}

/** The path has parts `[organization]` and `[project]`; deps are bound to that project. */
export function projectRoute(
  definition: Definition & {
    permission: Permission;
    action: string;
    handle(visit: Visit & ProjectEntry): Promise<Response>;
  },
): Route {
  const { permission } = definition;
  return serve(definition, { kind: "project", permission }, async (visit) =>
    definition.handle({ ...visit, ...(await enterProject(visit.context, visit.params, definition)) }),
  );
}

const FOREIGN_ORIGIN = new DomainError("request.foreign-origin", {
  kind: "forbidden",
  message: "This request did not come from a page of this installation. Open the page again and repeat it there.",
});
const FOREIGN_HOST = new DomainError("request.foreign-host", {
  kind: "forbidden",
  message: "The demo answers to this machine only.",
});
const WRONG_TYPE = new DomainError("request.wrong-media-type", {
  kind: "invalid",
  message: "The body has a media type that is not taken here.",
});

function serve(definition: Definition, access: RouteAccess, handle: (visit: Visit) => Promise<Response>): Route {
  const { method, path, accepts = [JSON_ONLY] } = definition;
  async function handler(request: Request, { params }: { params: Promise<Params> }): Promise<Response> {
    const context = createContext({ headers: request.headers });
    try {
      if (!isAllowedHost(request.headers)) throw FOREIGN_HOST;
      if (definition.anyOrigin !== true && !isOwnOrigin(request)) throw FOREIGN_ORIGIN;
      if (!hasAcceptedType(request, accepts)) throw WRONG_TYPE;
      return finish(await handle({ request, params: await params, context }), context);
    } catch (error) {
      return finish(problemResponse(error, context, path), context);
    }
  }
  return { method, path, access, accepts, handler };
}

const JSON_ONLY = "application/json";

function hasAcceptedType(request: Request, accepts: readonly string[]): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return accepts.length === 0 || accepts.includes(type);
}

/** An error as JSON: code, words and reference; logged once. */
function problemResponse(error: unknown, context: Context, path: string): Response {
  const { status, code, message, details, issues } = toPublicError(error);
  if (isFault(error)) context.log.error({ code, path, err: error }, "fault");
  else context.log.info({ code, path }, "refused");
  return Response.json({ code, message, details, issues, requestId: context.caller.requestId }, { status });
}

/** Adds what every answer has, without taking back what the handler chose (a download may be cached). */
export function finish(response: Response, context: Context): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of dataHeaders({ https: env().https })) if (!headers.has(name)) headers.set(name, value);
  headers.set("x-request-id", context.caller.requestId);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
