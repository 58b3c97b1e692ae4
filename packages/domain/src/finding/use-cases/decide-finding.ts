import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { SEVERE } from "../decisions.ts";
import { findingError } from "../errors.ts";
import type { Severity } from "../normalized.ts";
import { hidesBehind } from "../proposal.ts";
import { needsSecondPerson } from "../decisions.ts";
import { toSummary } from "../row.ts";
import type { DecideFinding, FindingSummary } from "../schema.ts";
import { rowsById } from "../sql/page-of-findings.ts";
import { findFinding } from "./find-finding.ts";
import { type DecidableFinding, loadById, loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { proposeDecision } from "./propose-decision.ts";
import { requireReader } from "./readers.ts";
import { readSettings } from "./read-settings.ts";
import { takeDecision } from "./take-decision.ts";
import { tellDecision } from "./tell-news.ts";

/**
 * Takes one decision on one finding or on a selection, all or none. Setting aside what is as severe as the
 * organization has set becomes a proposal that another person confirms. Throws finding.not-found, finding.stale (with
 * both versions), finding.not-allowed-now, finding.needs-more, finding.severe-dismissal,
 * finding.acknowledge-forbidden, finding.duplicate-of-itself, finding.duplicate-aside, finding.member-not-found,
 * finding.not-opened and finding.proposal-waits.
 */
export async function decideFinding(deps: ProjectDeps, input: DecideFinding): Promise<FindingSummary[]> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const findings = await loadForDecision(tx, deps, input.findings);
    const { decision } = input;
    if (decision.command === "acknowledge") await memberExists(tx, deps, decision.owner);
    const original = decision.command === "duplicate" ? await originalOf(tx, deps, decision.of) : null;
    const { secondPersonFrom } = await readSettings(tx, deps);
    const taken: DecidableFinding[] = [];
    for (const finding of findings) {
      if (decision.command === "acknowledge") await requireReader(tx, deps, finding, decision.owner);
      if (original !== null) requireWorthy(deps, finding, original, secondPersonFrom);
      // The system has no second person: what it does was decided by whoever set it up.
      const alone =
        deps.actor.kind === "system" || !needsSecondPerson(decision.command, finding.severity, secondPersonFrom);
      await (alone ? takeDecision : proposeDecision)(tx, deps, finding, { decision, original: original?.id ?? null });
      if (alone) taken.push(finding);
    }
    await tellDecision(tx, deps, taken, decision);
    const ids = findings.map((finding) => finding.id);
    const rows = new Map((await rowsById(tx, deps, ids)).map((row) => [row.id, toSummary(row)]));
    return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
  });
}

/** The finding that the named one stands for: itself, or what it is a duplicate of. */
async function originalOf(tx: Tx, deps: ProjectDeps, number: number): Promise<DecidableFinding> {
  const row = await findFinding(tx, deps, number, { id: true, duplicateOfId: true });
  const original = await loadById(tx, deps, row.duplicateOfId ?? row.id);
  if (original === null) throw findingError("finding.not-found", { details: { number } });
  return original;
}

/**
 * A duplicate is set aside: what is severe only behind what is as severe and open, else one step would do what needs a
 * lead or a second person. Throws finding.severe-dismissal and finding.duplicate-aside.
 */
function requireWorthy(
  deps: ProjectDeps,
  finding: DecidableFinding,
  original: DecidableFinding,
  secondPersonFrom: Severity | null,
): void {
  // Told as what it is, by the decision itself.
  if (finding.id === original.id) return;
  if (hidesBehind(finding.severity, original, SEVERE) && !deps.can("finding:dismiss-high"))
    throw findingError("finding.severe-dismissal");
  if (deps.actor.kind !== "system" && hidesBehind(finding.severity, original, secondPersonFrom))
    throw findingError("finding.duplicate-aside");
}

async function memberExists(tx: Tx, deps: ProjectDeps, memberId: string): Promise<void> {
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (found === 0) throw findingError("finding.member-not-found");
}
