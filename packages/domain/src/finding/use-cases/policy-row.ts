import { toTypedId } from "../../shared/index.ts";
import { actorUserId, type Deps, type Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { type FindingPolicy, PolicyDecision, PolicyScope, PolicyState } from "../policy.ts";
import { DismissReason } from "../states.ts";
import { readableFinding } from "./find-finding.ts";
import { SCOPE_SELECT } from "./active-policies.ts";

/** Deps of a register: of one project, or of the organization with all its policies. */
export type PolicyDeps = Deps | ProjectDeps;

/** The project that a register is about; null for the organization's. */
export function projectOf(deps: PolicyDeps): string | null {
  return "projectId" in deps ? deps.projectId : null;
}

export const POLICY_SELECT = {
  ...SCOPE_SELECT,
  id: true,
  projectId: true,
  project: { select: { slug: true, name: true } },
  decision: true,
  reason: true,
  comment: true,
  compensatingControl: true,
  ownerId: true,
  owner: { select: { user: { select: { name: true } } } },
  state: true,
  authorId: true,
  approverId: true,
  note: true,
  approvalNeeded: true,
  expiresAt: true,
  createdAt: true,
  activatedAt: true,
  endedAt: true,
  rowVersion: true,
} as const satisfies Prisma.FindingPolicySelect;

export type PolicyRow = Prisma.FindingPolicyGetPayload<{ select: typeof POLICY_SELECT }>;

/**
 * A policy by id: in a project's register its own and the organization's, to change (`own`) its own alone. Throws
 * finding.policy-not-found.
 */
export async function loadPolicy(tx: Tx, deps: PolicyDeps, id: string, own: boolean): Promise<PolicyRow> {
  const projectId = projectOf(deps);
  const row = await tx.db.findingPolicy.findFirst({
    where: {
      organizationId: deps.organizationId,
      id,
      ...(own || projectId !== null ? inRegister(projectId, own) : {}),
    },
    select: POLICY_SELECT,
  });
  if (row === null) throw findingError("finding.policy-not-found");
  return row;
}

/** What a register changes, or what it also shows. */
export function inRegister(projectId: string | null, own: boolean): Prisma.FindingPolicyWhereInput {
  if (own) return { projectId };
  return projectId === null ? {} : { OR: [{ projectId: null }, { projectId }] };
}

/** Rows as readers see them, with the number of findings that each holds. */
export async function toPolicies(tx: Tx, deps: PolicyDeps, rows: readonly PolicyRow[]): Promise<FindingPolicy[]> {
  const people = [...new Set(rows.flatMap((row) => [row.authorId, row.approverId ?? []].flat()))];
  const users = await tx.db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } });
  const names = new Map(users.map((user) => [user.id, user.name]));
  const projectId = projectOf(deps);
  const counted = await tx.db.finding.groupBy({
    by: ["policyId"],
    where: {
      organizationId: deps.organizationId,
      policyId: { in: rows.map((row) => row.id) },
      ...(projectId === null ? {} : { projectId }),
      AND: readableFinding(deps),
    },
    _count: true,
  });
  const counts = new Map(counted.map((group) => [group.policyId, group._count]));
  return rows.map((row) => ({
    ...scopeOf(row),
    id: toTypedId("policy", row.id),
    project: row.project,
    decision: PolicyDecision.parse(row.decision),
    reason: row.reason === null ? null : DismissReason.parse(row.reason),
    comment: row.comment,
    compensatingControl: row.compensatingControl,
    owner: { id: toTypedId("member", row.ownerId), name: row.owner.user.name },
    state: PolicyState.parse(row.state),
    author: names.get(row.authorId) ?? "former member",
    approver: row.approverId === null ? null : (names.get(row.approverId) ?? "former member"),
    note: row.note,
    approvalNeeded: row.approvalNeeded,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    activatedAt: row.activatedAt,
    endedAt: row.endedAt,
    findings: counts.get(row.id) ?? 0,
    mine: row.authorId === actorUserId(deps),
    rowVersion: row.rowVersion,
  }));
}

/** One row the same way. */
export async function toPolicy(tx: Tx, deps: PolicyDeps, id: string): Promise<FindingPolicy> {
  const [policy] = await toPolicies(tx, deps, [await loadPolicy(tx, deps, id, false)]);
  if (policy === undefined) throw findingError("finding.policy-not-found");
  return policy;
}

/** What a stored policy covers. */
export function scopeOf(row: Pick<PolicyRow, keyof PolicyScope>): PolicyScope {
  const { detector, path, package: packageGlob, advisory, severityAtMost, branch } = row;
  return PolicyScope.parse({ detector, path, package: packageGlob, advisory, severityAtMost, branch });
}
