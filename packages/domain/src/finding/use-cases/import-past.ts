import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { documentName, headOf } from "../past-row.ts";
import type { ImportPast } from "../past/schema.ts";
import { announceFindings } from "./announce-findings.ts";
import { createPastFindings } from "./create-past-findings.ts";
import { announcePast, lockReadyPast, type LockedPast } from "./find-past.ts";
import { joinPastFindings } from "./join-past-findings.ts";
import { lockFindings } from "./lock-findings.ts";
import { type JudgedPastRow, judgeRows, readStoredRows } from "./read-past-rows.ts";
import { askForMany } from "./propose-decision.ts";
import { tellPastImport } from "./tell-news.ts";

/** The document that findings come from, and who takes what it acknowledges. */
export interface PastSource {
  readonly importId: string;
  readonly number: number;
  /** What people call the document. */
  readonly name: string;
  readonly firm: string | null;
  readonly date: string | null;
  /** Bare member id. */
  readonly ownerId: string | null;
  readonly revisionId: string | null;
}

/** What became of one row. */
export interface PastOutcome {
  readonly position: number;
  readonly findingId: string | null;
  readonly words: string;
}

export interface ImportedPast {
  readonly created: number;
  readonly joined: number;
  readonly left: number;
  readonly proposals: number;
}

const TIMEOUT_MS = 120_000;

/**
 * Imports a document that was looked at, all of it or nothing: findings of their own with their history, numbers for
 * those that are there, decisions where no person's stands against them, proposals where it takes two. Throws
 * finding.past-not-found, finding.past-not-ready, finding.past-stale, finding.past-no-rows, finding.past-needs-until,
 * finding.past-until and finding.member-not-found.
 */
export async function importPast(deps: ProjectDeps, input: ImportPast): Promise<ImportedPast> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const past = await lockReadyPast(tx, deps, input.number);
      if (past.rowVersion !== input.rowVersion) throw findingError("finding.past-stale");
      if (input.until !== undefined && input.until <= tx.now) throw findingError("finding.past-until");
      const judged = await judgeRows(tx, deps, await readStoredRows(tx, deps, past.id, true), input.until ?? null);
      requireUntil(judged, input);
      const source = await sourceOf(tx, deps, past, input);
      const outcomes = [
        ...(await createPastFindings(
          tx,
          deps,
          source,
          judged.filter(({ decision }) => decision.deed === "create"),
        )),
        ...(await joinPastFindings(
          tx,
          deps,
          source,
          judged.filter(({ decision }) => decision.deed === "join"),
        )),
        ...judged
          .filter(({ decision }) => decision.deed === "leave")
          .map(({ row, decision }) => ({ position: row.position, findingId: null, words: decision.words })),
      ];
      const stats = statsOf(judged);
      await storeOutcomes(tx, deps, past.id, outcomes);
      await end(tx, deps, past, stats);
      await recordAudit(tx, deps, "finding.import-past", {
        subjectId: past.id,
        projectId: deps.projectId,
        after: { ...stats },
        details: {
          states: statesOf(judged),
          number: input.number,
          document: source.name,
          firm: source.firm,
          date: source.date,
          sha256: past.sha256,
        },
      });
      await askForMany(
        tx,
        deps,
        judged
          .filter(({ decision }) => decision.proposed)
          .map(({ decision }) => (decision.command === "acknowledge" ? "acknowledge" : "dismiss")),
      );
      await tellPastImport(tx, deps, {
        ...{ importId: past.id, number: input.number, title: source.name },
        opened: judged
          .filter(({ decision }) => decision.deed === "create" && decision.state === "new")
          .map(({ claim }) => claim.severity),
      });
      await announceFindings(tx, deps, past.id);
      await announcePast(tx, deps, past.id);
      return stats;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

function requireUntil(judged: readonly JudgedPastRow[], input: ImportPast): void {
  if (judged.every(({ decision }) => decision.deed === "leave")) throw findingError("finding.past-no-rows");
  const open = judged.some(({ decision }) => decision.command === "acknowledge" && decision.until === null);
  if (open && input.until === undefined) throw findingError("finding.past-needs-until");
}

async function sourceOf(tx: Tx, deps: ProjectDeps, past: LockedPast, input: ImportPast): Promise<PastSource> {
  const head = headOf(past.head);
  const self = deps.actor.kind === "user" ? deps.actor.memberId : null;
  const ownerId = input.owner ?? self;
  if (input.owner !== undefined) {
    const found = await tx.db.member.count({
      where: { organizationId: deps.organizationId, id: input.owner, removedAt: null },
    });
    if (found === 0) throw findingError("finding.member-not-found");
  }
  return {
    ...{ importId: past.id, number: input.number, name: documentName(head, past.name), ownerId },
    ...{ firm: head.firm, date: head.date, revisionId: past.revisionId },
  };
}

/** How many findings of which state it brought in: one event for all that are born with it. */
function statesOf(judged: readonly JudgedPastRow[]): Readonly<Record<string, number>> {
  const states: Record<string, number> = {};
  for (const { decision } of judged) {
    if (decision.deed !== "create") continue;
    const state = decision.proposed ? "new" : (decision.state ?? "new");
    states[state] = (states[state] ?? 0) + 1;
  }
  return states;
}

function statsOf(judged: readonly JudgedPastRow[]): ImportedPast {
  const count = (deed: string): number => judged.filter(({ decision }) => decision.deed === deed).length;
  return {
    ...{ created: count("create"), joined: count("join"), left: count("leave") },
    proposals: judged.filter(({ decision }) => decision.proposed).length,
  };
}

async function storeOutcomes(
  tx: Tx,
  deps: ProjectDeps,
  importId: string,
  outcomes: readonly PastOutcome[],
): Promise<void> {
  const rows = outcomes.map(({ position, findingId, words }) => ({
    position,
    finding: findingId,
    words: words.slice(0, 1000),
  }));
  await tx.db.$executeRaw`
    UPDATE "past_row" r SET "finding_id" = u.finding, "outcome" = u.words
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(position int, finding uuid, words text)
    WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."import_id" = ${importId}::uuid AND r."position" = u.position`;
}

/** The document becomes an artifact, and the import is done. */
async function end(tx: Tx, deps: ProjectDeps, past: LockedPast, stats: ImportedPast): Promise<void> {
  const { organizationId } = deps;
  let artifactId: string | null = null;
  if (past.uploadKey !== null && past.sha256 !== null && past.size !== null) {
    artifactId = newId();
    const { uploadKey: storageKey, sha256, size } = past;
    await tx.db.artifact.createMany({
      data: [
        {
          organizationId,
          id: artifactId,
          sha256,
          size,
          mediaType: "application/octet-stream",
          storageKey,
          createdAt: tx.now,
        },
      ],
    });
  }
  await tx.db.pastImport.updateMany({
    where: { organizationId, id: past.id },
    data: {
      state: "imported",
      stats: { ...stats },
      artifactId,
      endedAt: tx.now,
      endedById: actorUserId(deps),
      rowVersion: { increment: 1 },
    },
  });
}
