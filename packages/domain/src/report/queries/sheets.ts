import { Confidence, Severity } from "../../finding/index.ts";
import { scannerTitle } from "../../scan/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import { PocVerdict } from "../../verification/index.ts";
import { codeWindow } from "../code-window.ts";
import { eventWords } from "../event-words.ts";
import type { FindingSheet, SheetEvent, SheetPoc, SheetReporter } from "../sheet.ts";
import { placeOf } from "./top-findings.ts";

const DAY = 86_400_000;
const REVISION = { number: true, label: true, commit: true, treeHash: true } as const;

const SHEET_SELECT = {
  ...{ id: true, number: true, title: true, description: true, advice: true, severity: true, confidence: true },
  ...{ cwe: true, swc: true, scwe: true, state: true, decisionReason: true, acknowledgedUntil: true, dueAt: true },
  ...{ path: true, startLine: true, container: true, callable: true, firstSeenAt: true, recordedById: true },
  assignee: { select: { user: { select: { name: true } } } },
  occurrences: {
    where: { latest: true },
    select: {
      ...{ scanner: true, detector: true, path: true, startLine: true, endLine: true, present: true },
      revision: { select: { ...REVISION, treeKey: true } },
    },
    orderBy: [{ present: "desc" }, { firstSeenAt: "desc" }, { id: "desc" }],
    take: 200,
  },
} as const satisfies Prisma.FindingSelect;

type SheetRow = Prisma.FindingGetPayload<{ select: typeof SHEET_SELECT }>;

/** Where the code of a finding is kept: a file of an immutable tree. */
export interface CodeFile {
  readonly treeKey: string;
  readonly path: string;
}

/** Text of files by `fileKey`, read before the transaction. */
export type CodeFiles = ReadonlyMap<string, string>;

export function fileKey({ treeKey, path }: CodeFile): string {
  return `${treeKey}\0${path}`;
}

/** The files that the sheets of these findings show. */
export async function readCodeFiles(tx: Tx, deps: ProjectDeps, numbers: readonly number[]): Promise<CodeFile[]> {
  const rows = await readRows(tx, deps, numbers);
  const files = rows.flatMap((row) => {
    const place = spotOf(row);
    return place === null ? [] : [{ treeKey: place.treeKey, path: place.path }];
  });
  return [...new Map(files.map((file) => [fileKey(file), file])).values()];
}

export interface SheetOptions {
  readonly files: CodeFiles;
  /** Lines of the history, the newest of them. */
  readonly history: number;
  /** With what people wrote; reports for managers tell the deeds alone. */
  readonly comments: boolean;
}

/** Sheets in the order of the numbers; restricted findings have none. */
export async function readSheets(
  tx: Tx,
  deps: ProjectDeps,
  numbers: readonly number[],
  options: SheetOptions,
): Promise<FindingSheet[]> {
  const rows = await readRows(tx, deps, numbers);
  const sheets: FindingSheet[] = [];
  for (const number of numbers) {
    const row = rows.find((candidate) => candidate.number === number);
    if (row !== undefined) sheets.push(await toSheet(tx, deps, row, options));
  }
  return sheets;
}

async function readRows(tx: Tx, deps: ProjectDeps, numbers: readonly number[]): Promise<SheetRow[]> {
  return tx.db.finding.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      restricted: false,
      number: { in: [...numbers] },
    },
    select: SHEET_SELECT,
  });
}

async function toSheet(tx: Tx, deps: ProjectDeps, row: SheetRow, options: SheetOptions): Promise<FindingSheet> {
  const { history, omitted, names } = await readHistory(tx, deps, row, options);
  return {
    number: row.number,
    title: row.title,
    severity: Severity.parse(row.severity),
    confidence: Confidence.parse(row.confidence),
    state: row.state,
    reason: row.decisionReason,
    until: row.acknowledgedUntil?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    owner: row.assignee?.user.name ?? null,
    classes: { cwe: row.cwe, swc: row.swc, scwe: row.scwe },
    description: row.description,
    advice: row.advice,
    place: placeOf(row),
    path: row.path,
    line: row.startLine,
    ...codeOf(row, options.files),
    recordedBy: row.recordedById === null ? null : (names.get(row.recordedById) ?? "former member"),
    reporters: reportersOf(row),
    pocs: await readSheetPocs(tx, deps, row.id),
    firstSeenAt: row.firstSeenAt.toISOString(),
    ageDays: Math.max(0, Math.floor((tx.now.getTime() - row.firstSeenAt.getTime()) / DAY)),
    history,
    historyOmitted: omitted,
  };
}

/** The newest place with lines: still seen before gone, newer revisions before older ones. */
function spotOf({ occurrences }: SheetRow) {
  const spots = occurrences.flatMap(({ path, startLine, endLine, present, revision }) =>
    path === null || startLine === null || revision === null || revision.treeKey === null
      ? []
      : [{ path, startLine, endLine, present, revision, treeKey: revision.treeKey }],
  );
  const [newest] = spots.sort((a, b) => Number(b.present) - Number(a.present) || b.revision.number - a.revision.number);
  return newest ?? null;
}

function codeOf(row: SheetRow, files: CodeFiles): Pick<FindingSheet, "code" | "noCode"> {
  const spot = spotOf(row);
  if (spot === null) return { code: null, noCode: row.path === null ? null : "No line is known." };
  const text = files.get(fileKey(spot));
  if (text === undefined) return { code: null, noCode: "The file could not be read when the report was made." };
  const { number, commit } = spot.revision;
  const code = codeWindow(text, { ...spot, revision: { number, name: shortName(spot.revision), commit } });
  return { code, noCode: code === null ? "The file is shorter than the line that is named." : null };
}

function reportersOf({ occurrences }: SheetRow): SheetReporter[] {
  const tools = Map.groupBy(
    occurrences.filter(({ scanner }) => scanner !== "manual" && scanner !== "report"),
    ({ scanner, detector }) => JSON.stringify([scanner, detector]),
  );
  return [...tools.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const present = all.filter((place) => place.present);
    const { scanner, detector } = first;
    return [{ title: scannerTitle(scanner), detector, present: present.length > 0, places: present.length }];
  });
}

async function readSheetPocs(tx: Tx, deps: ProjectDeps, findingId: string): Promise<SheetPoc[]> {
  const pocs = await tx.db.poc.findMany({
    where: { organizationId: deps.organizationId, findingId },
    select: {
      ...{ number: true, title: true, fileName: true },
      runs: {
        where: { state: { in: ["finished", "failed"] } },
        select: { verdict: true, reason: true, revision: { select: REVISION } },
        distinct: ["revisionId"],
        orderBy: [{ revisionId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
      },
    },
    orderBy: { number: "asc" },
    take: 20,
  });
  return pocs.map(({ runs, ...poc }) => ({
    ...poc,
    runs: runs
      .map(({ revision, verdict, reason }) => ({
        revision: { number: revision.number, name: shortName(revision), commit: revision.commit },
        // A run that never got as far as a verdict proves nothing.
        verdict: PocVerdict.safeParse(verdict).data ?? "error",
        reason,
      }))
      .sort((a, b) => a.revision.number - b.revision.number),
  }));
}

async function readHistory(
  tx: Tx,
  deps: ProjectDeps,
  row: SheetRow,
  options: SheetOptions,
): Promise<{ history: SheetEvent[]; omitted: number; names: ReadonlyMap<string, string> }> {
  const where = { organizationId: deps.organizationId, findingId: row.id };
  const kinds = options.comments ? {} : { kind: { not: "comment" } };
  const events = await tx.db.findingEvent.findMany({
    where: { ...where, ...kinds },
    select: {
      ...{ id: true, at: true, kind: true, origin: true, actorUserId: true, from: true, to: true, reason: true },
      ...{ comment: true, details: true, undoesId: true },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: options.history,
  });
  const total =
    events.length < options.history ? events.length : await tx.db.findingEvent.count({ where: { ...where, ...kinds } });
  const ids = [...events.map(({ actorUserId }) => actorUserId), row.recordedById].filter((id) => id !== null);
  const users = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(users.map((user) => [user.id, user.name]));
  const undone = new Set(events.map(({ undoesId }) => undoesId));
  const history = events.toReversed().map((event): SheetEvent => {
    const actor = event.actorUserId === null ? null : (names.get(event.actorUserId) ?? "former member");
    const details = (event.details ?? {}) as Record<string, unknown>;
    const written = event.comment ?? (event.to === "acknowledged" ? event.reason : null);
    return {
      at: event.at.toISOString(),
      ...eventWords({ ...event, details, actor }),
      said: options.comments ? written : null,
      undone: undone.has(event.id),
    };
  });
  return { history, omitted: total - events.length, names };
}
