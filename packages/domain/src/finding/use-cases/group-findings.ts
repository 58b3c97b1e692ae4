import { decodeCursor, encodeCursor } from "../../shared/index.ts";
import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
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
import { readOwnView } from "../sql/own-view.ts";

/**
 * The headings of a project's list: checks and severities worst first, files and functions in the order of the tree,
 * each with a count that ends. Groups hold what the filters leave. Throws finding.bad-cursor.
 */
export async function groupFindings(deps: ProjectDeps, input: GroupFindings): Promise<FindingGroups> {
  const { by, filters, limit, cursor } = input;
  return deps.withOrganization(async (tx) => {
    const scope = { deps, projectId: deps.projectId, own: await readOwnView(tx, deps) };
    return GROUPED[by](tx, { scope, filters, limit: limit + 1 }, positionIn(cursor, by));
  });
}

/** The headings of the list over all projects. Throws finding.bad-cursor. */
export async function groupOrganizationFindings(deps: Deps, input: GroupOrganizationFindings): Promise<FindingGroups> {
  const { by, filters, limit, cursor } = input;
  return deps.withOrganization(async (tx) => {
    const scope = { deps, projectId: null, own: await readOwnView(tx, deps) };
    return GROUPED[by](tx, { scope, filters, limit: limit + 1 }, positionIn(cursor, by));
  });
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

type Grouped = (tx: Tx, query: GroupQuery, after: Position | null) => Promise<FindingGroups>;

const GROUPED: Readonly<Record<By, Grouped>> = {
  async severity(tx, query) {
    const rows = await groupsBySeverity(tx, query);
    const groups = rows.map((row) => toGroup(row, { by: "severity", severity: severityOfRank(row.rank) }));
    return { groups, nextCursor: null, cut: [] };
  },
  async project(tx, query, after) {
    const rows = await groupsByProject(tx, query, after === null ? null : String(after[0]));
    return page(
      rows,
      query,
      (row) => ({ by: "project", project: row.project ?? "" }),
      (row) => [row.project ?? ""],
    );
  },
  async detector(tx, query) {
    const rows = [...(await groupsByDetector(tx, query)), ...(await groupWithout(tx, query, "detector"))];
    const key = (row: GroupRow): GroupKey => ({
      by: "detector",
      scanner: row.scanner ?? null,
      detector: row.detector ?? null,
    });
    return { groups: rows.map((row) => toGroup(row, key(row))), nextCursor: null, cut: [] };
  },
  async file(tx, query, after) {
    const rows = await withoutPath(tx, query, await groupsByFile(tx, query, textAt(after, 0)));
    return page(
      rows,
      query,
      ({ path }) => ({ by: "file", path }),
      (row) => [row.path ?? ""],
    );
  },
  async function(tx, query, after) {
    const from = after === null ? null : ([String(after[0]), String(after[1]), String(after[2])] as const);
    const found = await groupsByFunction(tx, query, from);
    const rows = await withoutPath(tx, query, found);
    const key = ({ path, container, callable }: GroupRow): GroupKey => ({ by: "function", path, container, callable });
    const groups = page(rows, query, key, (row) => [row.path ?? "", row.container ?? "", row.callable ?? ""]);
    const cut = new Set(found.filter((row) => row.cut).map((row) => row.path ?? ""));
    return { ...groups, cut: [...cut] };
  },
};

/** What lies in no file comes behind the last page of files. */
async function withoutPath(tx: Tx, query: GroupQuery, rows: readonly GroupRow[]): Promise<readonly GroupRow[]> {
  if (rows.length >= query.limit) return rows;
  const rest = await groupWithout(tx, query, "path");
  return [...rows, ...rest.map((row) => ({ ...NOTHING, ...row }))];
}

const NOTHING = { scanner: null, detector: null, path: null, container: null, callable: null, project: null };

function textAt(keys: Position | null, at: number): string | null {
  return keys === null ? null : String(keys[at]);
}

function page(
  rows: readonly GroupRow[],
  query: GroupQuery,
  key: (row: GroupRow) => GroupKey,
  position: (row: GroupRow) => Position,
): FindingGroups {
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
