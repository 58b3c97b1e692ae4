import { toTypedId } from "../shared/index.ts";
import { OnBranch } from "./branches.ts";
import { FindingOrigin, type FindingSummary } from "./schema.ts";
import { Confidence, Severity } from "./normalized.ts";
import type { FindingRow } from "./sql/page-of-findings.ts";
import { ProposalCommand } from "./proposal.ts";
import { DecisionOrigin } from "./standing.ts";
import { DismissReason, FindingState } from "./states.ts";

export function toSummary(row: FindingRow): FindingSummary {
  const reason = DismissReason.safeParse(row.decisionReason);
  return {
    id: toTypedId("finding", row.id),
    number: row.number,
    title: row.title,
    severity: Severity.parse(row.severity),
    confidence: Confidence.parse(row.confidence),
    state: FindingState.parse(row.state),
    reason: reason.success ? reason.data : null,
    decidedBy: row.decisionOrigin === null ? null : DecisionOrigin.parse(row.decisionOrigin),
    origin: FindingOrigin.parse(row.origin),
    reportKey: row.reportKey,
    scanner: row.scanner,
    alsoBy: row.alsoBy,
    detector: row.detector,
    path: row.path,
    startLine: row.startLine,
    container: row.container,
    callable: row.callable,
    tags: row.tags,
    dependency: row.dependency,
    restricted: row.restricted,
    backlog: row.backlog,
    branchOnly: row.branchOnly,
    onBranch: row.onBranch === undefined || row.onBranch === null ? null : OnBranch.parse(row.onBranch),
    assignee:
      row.assigneeId === null
        ? null
        : { id: toTypedId("member", row.assigneeId), name: row.assigneeName ?? "former member" },
    dueAt: row.dueAt,
    acknowledgedUntil: row.acknowledgedUntil,
    duplicateOf: row.duplicateOf,
    proposed: row.proposed === null ? null : ProposalCommand.parse(row.proposed),
    snoozedUntil: row.snoozedUntil,
    project: { slug: row.projectSlug, name: row.projectName },
    firstSeenAt: row.firstSeenAt,
    updatedAt: row.updatedAt,
    rowVersion: row.rowVersion,
  };
}
