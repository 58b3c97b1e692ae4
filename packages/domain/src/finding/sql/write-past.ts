import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { NewEvent } from "../use-cases/change-finding.ts";
import { PAST_SCANNER } from "./past-candidates.ts";

const ROWS_PER_STATEMENT = 1000;

/** A finding that a document brings in, as it is stored. */
export interface PastBirth {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly advice: string | null;
  readonly severity: string;
  readonly rank: number;
  readonly cwe: readonly string[];
  readonly tags: readonly string[];
  readonly advisories: readonly string[];
  readonly package: string | null;
  readonly state: string;
  readonly key: string | null;
  readonly path: string | null;
  readonly line: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly decisionOrigin: string | null;
  readonly decidedFrom: string | null;
  readonly reason: string | null;
  readonly until: Date | null;
  readonly assignee: string | null;
  readonly clock: Date | null;
  readonly due: Date | null;
  readonly seen: Date;
}

/** A place of such a finding in the revision in which it was looked up. */
export interface PastSight {
  readonly id: string;
  readonly finding: string;
  readonly path: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** Writes the findings of a document; rows travel as one JSON text per statement, as publications do. */
export async function writePastFindings(
  tx: Tx,
  deps: ProjectDeps,
  importId: string,
  births: readonly PastBirth[],
): Promise<void> {
  await eachChunk(births, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "finding" ("organization_id", "project_id", "id", "number", "title", "description", "advice", "severity",
        "severity_rank", "confidence", "cwe", "tags", "advisories", "package", "state", "origin", "past_import_id",
        "report_key", "path", "start_line", "container", "callable", "decision_origin", "decided_from", "decision_reason",
        "acknowledged_until", "assignee_id", "clock_since", "due_at", "first_seen_at", "last_seen_at",
        "created_at", "updated_at")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid, u.id, u.number, u.title, u.description, u.advice, u.severity,
        u.rank, 'medium', u.cwe, u.tags, u.advisories, u.package, u.state, 'report', ${importId}::uuid, u.key, u.path,
        u.line, u.container, u.callable, u."decisionOrigin", u."decidedFrom", u.reason, u.until, u.assignee, u.clock, u.due,
        u.seen, ${tx.now}::timestamptz, ${tx.now}::timestamptz, ${tx.now}::timestamptz
      FROM json_to_recordset(${json}::json) AS u(id uuid, number int, title text, description text, advice text,
        severity text, rank smallint, cwe text[], tags text[], advisories text[], package text, state text, key text,
        path text, line int, container text, callable text, "decisionOrigin" text, "decidedFrom" text, reason text,
        until timestamptz, assignee uuid, clock timestamptz, due timestamptz, seen timestamptz)`;
  });
}

/** Writes their places. */
export async function writePastSights(
  tx: Tx,
  deps: ProjectDeps,
  at: { readonly revisionId: string; readonly lineage: string; readonly ref: string },
  sights: readonly PastSight[],
): Promise<void> {
  await eachChunk(sights, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "occurrence" ("organization_id", "project_id", "id", "finding_id", "revision_id", "lineage", "ref", "path",
        "start_line", "end_line", "container", "callable", "detector", "scanner", "match", "first_seen_at")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid, u.id, u.finding, ${at.revisionId}::uuid, ${at.lineage},
        ${at.ref}, u.path, u.start, u."end", u.container, u.callable, ${PAST_SCANNER}, ${PAST_SCANNER},
        '{"step":"reported"}'::jsonb, ${tx.now}::timestamptz
      FROM json_to_recordset(${json}::json) AS u(id uuid, finding uuid, path text, start int, "end" int, container text, callable text)`;
  });
}

/** How a later document with the same words knows a finding again. */
export interface PastDigest {
  readonly finding: string;
  readonly algorithm: "past/title" | "past/source";
  readonly value: string;
}

export async function writePastDigests(tx: Tx, deps: ProjectDeps, digests: readonly PastDigest[]): Promise<void> {
  await eachChunk(digests, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "fingerprint" ("organization_id", "project_id", "scanner", "finding_id", "algorithm", "version", "value")
      SELECT ${deps.organizationId}::uuid, ${deps.projectId}::uuid, ${PAST_SCANNER}, u.finding, u.algorithm, 1, u.value
      FROM json_to_recordset(${json}::json) AS u(finding uuid, algorithm text, value text) ON CONFLICT DO NOTHING`;
  });
}

/** Writes lines of the history that a document brings along; nobody here is their author. */
export async function writePastEvents(tx: Tx, deps: ProjectDeps, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, id: newId(), finding: event.findingId }));
  await eachChunk(rows, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "finding_event" ("organization_id", "id", "finding_id", "at", "kind", "origin", "from", "to", "reason",
        "comment", "details")
      SELECT ${deps.organizationId}::uuid, u.id, u.finding, ${tx.now}::timestamptz, u.kind, u.origin, u.from, u.to, u.reason,
        u.comment, coalesce(u.details, '{}'::jsonb)
      FROM json_to_recordset(${json}::json) AS u(id uuid, finding uuid, kind text, origin text, "from" text, "to" text,
        reason text, comment text, details jsonb)`;
  });
}

/** What PostgreSQL cannot store as text would fail the whole import. */
function withoutNul(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value;
}

async function eachChunk<T>(rows: readonly T[], run: (json: string) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await run(JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT), withoutNul));
  }
}
