import { findMembersWith } from "../../organization/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { Person } from "../schema.ts";

/** Members to whom a restricted finding was opened, by name. */
export async function readAccess(tx: Tx, deps: ProjectDeps, findingId: string): Promise<Person[]> {
  const rows = await tx.db.findingGrant.findMany({
    where: { organizationId: deps.organizationId, findingId, member: { removedAt: null } },
    select: { memberId: true, member: { select: { user: { select: { name: true } } } } },
  });
  return rows
    .map((row) => ({ id: toTypedId("member", row.memberId), name: row.member.user.name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

interface Readable {
  readonly id: string;
  readonly restricted: boolean;
}

/** Those of some members who may read a finding: what is restricted is told to nobody else. */
export async function readersAmong(
  tx: Tx,
  deps: ProjectDeps,
  finding: Readable,
  memberIds: readonly string[],
): Promise<string[]> {
  if (!finding.restricted || memberIds.length === 0) return [...memberIds];
  const open = await findMembersWith(tx, deps, "finding:read-restricted", deps.projectId);
  const granted = await tx.db.findingGrant.findMany({
    where: { organizationId: deps.organizationId, findingId: finding.id, memberId: { in: [...memberIds] } },
    select: { memberId: true },
  });
  const readers = new Set([...open, ...granted].map((each) => each.memberId));
  return memberIds.filter((id) => readers.has(id));
}

/** Throws finding.not-opened when the member may not read a restricted finding that is to become theirs. */
export async function requireReader(tx: Tx, deps: ProjectDeps, finding: Readable, memberId: string): Promise<void> {
  if ((await readersAmong(tx, deps, finding, [memberId])).length === 0) throw findingError("finding.not-opened");
}
