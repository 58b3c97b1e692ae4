import { newId } from "../../shared/index.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { isBacklog } from "../backlog.ts";
import type { PublicationPlan } from "../publication-plan.ts";
import { severityRank } from "../severity.ts";
import { OPEN_STATES } from "../vocabulary.ts";
import { slaOf } from "../use-cases/read-sla.ts";
import { ANY_SCANNER, SHARED_PREFIX } from "../weakness.ts";
import { clockColumns, due } from "./clock-columns.ts";
import { eachChunk } from "./each-chunk.ts";
import { suggestPairs, writeAttributions } from "./write-identity.ts";

/** Rows per statement: five statements for a thousand new findings, whatever else the project holds. */
const ROWS_PER_STATEMENT = 1000;
const KEYS_PER_STATEMENT = 4000;

export interface PublicationTarget {
  readonly scanId: string;
  readonly revisionId: string | null;
  readonly ref: string;
  readonly lineage: string;
  readonly scanner: string;
  readonly origin: "scanner" | "import";
  /** Numbers of the scan request and revision, for the history. */
  readonly scan: number;
  readonly revision: number | null;
  /** New findings are those of another branch than the default one. */
  readonly branchOnly: boolean;
  /** Number of the plan's first new finding. */
  readonly firstNumber: number;
}

/** Writes a plan: rows travel as one JSON text per statement, which PostgreSQL unpacks (measured as fast as unnest). */
export async function writePublication(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  target: PublicationTarget,
): Promise<void> {
  await insertFindings(tx, deps, plan, target);
  await updateFindings(tx, deps, plan);
  await endWhatRestedOnThem(tx, deps, plan);
  await retireOccurrences(tx, deps, plan);
  await insertOccurrences(tx, deps, plan, target);
  await insertFingerprints(tx, deps, plan, target);
  await insertEvents(tx, deps, plan, target);
  await writeAttributions(tx, deps, plan, target.scanner);
  await suggestPairs(tx, deps, plan.pairs);
}

async function insertFindings(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  target: PublicationTarget,
): Promise<void> {
  const rows = plan.findings.map(({ id, result, state, stateBefore, reason, ...standing }, index) => ({
    id,
    ...standing,
    number: target.firstNumber + index,
    title: result.title,
    description: result.description,
    severity: result.severity,
    rank: severityRank(result.severity),
    confidence: result.confidence,
    cwe: result.classes.cwe,
    swc: result.classes.swc,
    scwe: result.classes.scwe,
    tags: result.tags,
    package: result.package ?? null,
    advisories: result.advisories,
    state,
    before: stateBefore,
    reason,
    detector: result.detector,
    path: result.path ?? null,
    line: result.startLine ?? null,
    container: result.container ?? null,
    callable: result.callable ?? null,
    dependency: result.dependency,
  }));
  const days = await slaOf(tx, deps);
  const runs = target.branchOnly ? Prisma.sql`false` : Prisma.sql`u.state = ANY(${[...OPEN_STATES]}::text[])`;
  const dueNow = due(Prisma.sql`${tx.now}::timestamptz`, Prisma.sql`0`, Prisma.sql`u.rank`, days);
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.bulk(Prisma.sql`
      INSERT INTO "finding" ("organization_id", "project_id", "id", "number", "title", "description", "severity",
        "severity_rank", "confidence", "cwe", "swc", "scwe", "tags", "package", "advisories", "state", "state_before",
        "decision_reason", "decision_origin", "policy_id", "decided_from", "acknowledged_until", "origin", "scanner", "detector", "path", "start_line", "container", "callable", "dependency",
        "branch_only", "first_seen_at", "last_seen_at", "created_at", "updated_at", "clock_since", "due_at")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid, u.id, u.number, u.title, u.description, u.severity,
        u.rank, u.confidence, u.cwe, u.swc, u.scwe, u.tags, u.package, u.advisories, u.state, u.before,
        u.reason, u."decisionOrigin", u."policyId", u."decidedFrom", u."acknowledgedUntil", ${target.origin}, ${target.scanner}, u.detector, u.path, u.line, u.container, u.callable, u.dependency,
        ${target.branchOnly}, ${tx.now}::timestamptz, ${tx.now}::timestamptz, ${tx.now}::timestamptz, ${tx.now}::timestamptz,
        CASE WHEN ${runs} THEN ${tx.now}::timestamptz END, CASE WHEN ${runs} THEN ${dueNow} END
      FROM json_to_recordset(${json}::json) AS u(id uuid, number int, title text, description text, severity text,
        rank smallint, confidence text, cwe text[], swc text[], scwe text[], tags text[], package text, advisories text[],
        state text, before text, reason text, "decisionOrigin" text, "policyId" uuid, "decidedFrom" text,
        "acknowledgedUntil" timestamptz, detector text, path text, line int, container text, callable text,
        dependency boolean)`);
  });
}

async function updateFindings(tx: Tx, deps: ProjectDeps, plan: PublicationPlan): Promise<void> {
  const rows = plan.updates.map(
    ({ id, state, stateBefore, reason, backlogAt, branchOnly, shown, changed, ...standing }) => ({
      id,
      ...standing,
      state,
      before: stateBefore,
      reason,
      backlog: isBacklog(state, backlogAt),
      backlogAt,
      branchOnly,
      ...shown,
      changed,
    }),
  );
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    const clock = clockColumns(tx.now, await slaOf(tx, deps), { branchOnly: Prisma.sql`u."branchOnly"` });
    // A new place is no new version: it must not refuse the decision that someone is about to take.
    await tx.bulk(Prisma.sql`
      UPDATE "finding" f SET "state" = u.state, "state_before" = u.before, "decision_reason" = u.reason,
        "decision_origin" = u."decisionOrigin", "policy_id" = u."policyId", "decided_from" = u."decidedFrom",
        "acknowledged_until" = u."acknowledgedUntil", "backlog" = u.backlog, "backlog_at" = u."backlogAt",
        "branch_only" = u."branchOnly", "path" = u.path,
        "start_line" = u."startLine", "container" = u.container, "callable" = u.callable, "last_seen_at" = ${tx.now}::timestamptz,
        "row_version" = f."row_version" + u.changed::int,
        "proposed" = CASE WHEN f."state" = u.state THEN f."proposed" END, ${clock},
        "updated_at" = CASE WHEN u.changed THEN ${tx.now}::timestamptz ELSE f."updated_at" END
      FROM json_to_recordset(${json}::json) AS u(id uuid, state text, before text, reason text,
        "decisionOrigin" text, "policyId" uuid, "decidedFrom" text, "acknowledgedUntil" timestamptz, backlog boolean,
        "backlogAt" timestamptz, "branchOnly" boolean, path text, "startLine" int, container text, callable text, changed boolean)
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid AND f."id" = u.id`);
  });
}

/** Proposals on findings that moved are overtaken, and what is back is back for those who had put it off too. */
async function endWhatRestedOnThem(tx: Tx, deps: ProjectDeps, plan: PublicationPlan): Promise<void> {
  const changed = plan.updates.filter((update) => update.changed);
  if (changed.length === 0) return;
  const ids = changed.map((update) => update.id);
  await tx.bulk(Prisma.sql`
    UPDATE "finding_proposal" p SET "state" = 'superseded', "decided_at" = ${tx.now}::timestamptz
    FROM "finding" f
    WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."finding_id" = ANY(${ids}::uuid[]) AND p."state" = 'open'
      AND f."organization_id" = p."organization_id" AND f."id" = p."finding_id" AND f."proposed" IS NULL`);
  const back = changed.filter((update) => update.state === "regressed").map((update) => update.id);
  if (back.length > 0) {
    await tx.db.snooze.deleteMany({ where: { organizationId: deps.organizationId, findingId: { in: back } } });
  }
}

async function retireOccurrences(tx: Tx, deps: ProjectDeps, plan: PublicationPlan): Promise<void> {
  const rows = [
    ...plan.superseded.map((id) => ({ id, latest: false })),
    ...plan.gone.map((id) => ({ id, latest: true })),
  ];
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.bulk(Prisma.sql`
      UPDATE "occurrence" o SET "present" = false, "latest" = u.latest, "gone_at" = coalesce(o."gone_at", ${tx.now}::timestamptz)
      FROM json_to_recordset(${json}::json) AS u(id uuid, latest boolean)
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."id" = u.id`);
  });
  await eachChunk(plan.rehashed, ROWS_PER_STATEMENT, async (json) => {
    await tx.bulk(Prisma.sql`
      UPDATE "occurrence" o SET "function_hash" = u."functionHash"
      FROM json_to_recordset(${json}::json) AS u("occurrenceId" uuid, "functionHash" text)
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."id" = u."occurrenceId"`);
  });
}

async function insertOccurrences(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  target: PublicationTarget,
): Promise<void> {
  const rows = plan.occurrences.map(({ findingId, result, present, latest, match }) => ({
    id: newId(),
    finding: findingId,
    path: result.path ?? null,
    start: result.startLine ?? null,
    end: result.endLine ?? null,
    container: result.container ?? null,
    callable: result.callable ?? null,
    hash: result.functionHash ?? null,
    detector: result.detector,
    flow: result.flow ?? null,
    present,
    latest,
    match,
  }));
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.bulk(Prisma.sql`
      INSERT INTO "occurrence" ("organization_id", "project_id", "id", "finding_id", "revision_id", "scan_id", "lineage", "ref",
        "path", "start_line", "end_line", "container", "callable", "function_hash", "detector", "scanner", "flow", "present", "latest",
        "match", "first_seen_at", "gone_at")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid, u.id, u.finding, ${target.revisionId}::uuid,
        ${target.scanId}::uuid, ${target.lineage}, ${target.ref}, u.path, u.start, u.end, u.container, u.callable, u.hash, u.detector,
        ${target.scanner}, u.flow, u.present, u.latest, u.match, ${tx.now}::timestamptz,
        CASE WHEN u.present THEN NULL ELSE ${tx.now}::timestamptz END
      FROM json_to_recordset(${json}::json) AS u(id uuid, finding uuid, path text, start int, "end" int, container text,
        callable text, hash text, detector text, flow jsonb, present boolean, latest boolean, match jsonb)`);
  });
}

async function insertFingerprints(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  target: PublicationTarget,
): Promise<void> {
  for (let from = 0; from < plan.fingerprints.length; from += KEYS_PER_STATEMENT) {
    const chunk = plan.fingerprints.slice(from, from + KEYS_PER_STATEMENT);
    await tx.bulk(Prisma.sql`
      INSERT INTO "fingerprint" ("organization_id", "project_id", "scanner", "finding_id", "algorithm", "version", "value")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid,
        CASE WHEN starts_with(u.algorithm, ${SHARED_PREFIX}) THEN ${ANY_SCANNER} ELSE ${target.scanner} END,
        u.finding, u.algorithm, u.version, u.value
      FROM unnest(${chunk.map((each) => each.findingId)}::uuid[], ${chunk.map((each) => each.fingerprint.algorithm)}::text[],
        ${chunk.map((each) => each.fingerprint.version)}::int[], ${chunk.map((each) => each.fingerprint.value)}::text[])
        AS u(finding, algorithm, version, value)
      ON CONFLICT DO NOTHING`);
  }
}

async function insertEvents(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  target: PublicationTarget,
): Promise<void> {
  const details = { scanner: target.scanner, scan: target.scan, revision: target.revision, scanId: target.scanId };
  const rows = plan.events.map((event) => ({
    id: newId(),
    finding: event.findingId,
    kind: event.kind,
    origin: event.origin,
    from: event.from,
    to: event.to,
    reason: event.reason,
    comment: event.comment,
    details: { ...details, why: event.why, ...(event.policyId === undefined ? {} : { policy: event.policyId }) },
  }));
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.bulk(Prisma.sql`
      INSERT INTO "finding_event" ("organization_id", "id", "finding_id", "at", "kind", "origin", "from", "to", "reason",
        "comment", "details")
      SELECT ${deps.organizationId}::uuid, u.id, u.finding, ${tx.now}::timestamptz, u.kind, u.origin, u.from, u.to, u.reason,
        u.comment, u.details
      FROM json_to_recordset(${json}::json) AS u(id uuid, finding uuid, kind text, origin text, "from" text, "to" text,
        reason text, comment text, details jsonb)`);
  });
}
