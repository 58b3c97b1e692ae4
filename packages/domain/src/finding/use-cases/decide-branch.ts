import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { type ClearBranch, type DecideBranch, fieldsOfVerdict } from "../branch-verdict.ts";
import type { FindingBranch } from "../branches.ts";
import { findingError } from "../errors.ts";
import { needsSecondPerson } from "../decisions.ts";
import { readBranches } from "../sql/read-branches.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { type DecidableFinding, loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { readSettings } from "./read-settings.ts";
import { requirePermission, requirePerson } from "./take-decision.ts";

/**
 * Decides for one branch in place of the decision that all share; the finding itself, its counts and its clock stay as
 * they are. The default branch has the shared one. Throws finding.not-found, finding.branch-not-seen,
 * finding.branch-default, finding.branch-two-people, finding.branch-until, finding.severe-dismissal,
 * finding.acknowledge-forbidden and finding.token-decides-nothing.
 */
export async function decideBranch(deps: ProjectDeps, input: DecideBranch): Promise<{ branches: FindingBranch[] }> {
  return deps.withOrganization(async (tx) => {
    const { finding, branch } = await loadBranch(tx, deps, input);
    const { verdict } = input;
    const { command } = verdict;
    requirePermission(deps, finding, command);
    if (branch.isDefault) throw findingError("finding.branch-default");
    if (needsSecondPerson(command, finding.severity, (await readSettings(tx, deps)).secondPersonFrom))
      throw findingError("finding.branch-two-people");
    if (command === "acknowledge" && verdict.until <= tx.now) throw findingError("finding.branch-until");
    const fields = fieldsOfVerdict(verdict);
    const decided = { ...fields, decidedById: actorUserId(deps), decidedAt: tx.now };
    const { organizationId, projectId } = deps;
    const key = { organizationId, findingId: finding.id, ref: input.ref };
    await tx.db.branchDecision.upsert({
      where: { organizationId_findingId_ref: key },
      create: { ...key, projectId, ...decided },
      update: decided,
    });
    return { branches: await tell(tx, deps, { finding, branch, after: fields }) };
  });
}

/** Lets the shared decision hold on a branch again. Throws finding.not-found and finding.branch-undecided. */
export async function clearBranch(deps: ProjectDeps, input: ClearBranch): Promise<{ branches: FindingBranch[] }> {
  return deps.withOrganization(async (tx) => {
    const { finding, branch } = await loadBranch(tx, deps, input);
    const { organizationId } = deps;
    const { count } = await tx.db.branchDecision.deleteMany({
      where: { organizationId, findingId: finding.id, ref: input.ref },
    });
    if (count === 0) throw findingError("finding.branch-undecided");
    return { branches: await tell(tx, deps, { finding, branch, after: null }) };
  });
}

async function loadBranch(
  tx: Tx,
  deps: ProjectDeps,
  { number, ref }: ClearBranch,
): Promise<{ finding: DecidableFinding; branch: FindingBranch }> {
  requirePerson(deps);
  await lockFindings(tx, deps);
  const [finding] = await loadForDecision(tx, deps, [{ number }]);
  if (finding === undefined) throw findingError("finding.not-found");
  const branch = (await readBranches(tx, deps, finding.id)).find((each) => each.ref === ref);
  if (branch === undefined) throw findingError("finding.branch-not-seen");
  return { finding, branch };
}

interface Change {
  readonly finding: DecidableFinding;
  /** As it was. */
  readonly branch: FindingBranch;
  readonly after: ReturnType<typeof fieldsOfVerdict> | null;
}

/** History, audit, and the news for open screens. */
async function tell(tx: Tx, deps: ProjectDeps, { finding, branch, after }: Change): Promise<FindingBranch[]> {
  const { ref, decision } = branch;
  const until = after?.until ?? null;
  await addEvents(tx, deps, [
    {
      ...{ findingId: finding.id, kind: "branch", origin: "human" },
      ...{ from: decision?.state ?? null, to: after?.state ?? null },
      ...{ reason: after?.reason ?? null, comment: after?.comment ?? null },
      details: { ref, ...(until === null ? {} : { until: until.toISOString() }) },
    },
  ]);
  const toJson = (fields: Change["after"] | FindingBranch["decision"]) =>
    fields === null ? null : { state: fields.state, reason: fields.reason, until: fields.until?.toISOString() ?? null };
  await recordAudit(tx, deps, after === null ? "finding.clear-branch" : "finding.decide-branch", {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: toJson(decision),
    after: toJson(after),
    details: { number: finding.number, ref },
  });
  await announceFindings(tx, deps, finding.id);
  return readBranches(tx, deps, finding.id);
}
