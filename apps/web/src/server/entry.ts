import "server-only";
import { createUserDeps, type CurrentSession, identityError, type UserDeps } from "@redoubt/domain/identity/server";
import type { Permission } from "@redoubt/domain/organization";
import { type Access, organizationError, type ProjectAccess, recordDenial } from "@redoubt/domain/organization/server";
import { Slug } from "@redoubt/domain/shared";
import { createDeps, type Deps, forProject, type ProjectDeps } from "@redoubt/domain/shared/server";
import { z } from "zod";
import type { Context } from "./context.ts";

// Entries look at these two keys only; the procedure's own strict schema judges the rest.
const OrganizationPart = z.object({ organization: Slug });
const ProjectPart = z.object({ organization: Slug, project: Slug });

export interface UserEntry {
  readonly session: CurrentSession;
  readonly deps: UserDeps;
}

export interface OrganizationEntry {
  readonly session: CurrentSession;
  readonly access: Access;
  readonly deps: Deps;
}

export interface ProjectEntry {
  readonly session: CurrentSession;
  readonly access: Access;
  readonly project: ProjectAccess;
  readonly deps: ProjectDeps;
}

/** What is asked for: a permission, under the name that the audit log gives a refusal (`finding.triage`). */
export interface Ask {
  readonly permission: Permission;
  readonly action: string;
}

/** The signed-in person. Throws identity.not-signed-in. */
export async function enterUser(context: Context): Promise<UserEntry> {
  const session = await requireSession(context);
  const { userId, sessionId, signedInAt } = session;
  const { requestId, address } = context.caller;
  return {
    session,
    deps: createUserDeps({ database: context.database, userId, sessionId, signedInAt, requestId, address }),
  };
}

/**
 * The organization that the scope names, for a member with the permission. Throws identity.not-signed-in,
 * organization.not-found (also for non-members) and organization.forbidden, which is written to the audit log.
 */
export async function enterOrganization(context: Context, scope: unknown, ask: Ask): Promise<OrganizationEntry> {
  const session = await requireSession(context);
  const part = OrganizationPart.safeParse(scope);
  const access = part.success ? await context.access(session.userId, part.data.organization) : null;
  if (access === null) throw organizationError("organization.not-found");
  const deps = depsOf(context, session, access, access.permissions);
  if (!deps.can(ask.permission)) await refuse(deps, ask);
  return { session, access, deps };
}

/**
 * The project that the scope names, for a member with the permission in it. Who may not see the project learns no
 * more than that there is none. Throws as enterOrganization.
 */
export async function enterProject(context: Context, scope: unknown, ask: Ask): Promise<ProjectEntry> {
  const session = await requireSession(context);
  const part = ProjectPart.safeParse(scope);
  const access = part.success ? await context.access(session.userId, part.data.organization, part.data.project) : null;
  if (access === null) throw organizationError("organization.not-found");
  const { project } = access;
  if (project === null) {
    if (access.hiddenProjectId !== null) {
      const deps = depsOf(context, session, access, access.permissions);
      await recordDenial(deps, { ...ask, projectId: access.hiddenProjectId });
    }
    throw organizationError("organization.not-found");
  }
  const deps = forProject(depsOf(context, session, access, project.permissions), project.id);
  if (!deps.can(ask.permission)) await refuse(deps, ask, project.id);
  return { session, access, project, deps };
}

async function requireSession(context: Context): Promise<CurrentSession> {
  const session = await context.session();
  if (session === null) throw identityError("identity.not-signed-in");
  return session;
}

function depsOf(context: Context, session: CurrentSession, access: Access, permissions: ReadonlySet<string>): Deps {
  const { userId, signedInAt } = session;
  const { organizationId, memberId } = access;
  const actor = { kind: "user", userId, memberId, signedInAt } as const;
  return createDeps({
    database: context.database,
    actor,
    organizationId,
    requestId: context.caller.requestId,
    permissions,
  });
}

async function refuse(deps: Deps, ask: Ask, projectId?: string): Promise<never> {
  await recordDenial(deps, { ...ask, projectId });
  throw organizationError("organization.forbidden");
}
