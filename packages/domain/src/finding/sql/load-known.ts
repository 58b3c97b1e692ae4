import { fingerprintKey } from "../fingerprints.ts";
import { type FingerprintValue, Severity } from "../normalized.ts";
import type { KnownFinding } from "../publication-plan.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { FindingState, OPEN_STATES } from "../states.ts";

/** Fingerprints looked up per statement: about a thousand results. */
const KEYS_PER_STATEMENT = 4000;

interface KnownRow {
  readonly id: string;
  readonly number: number;
  readonly detector: string | null;
  readonly severity: string;
  readonly state: string;
  readonly stateBefore: string | null;
  readonly acknowledgedUntil: Date | null;
  readonly fixClaimedById: string | null;
  readonly decisionReason: string | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly occurrenceId: string | null;
  readonly herePath: string | null;
  readonly hereStartLine: number | null;
  readonly hereEndLine: number | null;
  readonly hereContainer: string | null;
  readonly hereCallable: string | null;
  readonly herePresent: boolean | null;
}

/**
 * Every finding that a run may be about: those with one of its fingerprints, and those of its lineage that are
 * present or open. The cost follows the run and its lineage, not what else the project holds.
 */
export async function loadKnown(
  tx: Tx,
  deps: ProjectDeps,
  run: { readonly scanner: string; readonly lineage: string },
  fingerprints: readonly FingerprintValue[],
): Promise<KnownFinding[]> {
  const keys = await keysByFinding(tx, deps, run.scanner, fingerprints);
  const rows = await tx.db.$queryRaw<KnownRow[]>`
    WITH here AS (
      SELECT o."finding_id", o."id", o."path", o."start_line", o."end_line", o."container", o."callable", o."present"
      FROM "occurrence" o
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."lineage" = ${run.lineage} AND o."latest"
    ), wanted AS (
      SELECT h."finding_id" FROM here h WHERE h."present"
      UNION SELECT h."finding_id" FROM here h
        JOIN "finding" f ON f."organization_id" = ${deps.organizationId}::uuid AND f."id" = h."finding_id"
        WHERE NOT h."present" AND f."state" = ANY(${[...OPEN_STATES]}::text[])
      UNION SELECT unnest(${[...keys.keys()]}::uuid[])
    )
    SELECT f."id", f."number", f."detector", f."severity", f."state", f."state_before" AS "stateBefore",
      f."acknowledged_until" AS "acknowledgedUntil", f."fix_claimed_by_id" AS "fixClaimedById",
      f."decision_reason" AS "decisionReason", f."path", f."start_line" AS "startLine", f."container", f."callable",
      h."id" AS "occurrenceId", h."path" AS "herePath", h."start_line" AS "hereStartLine", h."end_line" AS "hereEndLine",
      h."container" AS "hereContainer", h."callable" AS "hereCallable", h."present" AS "herePresent"
    FROM wanted w
    JOIN "finding" f ON f."organization_id" = ${deps.organizationId}::uuid AND f."id" = w."finding_id"
    LEFT JOIN here h ON h."finding_id" = w."finding_id"
    ORDER BY f."number"`;
  return rows.map((row) => toKnown(row, keys.get(row.id) ?? new Set()));
}

async function keysByFinding(
  tx: Tx,
  deps: ProjectDeps,
  scanner: string,
  fingerprints: readonly FingerprintValue[],
): Promise<Map<string, Set<string>>> {
  const keys = new Map<string, Set<string>>();
  for (let from = 0; from < fingerprints.length; from += KEYS_PER_STATEMENT) {
    const chunk = fingerprints.slice(from, from + KEYS_PER_STATEMENT);
    const rows = await tx.db.$queryRaw<(FingerprintValue & { findingId: string })[]>`
      SELECT p."finding_id" AS "findingId", p."algorithm", p."version", p."value"
      FROM unnest(${chunk.map((each) => each.algorithm)}::text[], ${chunk.map((each) => each.version)}::int[],
        ${chunk.map((each) => each.value)}::text[]) AS u("algorithm", "version", "value")
      JOIN "fingerprint" p ON p."organization_id" = ${deps.organizationId}::uuid AND p."project_id" = ${deps.projectId}::uuid
        AND p."scanner" = ${scanner} AND p."algorithm" = u."algorithm" AND p."version" = u."version" AND p."value" = u."value"`;
    for (const row of rows) keys.set(row.findingId, (keys.get(row.findingId) ?? new Set()).add(fingerprintKey(row)));
  }
  if (fingerprints.some(isVersioned)) await addVersions(tx, deps, scanner, keys);
  return keys;
}

/** SARIF's are compared by the greatest version that both sides have, so that values that differ matter, too. */
function isVersioned({ algorithm, version }: FingerprintValue): boolean {
  return algorithm.startsWith("sarif/") && version > 1;
}

async function addVersions(
  tx: Tx,
  deps: ProjectDeps,
  scanner: string,
  keys: ReadonlyMap<string, Set<string>>,
): Promise<void> {
  const rows = await tx.db.$queryRaw<(FingerprintValue & { findingId: string })[]>`
    SELECT p."finding_id" AS "findingId", p."algorithm", p."version", p."value" FROM "fingerprint" p
    WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."finding_id" = ANY(${[...keys.keys()]}::uuid[])
      AND p."scanner" = ${scanner} AND p."algorithm" LIKE 'sarif/%'`;
  for (const row of rows) keys.get(row.findingId)?.add(fingerprintKey(row));
}

function toKnown(row: KnownRow, keys: ReadonlySet<string>): KnownFinding {
  const shown = { path: row.path, startLine: row.startLine, container: row.container, callable: row.callable };
  const here =
    row.occurrenceId === null
      ? null
      : {
          occurrenceId: row.occurrenceId,
          path: row.herePath,
          startLine: row.hereStartLine,
          endLine: row.hereEndLine,
          container: row.hereContainer,
          callable: row.hereCallable,
          present: row.herePresent === true,
        };
  return {
    id: row.id,
    number: row.number,
    detector: row.detector,
    severity: Severity.parse(row.severity),
    state: FindingState.parse(row.state),
    stateBefore: row.stateBefore === null ? null : FindingState.parse(row.stateBefore),
    acknowledgedUntil: row.acknowledgedUntil,
    fixClaimedById: row.fixClaimedById,
    decisionReason: row.decisionReason,
    keys,
    place: here ?? shown,
    presentInLineage: here?.present === true,
    here,
    shown,
  };
}

/** Those of the findings that another lineage of a default branch (or an import without revision) still shows. */
export async function presentElsewhere(
  tx: Tx,
  deps: ProjectDeps,
  lineage: string,
  findingIds: readonly string[],
): Promise<Set<string>> {
  if (findingIds.length === 0) return new Set();
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT o."finding_id" AS "id" FROM "occurrence" o
    LEFT JOIN "revision" r ON r."organization_id" = o."organization_id" AND r."id" = o."revision_id"
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ANY(${[...findingIds]}::uuid[])
      AND o."present" AND o."lineage" <> ${lineage} AND coalesce(r."is_default_ref", true)`;
  return new Set(rows.map((row) => row.id));
}

/** Findings of which a revision already has a place in the lineage. */
export async function placedAt(
  tx: Tx,
  deps: ProjectDeps,
  lineage: string,
  revisionId: string | null,
): Promise<Set<string>> {
  const sameRevision =
    revisionId === null ? Prisma.sql`o."revision_id" IS NULL` : Prisma.sql`o."revision_id" = ${revisionId}::uuid`;
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT o."finding_id" AS "id" FROM "occurrence" o
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND ${sameRevision} AND o."lineage" = ${lineage}`;
  return new Set(rows.map((row) => row.id));
}
