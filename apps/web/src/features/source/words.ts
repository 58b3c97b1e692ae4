import type { ProjectRoot, Revision } from "@redoubt/domain/source";
import type { WorkStateKind } from "@redoubt/ui";

/** The name that people use for a revision: its tag, the start of its commit, or its number. */
export function revisionName(revision: Pick<Revision, "label" | "commit" | "treeHash" | "number">): string {
  return revision.label ?? (revision.commit ?? revision.treeHash)?.slice(0, 7) ?? `#${revision.number}`;
}

export const REVISION_STATE: Readonly<Record<Revision["state"], { words: string; mark: WorkStateKind }>> = {
  queued: { words: "waiting", mark: "none" },
  fetching: { words: "fetching", mark: "part" },
  ready: { words: "ready", mark: "done" },
  failed: { words: "not fetched", mark: "block" },
  cancelled: { words: "cancelled", mark: "none" },
};

export const ROOT_KIND: Readonly<Record<ProjectRoot["kind"], string>> = {
  foundry: "Foundry",
  hardhat: "Hardhat",
  package: "package",
  bare: "loose files",
};

/** One line of facts about a root: compiler, files, lines, dependencies. */
export function rootFacts(root: ProjectRoot): string {
  const missing = root.dependencies.filter((dependency) => dependency.state === "missing").length;
  const resolved = root.dependencies.length - missing;
  const parts = [
    ROOT_KIND[root.kind],
    ...(root.compiler === null ? [] : [`solc ${root.compiler}`]),
    filesText(root.fileCount),
    `${root.nsloc.toLocaleString("en")} nSLOC`,
    ...(resolved > 0 ? [`${resolved} ${resolved === 1 ? "dependency" : "dependencies"} resolved`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
  ];
  return parts.join(", ");
}

/** "1 file", "1,200 files". */
export const filesText = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "file" : "files"}`;

export const bytesText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
