import { nextNumber } from "../../project/server.ts";
import { lineageOf } from "../../scan/index.ts";
import { newId } from "../../shared/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { acknowledgeReason, decisionSentence } from "../past/sentences.ts";
import { severityRank } from "../severity.ts";
import { dueAt, type SlaDays } from "../sla.ts";
import { PAST_SCANNER } from "../sql/past-candidates.ts";
import {
  type PastBirth,
  type PastDigest,
  writePastDigests,
  writePastEvents,
  writePastFindings,
  writePastSights,
} from "../sql/write-past.ts";
import type { FindingState } from "../states.ts";
import { isOpen } from "../vocabulary.ts";
import type { NewEvent } from "./change-finding.ts";
import type { PastOutcome, PastSource } from "./import-past.ts";
import { loadById } from "./load-for-decision.ts";
import { storeProposal } from "./propose-decision.ts";
import type { JudgedPastRow } from "./read-past-rows.ts";
import { slaOf } from "./read-sla.ts";

interface Birth {
  readonly id: string;
  readonly number: number;
  readonly judged: JudgedPastRow;
}

/** Creates the findings of a document with their places, history and decisions, in the caller's transaction. */
export async function createPastFindings(
  tx: Tx,
  deps: ProjectDeps,
  source: PastSource,
  rows: readonly JudgedPastRow[],
): Promise<PastOutcome[]> {
  if (rows.length === 0) return [];
  const first = await nextNumber(tx, deps, "finding", rows.length);
  const births = rows.map((judged, at): Birth => ({ id: newId(), number: first + at, judged }));
  const days = await slaOf(tx, deps);
  await writePastFindings(
    tx,
    deps,
    source.importId,
    births.map((birth) => toRow(tx.now, source, birth, days)),
  );
  await writePlaces(tx, deps, source, births);
  await writePastDigests(
    tx,
    deps,
    births.flatMap(({ id, judged }) => digestsOf(id, judged)),
  );
  await writePastEvents(
    tx,
    deps,
    births.flatMap((birth) => eventsOf(source, birth)),
  );
  for (const birth of births) if (birth.judged.decision.proposed) await propose(tx, deps, source, birth);
  return births.map(({ id, judged }) => ({
    position: judged.row.position,
    findingId: id,
    words: judged.decision.words,
  }));
}

function toRow(now: Date, source: PastSource, { id, number, judged }: Birth, days: SlaDays): PastBirth {
  const { title, claim, place, decision, row } = judged;
  const { entry } = row;
  const state = bornState(judged);
  const isAside = state === "acknowledged" || state === "dismissed";
  const found = place.kind === "found" ? place : undefined;
  const running = isOpen(state);
  return {
    ...{ id, number, title, description: entry.description, advice: entry.advice },
    ...{ severity: claim.severity, rank: severityRank(claim.severity) },
    ...{
      cwe: entry.cwe,
      tags: entry.tags,
      advisories: entry.advisories,
      package: entry.package,
      state,
      key: entry.key,
    },
    ...{ path: found?.path ?? null, line: found?.startLine ?? null },
    ...{ container: found?.container ?? null, callable: found?.callable ?? null },
    ...{ decisionOrigin: isAside ? "import" : null, decidedFrom: isAside ? "new" : null },
    reason: state === "acknowledged" ? acknowledgeReason(source, entry) : isAside ? decision.reason : null,
    until: state === "acknowledged" ? decision.until : null,
    assignee: state === "acknowledged" ? source.ownerId : null,
    clock: running ? now : null,
    due: running ? dueAt({ spentMs: 0, since: now }, claim.severity, days) : null,
    seen: firstSeen(now, entry.foundOn ?? source.date),
  };
}

/** What is only proposed waits as a new finding. */
function bornState({ decision }: JudgedPastRow): FindingState {
  return decision.proposed ? "new" : (decision.state ?? "new");
}

/** The day of the finding or of its document, where it says one that is not to come. */
function firstSeen(now: Date, day: string | null): Date {
  const at = day === null ? now : new Date(`${day}T00:00:00Z`);
  return at > now ? now : at;
}

async function writePlaces(tx: Tx, deps: ProjectDeps, source: PastSource, births: readonly Birth[]): Promise<void> {
  const found = births.filter(({ judged }) => judged.place.kind === "found");
  if (found.length === 0 || source.revisionId === null) return;
  const revision = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: source.revisionId },
    select: { id: true, ref: true, sourceId: true },
  });
  if (revision === null) return;
  const { ref, sourceId, id: revisionId } = revision;
  const lineage = lineageOf({
    ...{ projectId: deps.projectId, sourceId, ref, scanner: PAST_SCANNER, category: String(source.number) },
  });
  const sights = found.map(({ id, judged: { place } }) => ({
    ...{ id: newId(), finding: id, path: place.path ?? null },
    ...{ start: place.startLine ?? null, end: place.endLine ?? place.startLine ?? null },
    ...{ container: place.container ?? null, callable: place.callable ?? null },
  }));
  await writePastSights(tx, deps, { revisionId, lineage, ref }, sights);
}

/** How a later document with the same words knows the finding again. */
export function digestsOf(
  finding: string,
  { titleDigest, sourceDigest }: Pick<JudgedPastRow, "titleDigest" | "sourceDigest">,
): PastDigest[] {
  const own: PastDigest = { finding, algorithm: "past/title", value: titleDigest };
  return sourceDigest === null ? [own] : [own, { finding, algorithm: "past/source", value: sourceDigest }];
}

function eventsOf(source: PastSource, { id, judged }: Birth): NewEvent[] {
  const { decision, row, claim } = judged;
  const details = pastDetails(source, judged);
  const state = bornState(judged);
  const said = decisionSentence(source, row.entry, claim);
  const birth = { findingId: id, kind: "transition", origin: "import", from: null, to: "new", details } as const;
  if (state === "new") return [{ ...birth, comment: said }, ...notesOf(source, id, judged)];
  const isAcknowledged = state === "acknowledged";
  const until = isAcknowledged && decision.until !== null ? { until: decision.until.toISOString() } : {};
  const evidence = state === "resolved" ? { evidence: "claimed" } : {};
  return [
    birth,
    ...notesOf(source, id, judged),
    {
      ...{ findingId: id, kind: "transition", origin: "import", from: "new", to: state },
      reason: isAcknowledged ? acknowledgeReason(source, row.entry) : decision.reason,
      comment: isAcknowledged ? null : said,
      details: { ...details, ...until, ...evidence },
    },
  ];
}

/** What people wrote about it where it comes from, under their names and at their time. */
export function notesOf(source: PastSource, findingId: string, judged: JudgedPastRow): NewEvent[] {
  return judged.row.entry.notes.map((note) => ({
    ...{ findingId, kind: "comment", origin: "import", comment: note.text },
    details: { ...pastDetails(source, judged), author: note.author, writtenAt: note.at },
  }));
}

/** What the history knows of where an event comes from. */
export function pastDetails(source: PastSource, { row }: JudgedPastRow): Prisma.InputJsonObject {
  return {
    ...{ past: source.number, document: source.name, firm: source.firm, date: source.date, key: row.entry.key },
  };
}

async function propose(tx: Tx, deps: ProjectDeps, source: PastSource, { id, judged }: Birth): Promise<void> {
  const finding = await loadById(tx, deps, id);
  const proposal = proposalOf(source, judged);
  if (finding === null) throw new Error("a finding that was just created is gone");
  if (proposal !== null) await storeProposal(tx, deps, finding, proposal, { ask: false });
}

/** The decision of a document as the importer's proposal. */
export function proposalOf(
  source: PastSource,
  { decision, row, claim }: JudgedPastRow,
): Parameters<typeof storeProposal>[3] | null {
  if (decision.command === "acknowledge" && decision.until !== null && source.ownerId !== null) {
    const { until } = decision;
    return { command: "acknowledge", reason: acknowledgeReason(source, row.entry), owner: source.ownerId, until };
  }
  if (decision.command !== "dismiss" || decision.reason === null) return null;
  return { command: "dismiss", reason: decision.reason, comment: decisionSentence(source, row.entry, claim) };
}
