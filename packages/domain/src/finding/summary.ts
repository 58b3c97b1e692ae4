import type { FindingSummary } from "./schema.ts";

/** A column too many or too few is an error of types. */
const COLUMNS: Readonly<Record<keyof FindingSummary, true>> = {
  id: true,
  number: true,
  title: true,
  severity: true,
  confidence: true,
  state: true,
  reason: true,
  decidedBy: true,
  origin: true,
  reportKey: true,
  scanner: true,
  alsoBy: true,
  detector: true,
  path: true,
  startLine: true,
  container: true,
  callable: true,
  tags: true,
  dependency: true,
  restricted: true,
  backlog: true,
  branchOnly: true,
  onBranch: true,
  assignee: true,
  dueAt: true,
  acknowledgedUntil: true,
  duplicateOf: true,
  proposed: true,
  snoozedUntil: true,
  project: true,
  firstSeenAt: true,
  updatedAt: true,
  rowVersion: true,
};

/** The row of a list in what is known of one finding; what a row does not tell is left out. */
export function summaryOf(finding: FindingSummary): FindingSummary {
  return Object.fromEntries(Object.entries(finding).filter(([key]) => Object.hasOwn(COLUMNS, key))) as FindingSummary;
}
