import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { needsSecondPerson } from "../proposal.ts";
import { toSummary } from "../row.ts";
import type { DecideFinding, FindingSummary } from "../schema.ts";
import { rowsById } from "../sql/page-of-findings.ts";
import { findFinding } from "./find-finding.ts";
import { loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { proposeDecision } from "./propose-decision.ts";
import { requireReader } from "./readers.ts";
import { readSettings } from "./read-settings.ts";
import { takeDecision } from "./take-decision.ts";

/**
 * Takes one decision on one finding or on a selection, all or none. Setting aside what is as severe as the
 * organization has set becomes a proposal that another person confirms. Throws finding.not-found, finding.stale (with
 * both versions), finding.not-allowed-now, finding.needs-more, finding.severe-dismissal,
 * finding.acknowledge-forbidden, finding.duplicate-of-itself, finding.member-not-found, finding.not-opened and
 * finding.proposal-waits.
 */
export async function decideFinding(deps: ProjectDeps, input: DecideFinding): Promise<FindingSummary[]> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const findings = await loadForDecision(tx, deps, input.findings);
    const { decision } = input;
    if (decision.command === "acknowledge") await memberExists(tx, deps, decision.owner);
    const original = decision.command === "duplicate" ? await originalOf(tx, deps, decision.of) : null;
    const { secondPersonFrom } = await readSettings(tx, deps);
    for (const finding of findings) {
      if (decision.command === "acknowledge") await requireReader(tx, deps, finding, decision.owner);
      // The system has no second person: what it does was decided by whoever set it up.
      const alone =
        deps.actor.kind === "system" || !needsSecondPerson(decision.command, finding.severity, secondPersonFrom);
      await (alone ? takeDecision : proposeDecision)(tx, deps, finding, { decision, original });
    }
    const ids = findings.map((finding) => finding.id);
    const rows = new Map((await rowsById(tx, deps, ids)).map((row) => [row.id, toSummary(row)]));
    return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
  });
}

/** The finding that the named one stands for: itself, or what it is a duplicate of. */
async function originalOf(tx: Tx, deps: ProjectDeps, number: number): Promise<string> {
  const row = await findFinding(tx, deps, number, { id: true, duplicateOfId: true });
  return row.duplicateOfId ?? row.id;
}

async function memberExists(tx: Tx, deps: ProjectDeps, memberId: string): Promise<void> {
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (found === 0) throw findingError("finding.member-not-found");
}
