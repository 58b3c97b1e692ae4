import { decodeCursor, encodeCursor } from "../../shared/index.ts";
import type { Asking, Deps, ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import {
  type FindingGroup,
  type FindingGroups,
  type GroupFindings,
  type GroupKey,
  type GroupOrganizationFindings,
  MOST_COUNTED,
} from "../filters.ts";
import { severityOfRank } from "../severity.ts";
import { groupsOfFound } from "../sql/groups-of-found.ts";
import {
  type GroupQuery,
  type GroupRow,
  groupsByDetector,
  groupsByFile,
  groupsByFunction,
  groupsByProject,
  groupsBySeverity,
  groupWithout,
} from "../sql/groups-of-findings.ts";
import { searched } from "../sql/word-search.ts";

/**
 * The headings of a project's list: checks and severities worst first, files and functions in the order of the tree,
 * each with a count that ends. Groups hold what the filters leave. Throws finding.bad-cursor.
 */
export async function groupFindings(deps: ProjectDeps, input: GroupFindings): Promise<FindingGroups> {
  const { by, filters, limit, cursor } = input;
  const scope = await searched(deps, { deps, projectId: deps.projectId }, filters);
  return grouped({ scope, filters, limit: limit + 1 }, by, positionIn(cursor, by));
}

/** The headings of the list over all projects. Throws finding.bad-cursor. */
export async function groupOrganizationFindings(deps: Deps, input: GroupOrganizationFindings): Promise<FindingGroups> {
  const { by, filters, limit, cursor } = input;
  const scope = await searched(deps, { deps, projectId: null }, filters);
  return grouped({ scope, filters, limit: limit + 1 }, by, positionIn(cursor, by));
}

type By = GroupKey["by"];
type Position = readonly (string | number)[];

const SHAPES: Readonly<Record<By, string>> = {
  severity: "none",
  detector: "none",
  file: "string",
  function: "string string string",
  project: "string",
};

/** Where the page before ended; null on the first one. */
function positionIn(cursor: string | undefined, by: By): Position | null {
  if (cursor === undefined) return null;
  const keys = decodeCursor(cursor);
  if (keys === undefined || keys.map((key) => typeof key).join(" ") !== SHAPES[by]) {
    throw findingError("finding.bad-cursor");
  }
  return keys;
}

/** What a search has looked up is counted whole; everything else is walked through an index. */
async function grouped(query: GroupQuery, by: By, after: Position | null): Promise<FindingGroups> {
  const { deps, found } = query.scope;
  const rows = found === undefined ? await WALKS[by](deps, query, after) : await groupsOfFound(deps, query, by, after);
  const [key, position] = KEYS[by];
  const cut = new Set(rows.flatMap((row) => (row.cut === true ? [row.path ?? ""] : [])));
  return { ...page(rows, query, key, position), cut: [...cut] };
}

type Walk = (from: Asking, query: GroupQuery, after: Position | null) => Promise<readonly GroupRow[]>;

const WALKS: Readonly<Record<By, Walk>> = {
  severity: groupsBySeverity,
  project: (from, query, after) => groupsByProject(from, query, textAt(after, 0)),
  detector: async (from, query) => [
    ...(await groupsByDetector(from, query)),
    ...(await groupWithout(from, query, "detector")),
  ],
  file: async (from, query, after) => withoutPath(from, query, await groupsByFile(from, query, textAt(after, 0))),
  async function(from, query, after) {
    const behind = after === null ? null : ([String(after[0]), String(after[1]), String(after[2])] as const);
    return withoutPath(from, query, await groupsByFunction(from, query, behind));
  },
};

/** What a group is named by, and where a page that ends with it ends; null where all groups come at once. */
const KEYS: Readonly<Record<By, readonly [(row: GroupRow) => GroupKey, ((row: GroupRow) => Position) | null]>> = {
  severity: [(row) => ({ by: "severity", severity: severityOfRank(row.rank) }), null],
  detector: [({ scanner, detector }) => ({ by: "detector", scanner, detector }), null],
  file: [({ path }) => ({ by: "file", path }), (row) => [row.path ?? ""]],
  function: [
    ({ path, container, callable }) => ({ by: "function", path, container, callable }),
    (row) => [row.path ?? "", row.container ?? "", row.callable ?? ""],
  ],
  project: [(row) => ({ by: "project", project: row.project ?? "" }), (row) => [row.project ?? ""]],
};

/** What lies in no file comes behind the last page of files. */
async function withoutPath(from: Asking, query: GroupQuery, rows: readonly GroupRow[]): Promise<readonly GroupRow[]> {
  return rows.length >= query.limit ? rows : [...rows, ...(await groupWithout(from, query, "path"))];
}

function textAt(keys: Position | null, at: number): string | null {
  return keys === null ? null : String(keys[at]);
}

function page(
  rows: readonly GroupRow[],
  query: GroupQuery,
  key: (row: GroupRow) => GroupKey,
  position: ((row: GroupRow) => Position) | null,
): FindingGroups {
  if (position === null) return { groups: rows.map((row) => toGroup(row, key(row))), nextCursor: null, cut: [] };
  const shown = rows.slice(0, query.limit - 1);
  const last = shown.at(-1);
  const isMore = rows.length >= query.limit && last !== undefined;
  return {
    groups: shown.map((row) => toGroup(row, key(row))),
    nextCursor: isMore ? encodeCursor(position(last)) : null,
    cut: [],
  };
}

function toGroup({ rank, count }: GroupRow, key: GroupKey): FindingGroup {
  return { key, worst: severityOfRank(rank), count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
}
