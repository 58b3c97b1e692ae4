import { fingerprintKey } from "../fingerprints.ts";
import { type FingerprintValue, Severity } from "../normalized.ts";
import type { KnownFinding } from "../publication-plan.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { DecisionOrigin } from "../standing.ts";
import { FindingState } from "../states.ts";
import { OPEN_STATES } from "../vocabulary.ts";
import { ANY_SCANNER, isShared, SHARED_PREFIX } from "../weakness.ts";

/** Fingerprints looked up per statement: about a thousand results. */
const KEYS_PER_STATEMENT = 4000;

interface KnownRow {
  readonly id: string;
  readonly number: number;
  readonly scanner: string | null;
  readonly origin: string;
  readonly duplicateOfId: string | null;
  readonly detector: string | null;
  readonly severity: string;
  readonly state: string;
  readonly stateBefore: string | null;
  readonly acknowledgedUntil: Date | null;
  readonly fixClaimedById: string | null;
  readonly decisionReason: string | null;
  readonly backlogAt: Date | null;
  readonly branchOnly: boolean;
  readonly decisionOrigin: string | null;
  readonly policyId: string | null;
  readonly decidedFrom: string | null;
  readonly package: string | null;
  readonly advisories: string[];
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
  readonly hereFunctionHash: string | null;
  readonly hereDetector: string | null;
}

/** What a run is compared with. */
export interface Known {
  /** Findings with a place in the run's lineage or a fingerprint of its tool, and originals of duplicates among them. */
  readonly own: readonly KnownFinding[];
  /** Findings that only fingerprints name which all tools share. */
  readonly shared: readonly KnownFinding[];
}

/**
 * Every finding that a run may be about: those of its lineage that are present, open or merged into another, and those
 * with one of its fingerprints. The cost follows the run and its lineage, not what else the project holds; each statement
 * is one walk along an index, because a run may come before PostgreSQL has ever counted the rows.
 */
export async function loadKnown(
  tx: Tx,
  deps: ProjectDeps,
  run: { readonly scanner: string; readonly lineage: string },
  fingerprints: readonly FingerprintValue[],
): Promise<Known> {
  const keys = await keysByFinding(tx, deps, run.scanner, fingerprints);
  const rows = await inLineage(tx, deps, run.lineage);
  const loaded = new Set(rows.map((row) => row.id));
  const originals = new Set(rows.flatMap((row) => (row.state === "duplicate" ? (row.duplicateOfId ?? []) : [])));
  const others = [...new Set([...keys.keys(), ...originals])].filter((id) => !loaded.has(id));
  if (others.length > 0) rows.push(...(await byId(tx, deps, run.lineage, others)));
  const all = rows.map((row) => toKnown(row, keys.get(row.id) ?? new Set())).toSorted((a, b) => a.number - b.number);
  const isOwn = ({ id, here, keys: found }: KnownFinding) =>
    here !== null || found.size === 0 || originals.has(id) || [...found].some((key) => !isShared(key));
  return { own: all.filter(isOwn), shared: all.filter((finding) => !isOwn(finding)) };
}

const FINDING = Prisma.sql`f."id", f."number", f."scanner", f."origin", f."duplicate_of_id" AS "duplicateOfId", f."detector",
      f."severity", f."state", f."state_before" AS "stateBefore", f."acknowledged_until" AS "acknowledgedUntil",
      f."fix_claimed_by_id" AS "fixClaimedById", f."decision_reason" AS "decisionReason", f."backlog_at" AS "backlogAt",
      f."branch_only" AS "branchOnly",
      f."decision_origin" AS "decisionOrigin", f."policy_id" AS "policyId", f."decided_from" AS "decidedFrom",
      f."package", f."advisories", f."path", f."start_line" AS "startLine", f."container", f."callable"`;
const HERE = Prisma.sql`o."id" AS "occurrenceId", o."path" AS "herePath", o."start_line" AS "hereStartLine",
      o."end_line" AS "hereEndLine", o."container" AS "hereContainer", o."callable" AS "hereCallable",
      o."present" AS "herePresent", o."function_hash" AS "hereFunctionHash", o."detector" AS "hereDetector"`;

/**
 * The organization as a value that PostgreSQL does not know when it plans. A tenant that it has not counted yet has no
 * rows by its statistics: any index on the organization would do as well as the right one, each row for each.
 */
function tenant(deps: ProjectDeps): Prisma.Sql {
  return Prisma.sql`(SELECT ${deps.organizationId}::uuid)`;
}

/** Findings with a place in the lineage that a run of it may close, move or bring back: from places to findings. */
async function inLineage(tx: Tx, deps: ProjectDeps, lineage: string): Promise<KnownRow[]> {
  return tx.bulk<KnownRow>(Prisma.sql`
    SELECT ${FINDING}, ${HERE} FROM "occurrence" o
    CROSS JOIN LATERAL (SELECT g.* FROM "finding" g
      WHERE g."organization_id" = o."organization_id" AND g."id" = o."finding_id" OFFSET 0) f
    WHERE o."organization_id" = ${tenant(deps)} AND o."lineage" = ${lineage} AND o."latest"
      AND (o."present" OR f."state" = 'duplicate' OR f."state" = ANY(${[...OPEN_STATES]}::text[]))`);
}

async function byId(tx: Tx, deps: ProjectDeps, lineage: string, ids: readonly string[]): Promise<KnownRow[]> {
  return tx.bulk<KnownRow>(Prisma.sql`
    SELECT ${FINDING}, ${HERE} FROM unnest(${[...ids]}::uuid[]) AS u("id")
    JOIN "finding" f ON f."organization_id" = ${tenant(deps)} AND f."id" = u."id"
    LEFT JOIN "occurrence" o ON o."organization_id" = ${tenant(deps)} AND o."finding_id" = u."id"
      AND o."lineage" = ${lineage} AND o."latest"`);
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
    const rows = await tx.bulk<FingerprintValue & { findingId: string }>(Prisma.sql`
      SELECT p."finding_id" AS "findingId", p."algorithm", p."version", p."value"
      FROM unnest(${chunk.map((each) => each.algorithm)}::text[], ${chunk.map((each) => each.version)}::int[],
        ${chunk.map((each) => each.value)}::text[]) AS u("algorithm", "version", "value")
      JOIN "fingerprint" p ON p."organization_id" = ${tenant(deps)} AND p."project_id" = ${deps.projectId}::uuid
        AND p."scanner" = CASE WHEN starts_with(u."algorithm", ${SHARED_PREFIX}) THEN ${ANY_SCANNER} ELSE ${scanner} END
        AND p."algorithm" = u."algorithm" AND p."version" = u."version" AND p."value" = u."value"`);
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
  const rows = await tx.bulk<FingerprintValue & { findingId: string }>(Prisma.sql`
    SELECT p."finding_id" AS "findingId", p."algorithm", p."version", p."value" FROM "fingerprint" p
    WHERE p."organization_id" = ${tenant(deps)} AND p."finding_id" = ANY(${[...keys.keys()]}::uuid[])
      AND p."scanner" = ${scanner} AND p."algorithm" LIKE 'sarif/%'`);
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
          functionHash: row.hereFunctionHash,
          detector: row.hereDetector ?? "",
        };
  return {
    id: row.id,
    number: row.number,
    scanner: row.scanner,
    origin: row.origin,
    duplicateOfId: row.duplicateOfId,
    // In each lineage it goes by the name that the tool there gives it.
    detector: row.hereDetector ?? row.detector,
    severity: Severity.parse(row.severity),
    state: FindingState.parse(row.state),
    stateBefore: row.stateBefore === null ? null : FindingState.parse(row.stateBefore),
    acknowledgedUntil: row.acknowledgedUntil,
    fixClaimedById: row.fixClaimedById,
    decisionReason: row.decisionReason,
    backlogAt: row.backlogAt,
    branchOnly: row.branchOnly,
    decisionOrigin: row.decisionOrigin === null ? null : DecisionOrigin.parse(row.decisionOrigin),
    policyId: row.policyId,
    decidedFrom: row.decidedFrom === null ? null : FindingState.parse(row.decidedFrom),
    package: row.package,
    advisories: row.advisories,
    keys,
    place: here ?? shown,
    presentInLineage: here?.present === true,
    here,
    shown,
  };
}

/**
 * Those of the findings that another lineage of a default branch (or an import without revision) still shows, by
 * themselves or by what people have merged into them.
 */
export async function presentElsewhere(
  tx: Tx,
  deps: ProjectDeps,
  lineage: string,
  findingIds: readonly string[],
): Promise<Set<string>> {
  if (findingIds.length === 0) return new Set();
  const rows = await tx.bulk<{ id: string }>(Prisma.sql`
    SELECT DISTINCT w."id" FROM (
      SELECT u."id", u."id" AS "shown" FROM unnest(${[...findingIds]}::uuid[]) AS u("id")
      UNION ALL SELECT d."duplicate_of_id", d."id" FROM "finding" d
      WHERE d."organization_id" = ${tenant(deps)} AND d."duplicate_of_id" = ANY(${[...findingIds]}::uuid[])
        AND d."state" = 'duplicate'
    ) w
    JOIN "occurrence" o ON o."organization_id" = ${tenant(deps)} AND o."finding_id" = w."shown"
    LEFT JOIN "revision" r ON r."organization_id" = o."organization_id" AND r."id" = o."revision_id"
    JOIN "finding" f ON f."organization_id" = ${tenant(deps)} AND f."id" = w."id"
    WHERE o."present" AND o."lineage" <> ${lineage} AND (f."branch_only" OR coalesce(r."is_default_ref", true))`);
  return new Set(rows.map((row) => row.id));
}

/** Refs of other lineages on which findings are seen now, by finding. */
export async function refsElsewhere(
  tx: Tx,
  deps: ProjectDeps,
  lineage: string,
  findingIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (findingIds.length === 0) return new Map();
  const rows = await tx.db.$queryRaw<{ id: string; refs: string[] }[]>`
    SELECT o."finding_id" AS "id", array_agg(DISTINCT o."ref") AS "refs" FROM "occurrence" o
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ANY(${[...findingIds]}::uuid[])
      AND o."present" AND o."lineage" <> ${lineage}
    GROUP BY 1`;
  return new Map(rows.map((row) => [row.id, row.refs]));
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
