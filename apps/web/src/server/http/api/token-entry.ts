import "server-only";
import type { Permission, TokenScope } from "@redoubt/domain/organization";
import {
  countTokenGuess,
  organizationError,
  recordDenial,
  resolveToken,
  type TokenAccess,
} from "@redoubt/domain/organization/server";
import { Slug } from "@redoubt/domain/shared";
import { createDeps, type Deps, forProject, type ProjectDeps } from "@redoubt/domain/shared/server";
import type { Context } from "../../context.ts";
import { apiError } from "./problem.ts";

/** Who asks by a token. There is no session: what cookies say is not looked at. */
export interface TokenEntry {
  readonly token: TokenAccess;
  readonly deps: Deps;
}

export interface TokenProjectEntry {
  readonly token: TokenAccess;
  readonly deps: ProjectDeps;
}

export interface TokenAsk {
  readonly scope: TokenScope;
  readonly permission: Permission;
  readonly action: string;
}

/**
 * The living token of a request, within its rate. Throws organization.token-invalid and
 * organization.too-many-requests.
 */
export async function enterToken(
  context: Context,
  request: { readonly headers: Headers; readonly project?: string; readonly works: boolean },
): Promise<TokenEntry> {
  const text = /^Bearer +([!-~]{1,200})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const { project, works } = request;
  const token = text === undefined ? null : await resolveToken(context.database, { text, project, works });
  if (token === null) {
    const rate =
      text?.startsWith("rdt_") === true ? await countTokenGuess(context.database, context.caller.address) : null;
    if (rate?.allowed === false) throw tooMany(rate.retryAfterSeconds);
    throw organizationError("organization.token-invalid");
  }
  if (!token.rate.allowed) throw tooMany(token.rate.retryAfterSeconds);
  return { token, deps: depsOf(context, token, token.maker.permissions) };
}

/** The organization, for a token with scope and permission. Throws as `enterToken`, and what `allow` throws. */
export async function enterTokenOrganization(
  context: Context,
  request: { readonly headers: Headers; readonly works: boolean },
  ask: TokenAsk,
): Promise<TokenEntry> {
  const entry = await enterToken(context, request);
  await allow(entry, ask);
  return entry;
}

/**
 * The project of a path, for a token with scope and permission in it. A project that its maker may not see, or that
 * the token is not for, is answered like one that does not exist. Throws as `enterToken`, organization.not-found,
 * api.scope-missing and organization.forbidden.
 */
export async function enterTokenProject(
  context: Context,
  request: { readonly headers: Headers; readonly project: string; readonly works: boolean },
  ask: TokenAsk,
): Promise<TokenProjectEntry> {
  const known = Slug.safeParse(request.project).success;
  const { headers, works } = request;
  const { token, deps } = await enterToken(context, { headers, works, project: known ? request.project : "" });
  const { project, hiddenProjectId } = token.maker;
  if (project === null) {
    if (hiddenProjectId !== null) await recordDenial(deps, { ...ask, projectId: hiddenProjectId });
    throw organizationError("organization.not-found");
  }
  const entry = { token, deps: forProject(depsOf(context, token, project.permissions), project.id) };
  await allow(entry, ask, project.id);
  return entry;
}

/** Throws api.scope-missing, or organization.forbidden when its maker may not; both are in the audit log. */
async function allow({ token, deps }: TokenEntry, ask: TokenAsk, projectId?: string): Promise<void> {
  if (token.scopes.includes(ask.scope) && deps.can(ask.permission)) return;
  await recordDenial(deps, { ...ask, projectId });
  if (!token.scopes.includes(ask.scope)) throw apiError("api.scope-missing", { scope: ask.scope });
  throw organizationError("organization.forbidden");
}

function depsOf(context: Context, token: TokenAccess, makers: ReadonlySet<Permission>): Deps {
  const { tokenId, scoped, boundTo, userId, maker } = token;
  const reach = { tokenId, permissions: scoped, projectId: boundTo?.id ?? null };
  return createDeps({
    database: context.database,
    actor: { kind: "user", userId, memberId: maker.memberId, token: reach },
    organizationId: maker.organizationId,
    requestId: context.caller.requestId,
    permissions: new Set([...makers].filter((permission) => scoped.has(permission))),
  });
}

function tooMany(retryAfterSeconds: number) {
  return organizationError("organization.too-many-requests", { details: { retryAfterSeconds } });
}
