import { type Database, Prisma } from "../../shared/server.ts";
import { MEMBER_PERMISSIONS, type Permission, projectPermissions, type Role } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";

/** What a person may in an organization at this moment, and in one project of it when one was asked for. */
export interface Access {
  readonly organizationId: string;
  readonly organization: { readonly slug: string; readonly name: string; readonly demo: boolean };
  readonly memberId: string;
  readonly role: Role;
  /** Those that hold everywhere in the organization. */
  readonly permissions: ReadonlySet<Permission>;
  /** Null when no project was asked for, when there is none of that slug, or when the person may not see it. */
  readonly project: ProjectAccess | null;
  /** The project that exists but that this person may not see: for the audit log, never for an answer. */
  readonly hiddenProjectId: string | null;
}

export interface ProjectAccess {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly archived: boolean;
  readonly permissions: ReadonlySet<Permission>;
}

/** A membership with a project, as look-ups of access read it. */
export interface AccessRow {
  readonly memberId: string;
  readonly role: string;
  readonly name: string;
  readonly demo: boolean;
  readonly projectId: string | null;
  readonly projectName: string | null;
  readonly archived: boolean | null;
  readonly grants: string[];
}

/**
 * Only a hint where to look: what it says is checked inside the organization each time, so a stale
 * entry (an organization that was removed) costs a second look and gives nothing away.
 */
const HINTS = new Map<string, string>();
const MOST_HINTS = 10_000;

/** Reads the person's access from the database; null for unknown organizations and for non-members alike. */
export async function resolveAccess(
  database: Database,
  who: { readonly userId: string; readonly organization: string; readonly project?: string | undefined },
): Promise<Access | null> {
  const hint = `${who.userId} ${who.organization}`;
  const known = HINTS.get(hint);
  if (known !== undefined) {
    const access = await readAccess(database, known, who);
    if (access !== null) return access;
    HINTS.delete(hint);
  }
  const organizationId = await findOrganization(database, who);
  if (organizationId === null) return null;
  if (HINTS.size >= MOST_HINTS) HINTS.clear();
  HINTS.set(hint, organizationId);
  return readAccess(database, organizationId, who);
}

function findOrganization(database: Database, who: { userId: string; organization: string }): Promise<string | null> {
  return database.withUser(who.userId, async (tx) => {
    const row = await tx.db.member.findFirst({
      where: { userId: who.userId, removedAt: null, organization: { slug: who.organization } },
      select: { organizationId: true },
    });
    return row?.organizationId ?? null;
  });
}

async function readAccess(
  database: Database,
  organizationId: string,
  who: { readonly userId: string; readonly organization: string; readonly project?: string | undefined },
): Promise<Access | null> {
  const slug = who.project ?? "";
  const rows = await database.askOrganization<AccessRow>(
    organizationId,
    Prisma.sql`
      SELECT m."id" AS "memberId", m."role", o."name", o."demo",
             p."id" AS "projectId", p."name" AS "projectName", p."archived_at" IS NOT NULL AS "archived",
             ARRAY(SELECT g."role" FROM "grant" g WHERE g."organization_id" = m."organization_id"
                   AND g."member_id" = m."id" AND g."project_id" = p."id") AS "grants"
      FROM "organization" o
      JOIN "member" m ON m."organization_id" = o."id" AND m."user_id" = ${who.userId}::uuid AND m."removed_at" IS NULL
      LEFT JOIN "project" p ON p."organization_id" = o."id" AND p."slug" = ${slug}
      WHERE o."id" = ${organizationId}::uuid AND o."slug" = ${who.organization}`,
  );
  const row = rows[0];
  return row === undefined ? null : toAccess(organizationId, who.organization, slug, row);
}

/** What a row says of a member, in the organization and in the project of the slug. */
export function toAccess(organizationId: string, organization: string, slug: string, row: AccessRow): Access {
  const role = toRole(row.role);
  const project = toProjectAccess(slug, role, row);
  const visible = project !== null && project.permissions.has("project:read");
  return {
    organizationId,
    organization: { slug: organization, name: row.name, demo: row.demo },
    memberId: row.memberId,
    role,
    permissions: MEMBER_PERMISSIONS[role],
    project: visible ? project : null,
    hiddenProjectId: project === null || visible ? null : project.id,
  };
}

function toProjectAccess(slug: string, role: Role, row: AccessRow): ProjectAccess | null {
  if (row.projectId === null || row.projectName === null) return null;
  const all = projectPermissions(role, row.grants.map(toGrantRole));
  const archived = row.archived === true;
  return { id: row.projectId, slug, name: row.projectName, archived, permissions: archived ? readOnly(all) : all };
}

/** An archived project can be read, reported on and brought back; nothing else in it changes. */
function readOnly(permissions: ReadonlySet<Permission>): ReadonlySet<Permission> {
  const kept = (permission: Permission): boolean =>
    /:read(-restricted)?$/.test(permission) || permission === "project:write" || permission === "report:create";
  return new Set([...permissions].filter(kept));
}
