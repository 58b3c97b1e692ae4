import "server-only";
import { SOURCE_LIMITS } from "@redoubt/domain/source";
import { getRevisionTree, sourceError } from "@redoubt/domain/source/server";
import { StorageError } from "@redoubt/storage";
import { z } from "zod";
import { storage } from "../storage.ts";
import { type Params, projectRoute } from "./route.ts";

const RevisionNumber = z.coerce.number().int().positive().max(1_000_000_000);
const FilePath = z.string().min(1).max(1000);

/** Content of a revision never changes, and a copy of it belongs to one person's browser. */
const IMMUTABLE = { "cache-control": "private, max-age=3600, immutable" };

/** All paths of a ready revision with their sizes; dependencies are marked by the folders named beside. */
export const revisionTreeRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/revision/[revision]/tree",
  permission: "source:read",
  action: "source.read-tree",
  async handle({ params, deps }) {
    const { treeKey, dependencyPaths } = await getRevisionTree(deps, revisionOf(params));
    const entries = await storage().listTree(treeKey);
    const files = entries.flatMap((entry) => (entry.kind === "file" ? [{ path: entry.path, size: entry.size }] : []));
    return Response.json({ files, dependencyPaths }, { headers: IMMUTABLE });
  },
});

/** One file as text in JSON: never as a page of its own. Binary and large files answer with a reason instead. */
export const revisionFileRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/revision/[revision]/file",
  permission: "source:read",
  action: "source.read-file",
  async handle({ request, params, deps }) {
    const path = FilePath.parse(new URL(request.url).searchParams.get("path"));
    const { treeKey } = await getRevisionTree(deps, revisionOf(params));
    return Response.json(await readFile(treeKey, path), { headers: IMMUTABLE });
  },
});

function revisionOf(params: Params): number {
  const parsed = RevisionNumber.safeParse(params.revision);
  if (!parsed.success) throw sourceError("source.revision-not-found");
  return parsed.data;
}

async function readFile(treeKey: string, path: string) {
  try {
    const content = await storage().readTreeFile(treeKey, path, { maxBytes: SOURCE_LIMITS.viewBytes });
    if (content.subarray(0, 8000).includes(0)) return without(path, content.length, "This is a binary file.");
    return { path, text: content.toString("utf8"), reason: null, size: content.length };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (error.code === "storage.too-large")
      return without(path, SOURCE_LIMITS.viewBytes, "This file is larger than 1 MB.");
    if (error.code === "storage.not-found") throw sourceError("source.file-not-found", { cause: error });
    throw error;
  }
}

function without(path: string, size: number, reason: string) {
  return { path, text: null, reason, size };
}
