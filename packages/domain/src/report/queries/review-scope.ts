import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Submodule } from "../../source/index.ts";
import type { KnownIssuesSnapshot } from "../other-snapshots.ts";
import type { ReportRevision } from "./revision-line.ts";

type Scope = KnownIssuesSnapshot["scope"];
const NAMED = 12;

/** The code that a review would look at, and what is not part of it and why. */
export async function readReviewScope(tx: Tx, deps: ProjectDeps, newest: ReportRevision | null): Promise<Scope> {
  const nothing: Scope = { source: null, ref: null, treeHash: null, nsloc: null, roots: [], out: [] };
  if (newest === null) return nothing;
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: newest.id },
    select: {
      ...{ ref: true, treeHash: true, nsloc: true, dependencyPaths: true, submodules: true },
      source: { select: { name: true } },
      roots: {
        select: {
          ...{ path: true, kind: true, languages: true, compiler: true, compiles: true, nsloc: true, fileCount: true },
        },
        orderBy: { path: "asc" },
        take: 200,
      },
    },
  });
  if (row === null) return nothing;
  return {
    source: row.source.name,
    ref: row.ref,
    treeHash: row.treeHash,
    nsloc: row.nsloc,
    roots: row.roots.map(({ fileCount, compiles, ...root }) => ({
      ...root,
      compiles: compiles === "yes" || compiles === "no" ? compiles : "not-tried",
      files: fileCount,
    })),
    out: [...dependencies(row.dependencyPaths), ...submodules(row.submodules), TESTS],
  };
}

const TESTS = { what: "Tests and scripts below test folders", why: "not counted as nSLOC" };

function dependencies(paths: readonly string[]): Scope["out"] {
  if (paths.length === 0) return [];
  const rest = paths.length - NAMED;
  const named = paths.slice(0, NAMED).map((path) => ({ what: path, why: "code of others" }));
  return rest > 0 ? [...named, { what: `${rest} more folders`, why: "code of others" }] : named;
}

function submodules(stored: unknown): Scope["out"] {
  const parsed = z.array(Submodule).safeParse(stored);
  return (parsed.data ?? [])
    .filter((submodule) => !submodule.ok)
    .slice(0, NAMED)
    .map(({ path, reason }) => ({
      what: path,
      why: `submodule not fetched${reason === undefined ? "" : `: ${reason}`}`,
    }));
}
