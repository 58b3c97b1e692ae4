import { recordAudit } from "../../audit/server.ts";
import type { RevisionCommit } from "../../source/index.ts";
import { readChanges } from "../../source/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { transition } from "../lifecycle.ts";
import { NO_DECISION } from "../standing.ts";
import { fixesOf } from "../trailers.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { type DecidableFinding, type DecisionFields, loadById, storedFields } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";

/** One commit that says that it fixes a finding. */
interface Claim {
  readonly commit: RevisionCommit;
  readonly revision: number;
  readonly number: number;
}

/**
 * Takes the fixes that commits of the newest state of the default branch claim (`Fixes: F-12`): each is told once, by
 * whatever revision or push it comes again, and none resolves anything. Restricted findings and numbers of nothing are
 * passed over in silence. Answers the numbers that moved.
 */
export async function claimFixes(deps: ProjectDeps, revisionId: string): Promise<number[]> {
  return deps.withOrganization(async (tx) => {
    const changes = await readChanges(tx, deps, revisionId);
    if (changes === null || !changes.isNewest) return [];
    const claims = changes.commits
      .toReversed()
      .flatMap((commit): Claim[] =>
        fixesOf(commit.trailers).map((number) => ({ commit, number, revision: changes.number })),
      );
    if (claims.length === 0) return [];
    await lockFindings(tx, deps);
    const moved: number[] = [];
    for (const claim of claims) if (await take(tx, deps, claim)) moved.push(claim.number);
    return [...new Set(moved)];
  });
}

async function take(tx: Tx, deps: ProjectDeps, claim: Claim): Promise<boolean> {
  const { organizationId, projectId } = deps;
  const row = await tx.db.finding.findFirst({
    where: { organizationId, projectId, number: claim.number, restricted: false },
    select: { id: true },
  });
  if (row === null || (await isTold(tx, deps, row.id, claim))) return false;
  const finding = await loadById(tx, deps, row.id);
  if (finding === null) return false;
  const answer = transition(finding.facts, "claim-fix", { by: "commit" }, tx.now);
  if (!answer.ok) {
    const why = `It stays as it is: nothing can be claimed of a finding that is ${finding.state}.`;
    await addEvents(tx, deps, [
      { findingId: finding.id, kind: "commit", origin: "commit", details: { ...detailsOf(claim), why } },
    ]);
    return false;
  }
  await move(tx, deps, finding, claim);
  return true;
}

async function move(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, claim: Claim): Promise<void> {
  const fields: DecisionFields = {
    ...{ state: "fix-claimed", stateBefore: null, decisionReason: null, duplicateOfId: null, fixClaimedById: null },
    ...{ assigneeId: finding.assigneeId, backlogAt: null, ...NO_DECISION },
  };
  const details = detailsOf(claim);
  await changeFinding(tx, deps, finding, fields);
  await addEvents(tx, deps, [
    {
      ...{ findingId: finding.id, kind: "transition", origin: "commit", from: finding.state, to: "fix-claimed" },
      details: { ...details, before: storedFields(finding) },
    },
  ]);
  await recordAudit(tx, deps, "finding.claim-fix", {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: storedFields(fields),
    details: { number: finding.number, from: finding.state, to: "fix-claimed", ...details },
  });
}

/** True when this commit has been told of already: a commit comes with every push that holds it. */
async function isTold(tx: Tx, deps: ProjectDeps, findingId: string, { commit }: Claim): Promise<boolean> {
  const told = await tx.db.findingEvent.count({
    where: {
      ...{ organizationId: deps.organizationId, findingId, origin: "commit" },
      details: { path: ["commit"], equals: commit.sha },
    },
  });
  return told > 0;
}

function detailsOf({ commit, revision }: Claim) {
  const { sha, author, subject } = commit;
  return { commit: sha, author, subject, revision };
}
