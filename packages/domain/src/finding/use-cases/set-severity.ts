import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary, SetSeverity } from "../schema.ts";
import { atLeastAsBad } from "../severity.ts";
import { SEVERE } from "../decisions.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";

/**
 * Sets another severity, with the reason as comment. Lowering a critical or high finding below high needs what
 * dismissing it would: else two steps would do what one may not. Throws finding.not-found, finding.stale and
 * finding.severe-dismissal.
 */
export async function setSeverity(deps: ProjectDeps, input: SetSeverity): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [input]);
    if (finding === undefined) throw findingError("finding.not-found");
    const lowered = atLeastAsBad(finding.severity, SEVERE) && !atLeastAsBad(input.severity, SEVERE);
    if (lowered && !deps.can("finding:dismiss-high")) throw findingError("finding.severe-dismissal");
    const { severity } = input;
    // Whoever judges it has taken it up.
    await changeFinding(tx, deps, finding, { severity, backlogAt: null });
    await addEvents(tx, deps, [
      {
        findingId: finding.id,
        kind: "severity",
        origin: "human",
        from: finding.severity,
        to: severity,
        comment: input.comment,
      },
    ]);
    await recordAudit(tx, deps, "finding.set-severity", {
      subjectId: finding.id,
      projectId: deps.projectId,
      before: { severity: finding.severity },
      after: { severity },
      details: { number: finding.number, from: finding.severity, to: severity },
    });
    return toSummary(await findingRow(tx, { deps, projectId: deps.projectId }, finding.number));
  });
}
