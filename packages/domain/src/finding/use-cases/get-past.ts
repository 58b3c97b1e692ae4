import { z } from "zod";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { columnsOf, mappingOf, PAST_SELECT, toPastSummary } from "../past-row.ts";
import type {
  ListPastRows,
  PastCounts,
  PastImportDetail,
  PastImportSummary,
  PastRowDetail,
  PastRowView,
  SelectPast,
  SelectPastRow,
} from "../past/schema.ts";
import { findPast } from "./find-past.ts";
import { type JudgedPastRow, judgeRows, readStoredRows, type StoredPastRow, toStored } from "./read-past-rows.ts";
import { readSettings } from "./read-settings.ts";

const DETAIL_SELECT = {
  ...PAST_SELECT,
  ...{ format: true, sourceUrl: true, columns: true, mapping: true, notices: true, rowVersion: true },
  ...{ uploadKey: true, artifactId: true, revision: { select: { number: true, commit: true, label: true } } },
} as const satisfies Prisma.PastImportSelect;

const MOST_LISTED = 200;

/** Documents that were brought to the project, newest first. */
export async function listPasts(deps: ProjectDeps): Promise<PastImportSummary[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.pastImport.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      select: PAST_SELECT,
      orderBy: { number: "desc" },
      take: MOST_LISTED,
    });
    const names = await namesOf(
      tx,
      rows.flatMap((row) => [row.requestedById, row.endedById]),
    );
    return rows.map((row) => toPastSummary(row, names));
  });
}

/** One document with what its import would do, counted. Throws finding.past-not-found. */
export async function getPast(deps: ProjectDeps, input: SelectPast): Promise<PastImportDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await findPast(tx, deps, input.number, DETAIL_SELECT);
    const names = await namesOf(tx, [row.requestedById, row.endedById]);
    const waits = row.state === "ready";
    const judged = waits ? await judgeRows(tx, deps, await readStoredRows(tx, deps, row.id, false), null) : [];
    const { secondPersonFrom } = await readSettings(tx, deps);
    return {
      ...toPastSummary(row, names),
      ...{ format: row.format, sourceUrl: row.sourceUrl, revision: row.revision, rowVersion: row.rowVersion },
      columns: columnsOf(row.columns),
      mapping: mappingOf(row.mapping),
      notices: z.array(z.string()).parse(row.notices),
      hasDocument: row.uploadKey !== null || row.artifactId !== null,
      counts: countsOf(judged),
      secondPersonFrom,
    };
  });
}

/** One page of a document's rows with what becomes of each. Throws finding.past-not-found. */
export async function listPastRows(
  deps: ProjectDeps,
  input: ListPastRows,
): Promise<{ items: PastRowView[]; next: number | null }> {
  return deps.withOrganization(async (tx) => {
    const { id, state } = await findPast(tx, deps, input.number, { id: true, state: true });
    const stored = await readStoredRows(tx, deps, id, false);
    // What was imported stays as it was done; only what waits is held against what is there now.
    const judged = await judgeRows(tx, deps, stored, null);
    const shown = judged
      .map(({ view, row }) => (state === "ready" ? view : asDone(view, row)))
      .filter((view) => isShown(view, input.view));
    const from = shown.findIndex(({ position }) => position >= input.cursor);
    const page = from < 0 ? [] : shown.slice(from, from + input.limit);
    const last = page.at(-1);
    const more = last !== undefined && shown.indexOf(last) < shown.length - 1;
    return { items: page, next: more ? last.position + 1 : null };
  });
}

/** One row with its texts. Throws finding.past-not-found. */
export async function getPastRow(deps: ProjectDeps, input: SelectPastRow): Promise<PastRowDetail> {
  return deps.withOrganization(async (tx) => {
    const { id, state } = await findPast(tx, deps, input.number, { id: true, state: true });
    return detailOf(await judgeOne(tx, deps, id, input.position), state);
  });
}

/** One row of a document, judged. Throws finding.past-not-found. */
export async function judgeOne(tx: Tx, deps: ProjectDeps, importId: string, position: number): Promise<JudgedPastRow> {
  const row = await tx.db.pastRow.findFirst({
    where: { organizationId: deps.organizationId, importId, position },
    select: {
      ...{ position: true, entry: true, place: true, edits: true, leftOut: true },
      ...{ choice: true, sameAsId: true, findingId: true, outcome: true },
    },
  });
  if (row === null) throw findingError("finding.past-not-found");
  const [judged] = await judgeRows(tx, deps, [toStored(row, true)], null);
  if (judged === undefined) throw findingError("finding.past-not-found");
  return judged;
}

function detailOf({ view, row }: JudgedPastRow, state: string): PastRowDetail {
  const { description, advice, response, notes } = row.entry;
  return { ...(state === "ready" ? view : asDone(view, row)), description, advice, response, notes };
}

function asDone(view: PastRowView, row: StoredPastRow): PastRowView {
  const words = row.outcome ?? "nothing";
  return {
    ...view,
    twin: null,
    alike: [],
    fate: { deed: row.findingId === null ? "leave" : "create", state: null, proposed: false, conflict: null, words },
  };
}

function isShown({ fate }: PastRowView, wanted: ListPastRows["view"]): boolean {
  switch (wanted) {
    case "conflicts":
      return fate.conflict !== null;
    case "new":
      return fate.deed === "create";
    case "joined":
      return fate.deed === "join";
    case "left-out":
      return fate.deed === "leave";
    case "all":
      return true;
  }
}

function countsOf(judged: readonly JudgedPastRow[]): PastCounts {
  const count = (fits: (row: JudgedPastRow) => boolean): number => judged.filter(fits).length;
  return {
    rows: judged.length,
    create: count(({ decision }) => decision.deed === "create"),
    join: count(({ decision }) => decision.deed === "join"),
    leave: count(({ decision }) => decision.deed === "leave"),
    proposals: count(({ decision }) => decision.proposed),
    conflicts: count(({ view }) => view.fate.conflict !== null),
    found: count(({ place }) => place.kind === "found"),
    openEnded: count(({ decision, claim }) => decision.command === "acknowledge" && claim.until === null),
  };
}

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await tx.db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((each) => [each.id, each.name]));
}
