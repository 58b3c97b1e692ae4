import { createHash } from "node:crypto";
import { z } from "zod";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { Severity } from "../normalized.ts";
import { PastEntry } from "../past/document.ts";
import { fateOfKnown, fateOfNew, type PastClaim, type PastDecision, type PastRules } from "../past/fate.ts";
import { titleKey } from "../past/keys.ts";
import { PastEdits, PastFate, PastPlace, type PastRowView, type PastTwin } from "../past/schema.ts";
import { type TwinCandidate, TwinFinder, type TwinSubject } from "../past/twins.ts";
import { needsSecondPerson } from "../decisions.ts";
import { pastCandidates } from "../sql/past-candidates.ts";
import { DecisionOrigin } from "../standing.ts";
import { isOpen } from "../vocabulary.ts";
import { visibleFindings } from "./find-finding.ts";
import { movedByPerson } from "./moved-by-person.ts";
import { readSettings } from "./read-settings.ts";

/** A row as it is stored. */
export interface StoredPastRow {
  readonly position: number;
  readonly entry: PastEntry;
  readonly place: PastPlace;
  readonly edits: PastEdits;
  readonly leftOut: boolean;
  readonly choice: string | null;
  readonly sameAsId: string | null;
  readonly findingId: string | null;
  readonly outcome: string | null;
}

/** A row with what the import makes of it, and the finding that it joins. */
export interface JudgedPastRow {
  readonly row: StoredPastRow;
  readonly title: string;
  readonly place: PastPlace;
  readonly claim: PastClaim;
  readonly decision: PastDecision;
  readonly twin: TwinCandidate | null;
  readonly view: PastRowView;
  readonly sourceDigest: string | null;
  readonly titleDigest: string;
}

/** Lists have no use for the long texts of an entry. */
const SUMMARY = ["description", "advice", "notes"] as const;

/** The rows of a document, whole or without their long texts. */
export async function readStoredRows(
  tx: Tx,
  deps: ProjectDeps,
  importId: string,
  whole: boolean,
): Promise<StoredPastRow[]> {
  const rows = await tx.db.pastRow.findMany({
    where: { organizationId: deps.organizationId, importId },
    select: {
      ...{ position: true, entry: true, place: true, edits: true, leftOut: true },
      ...{ choice: true, sameAsId: true, findingId: true, outcome: true },
    },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => toStored(row, whole));
}

export function toStored(
  row: Omit<StoredPastRow, "entry" | "place" | "edits"> & { entry: unknown; place: unknown; edits: unknown },
  whole: boolean,
): StoredPastRow {
  const entry = PastEntry.parse(
    whole ? row.entry : { ...z.record(z.string(), z.unknown()).parse(row.entry), ...EMPTY_TEXTS },
  );
  return { ...row, entry, place: PastPlace.parse(row.place), edits: PastEdits.parse(row.edits) };
}

const EMPTY_TEXTS = { description: "", advice: null, notes: [] } satisfies Record<(typeof SUMMARY)[number], unknown>;

/** Holds rows against the findings that are there now, for the one who looks; `until` is what people chose. */
export async function judgeRows(
  tx: Tx,
  deps: ProjectDeps,
  rows: readonly StoredPastRow[],
  until: Date | null,
): Promise<JudgedPastRow[]> {
  const subjects = rows.map(subjectOf);
  const candidates = await pastCandidates(tx, deps, {
    paths: [...new Set(subjects.flatMap(({ path }) => path ?? []))],
    digests: subjects.flatMap(({ sourceDigest, titleDigest }) => [
      titleDigest,
      ...(sourceDigest === null ? [] : [sourceDigest]),
    ]),
  });
  const finder = new TwinFinder(candidates);
  const found = rows.map((row, at) => ({
    row,
    subject: subjects[at] ?? subjectOf(row),
    twins: finder.find(subjects[at] ?? subjectOf(row)),
  }));
  const chosen = rows.flatMap(({ sameAsId }) => sameAsId ?? []);
  const known = await readKnown(tx, deps, [
    ...new Set([...chosen, ...found.flatMap(({ twins }) => twins.twin?.candidate.id ?? [])]),
  ]);
  const rules = await rulesOf(tx, deps, until);
  const numbers = await numbersOf(tx, deps, rows);
  return found.map(({ row, subject, twins }) => {
    const { claim, title, place } = claimOf(row);
    const joins = joined(row, twins.twin?.candidate ?? null, known);
    const facts = joins === null ? undefined : known.get(joins.id);
    const decision = facts === undefined ? fateOfNew(claim, rules) : fateOfKnown(claim, facts, rules);
    const alike = twins.alike.map(({ candidate, likeness }) => toTwin(candidate, likeness));
    const own =
      joins === null && twins.twin !== null ? [toTwin(twins.twin.candidate, twins.twin.likeness), ...alike] : alike;
    const likeness = row.sameAsId === null ? (twins.twin?.likeness ?? "chosen") : "chosen";
    const twin = joins === null ? null : toTwin(joins, likeness);
    const fate = PastFate.parse({ ...decision, conflict: decision.conflict ?? otherwise(decision, own) });
    const view = {
      ...viewOf(row, claim, title, place),
      twin,
      alike: own,
      fate,
      finding: numbers.get(row.findingId ?? "") ?? null,
    };
    return {
      row,
      title,
      place,
      claim,
      decision,
      twin: joins,
      view,
      sourceDigest: subject.sourceDigest,
      titleDigest: subject.titleDigest,
    };
  });
}

/** What stands at the same place, or has the same title elsewhere, and was decided otherwise. */
function otherwise(decision: PastDecision, alike: readonly PastTwin[]): string | null {
  if (decision.deed !== "create" || decision.state === null || !isOpen(decision.state)) return null;
  const decided = alike.find(({ state }) => !isOpen(state));
  if (decided === undefined) return null;
  const where = decided.likeness === "place" ? "at the same place" : "of the same title";
  return `F-${decided.number} ${where} is ${decided.state} here`;
}

function joined(
  row: StoredPastRow,
  proposed: TwinCandidate | null,
  known: ReadonlyMap<string, KnownRow>,
): TwinCandidate | null {
  if (row.choice === "own") return null;
  if (row.sameAsId === null) return proposed;
  // Gone from the reader's eyes meanwhile: as proposed.
  return known.get(row.sameAsId)?.candidate ?? proposed;
}

function toTwin({ number, title, state }: TwinCandidate, likeness: PastTwin["likeness"]): PastTwin {
  return { number, title, state, likeness };
}

function claimOf(row: StoredPastRow): { claim: PastClaim; title: string; place: PastPlace } {
  const { entry, edits, leftOut } = row;
  const claim = {
    severity: edits.severity ?? entry.severity ?? "medium",
    ...{ state: entry.state, stateWords: entry.stateWords, fix: entry.fix, until: entry.until, leftOut },
  };
  return { claim, title: edits.title ?? entry.title, place: placeOf(row) };
}

/** The place with people's corrections; a line of theirs is no longer the function's. */
function placeOf({ place, edits }: StoredPastRow): PastPlace {
  if (edits.path === null) return { kind: "unnamed", words: "nowhere in the code, says a person" };
  if (edits.path === undefined && edits.line === undefined) return place;
  const path = edits.path ?? place.path;
  if (path === undefined) return place;
  const line = edits.line === undefined ? undefined : (edits.line ?? undefined);
  return {
    kind: "found",
    path,
    ...(line === undefined ? {} : { startLine: line, endLine: line }),
    words: "set by a person",
  };
}

function subjectOf(row: StoredPastRow): TwinSubject {
  const { title, place } = claimOf(row);
  const { sourceId } = row.entry;
  const key = titleKey(row.entry.title);
  const found = place.kind === "found" ? place : undefined;
  return {
    title,
    path: found?.path ?? null,
    startLine: found?.startLine ?? null,
    container: found?.container ?? null,
    callable: found?.callable ?? null,
    sourceDigest: sourceId === null ? null : digest("source", sourceId, key),
    titleDigest: digest("title", key),
  };
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function viewOf(
  row: StoredPastRow,
  claim: PastClaim,
  title: string,
  place: PastPlace,
): Omit<PastRowView, "twin" | "alike" | "fate" | "finding"> {
  const { entry, edits, position, leftOut } = row;
  return {
    ...{ position, key: entry.key, title, severity: claim.severity },
    severityGuessed: entry.severity === null && edits.severity === undefined,
    ...{ state: entry.state, stateWords: entry.stateWords, fix: entry.fix, until: entry.until, at: entry.at },
    ...{ place, edits, leftOut },
  };
}

interface KnownRow {
  readonly candidate: TwinCandidate;
  readonly number: number;
  readonly state: TwinCandidate["state"];
  readonly severity: Severity;
  readonly decisionOrigin: DecisionOrigin | null;
  readonly movedByPerson: boolean;
  readonly proposed: boolean;
}

/** Findings that rows join, with what decides whether a document may move them. */
async function readKnown(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<Map<string, KnownRow>> {
  const rows = await tx.db.finding.findMany({
    where: { ...visibleFindings(deps), id: { in: [...ids] } },
    select: KNOWN_SELECT,
  });
  const moved = await movedByPerson(tx, deps, ids);
  return new Map(rows.map((row) => [row.id, toKnown(row, moved.has(row.id))]));
}

const KNOWN_SELECT = {
  ...{ id: true, number: true, title: true, state: true, severity: true, decisionOrigin: true, proposed: true },
  ...{ path: true, startLine: true, container: true, callable: true },
} as const satisfies Prisma.FindingSelect;

function toKnown(row: Prisma.FindingGetPayload<{ select: typeof KNOWN_SELECT }>, isMoved: boolean): KnownRow {
  const { id, number, title, path, startLine, container, callable } = row;
  const state = row.state as TwinCandidate["state"];
  return {
    candidate: { id, number, title, state, path, startLine, container, callable, digests: new Set() },
    ...{
      number,
      state,
      severity: Severity.parse(row.severity),
      movedByPerson: isMoved,
      proposed: row.proposed !== null,
    },
    decisionOrigin: row.decisionOrigin === null ? null : DecisionOrigin.parse(row.decisionOrigin),
  };
}

async function rulesOf(tx: Tx, deps: ProjectDeps, until: Date | null): Promise<PastRules> {
  const { secondPersonFrom } = await readSettings(tx, deps);
  return {
    ...{ now: tx.now, until },
    may: (command, severity) => deps.can(permissionFor(command, severity)),
    needsSecond: (command, severity) =>
      deps.actor.kind !== "system" && needsSecondPerson(command, severity, secondPersonFrom),
  };
}

async function numbersOf(tx: Tx, deps: ProjectDeps, rows: readonly StoredPastRow[]): Promise<Map<string, number>> {
  const ids = rows.flatMap(({ findingId }) => findingId ?? []);
  if (ids.length === 0) return new Map();
  const found = await tx.db.finding.findMany({
    where: { ...visibleFindings(deps), id: { in: ids } },
    select: { id: true, number: true },
  });
  return new Map(found.map(({ id, number }) => [id, number]));
}
