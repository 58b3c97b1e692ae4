import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { SEVERE } from "../decisions.ts";
import { isCve, scoreCvss } from "../../advisory/server.ts";
import { findingError } from "../errors.ts";
import { lowersBelow, type ProposedDecision } from "../proposal.ts";
import { toSummary } from "../row.ts";
import { severityByRubric } from "../rubric.ts";
import type { FindingSummary, SetSeverity } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { type DecidableFinding, loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { storeProposal } from "./propose-decision.ts";
import { readSettings } from "./read-settings.ts";
import { requirePerson } from "./take-decision.ts";

type SeverityChange = ProposedDecision & { readonly command: "set-severity" };

/**
 * Sets another severity, with the reason as comment. Lowering it below what a second person or a lead is needed for
 * needs what setting it aside would: else two steps would do what one may not. Throws finding.not-found,
 * finding.stale, finding.severe-dismissal, finding.proposal-waits,
 * finding.severity-basis and finding.no-cve.
 */
export async function setSeverity(deps: ProjectDeps, input: SetSeverity): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [input]);
    if (finding === undefined) throw findingError("finding.not-found");
    const { severity, comment } = input;
    if (lowersBelow(finding.severity, severity, SEVERE) && !deps.can("finding:dismiss-high")) {
      throw findingError("finding.severe-dismissal");
    }
    const { secondPersonFrom } = await readSettings(tx, deps);
    const alone = deps.actor.kind === "system" || !lowersBelow(finding.severity, severity, secondPersonFrom);
    const { rubric, cvss } = input;
    await requireBasis(tx, deps, finding.id, input);
    const basis = { ...(rubric === undefined ? {} : { rubric }), ...(cvss === undefined ? {} : { cvss }) };
    const change = { command: "set-severity", severity, comment, ...basis } as const;
    await (alone ? applySeverity : storeProposal)(tx, deps, finding, change);
    return toSummary(await findingRow(tx, deps, finding.number));
  });
}

/** What a severity is said to rest on gives that severity, and fits the project and the finding. */
async function requireBasis(
  tx: Tx,
  deps: ProjectDeps,
  findingId: string,
  { severity, rubric, cvss }: SetSeverity,
): Promise<void> {
  const { organizationId } = deps;
  if (rubric !== undefined) {
    const where = { organizationId, id: deps.projectId };
    const project = await tx.db.project.findFirst({ where, select: { kind: true } });
    if (severityByRubric(project?.kind ?? "", rubric) !== severity) throw findingError("finding.severity-basis");
  }
  if (cvss === undefined) return;
  if (scoreCvss(cvss)?.severity !== severity) throw findingError("finding.severity-basis");
  const row = await tx.db.finding.findFirst({ where: { organizationId, id: findingId }, select: { advisories: true } });
  if (row === null || !row.advisories.some(isCve)) throw findingError("finding.no-cve");
}

/** Writes another severity, alone or as the second person. */
export async function applySeverity(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  { severity, comment, rubric, cvss }: SeverityChange,
  proposal?: { readonly id: string; readonly by: string },
): Promise<void> {
  requirePerson(deps);
  const second = proposal === undefined ? {} : { proposal: proposal.id, proposedBy: proposal.by };
  // Whoever judges it has taken it up.
  const basis = { impact: rubric?.impact ?? null, likelihood: rubric?.likelihood ?? null, cvssVector: cvss ?? null };
  await changeFinding(tx, deps, finding, { severity, backlogAt: null, ...basis });
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "severity",
      origin: "human",
      from: finding.severity,
      to: severity,
      comment,
      details: { ...second, ...rubric, ...(cvss === undefined ? {} : { cvss, score: scoreCvss(cvss)?.score ?? null }) },
    },
  ]);
  await recordAudit(tx, deps, "finding.set-severity", {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: { severity: finding.severity },
    after: { severity },
    details: { number: finding.number, from: finding.severity, to: severity, ...second },
  });
}
