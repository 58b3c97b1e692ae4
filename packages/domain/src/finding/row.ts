import { toTypedId } from "../shared/index.ts";
import { FindingOrigin, type FindingSummary } from "./schema.ts";
import { Confidence, Severity } from "./normalized.ts";
import type { FindingRow } from "./sql/page-of-findings.ts";
import { ProposalCommand } from "./proposal.ts";
import { DismissReason, FindingState } from "./states.ts";

const NONE: ReadonlyMap<string, Date> = new Map();

/** `snoozed` is what the reader has put off. */
export function toSummary(row: FindingRow, snoozed = NONE): FindingSummary {
  const reason = DismissReason.safeParse(row.decisionReason);
  return {
    id: toTypedId("finding", row.id),
    number: row.number,
    title: row.title,
    severity: Severity.parse(row.severity),
    confidence: Confidence.parse(row.confidence),
    state: FindingState.parse(row.state),
    reason: reason.success ? reason.data : null,
    origin: FindingOrigin.parse(row.origin),
    scanner: row.scanner,
    detector: row.detector,
    path: row.path,
    startLine: row.startLine,
    container: row.container,
    callable: row.callable,
    tags: row.tags,
    dependency: row.dependency,
    restricted: row.restricted,
    backlog: row.backlog,
    assignee:
      row.assigneeId === null
        ? null
        : { id: toTypedId("member", row.assigneeId), name: row.assigneeName ?? "former member" },
    dueAt: row.dueAt,
    acknowledgedUntil: row.acknowledgedUntil,
    duplicateOf: row.duplicateOf,
    proposed: row.proposed === null ? null : ProposalCommand.parse(row.proposed),
    snoozedUntil: snoozed.get(row.id) ?? null,
    project: { slug: row.projectSlug, name: row.projectName },
    firstSeenAt: row.firstSeenAt,
    updatedAt: row.updatedAt,
    rowVersion: row.rowVersion,
  };
}
