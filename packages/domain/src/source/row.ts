import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import {
  ConfigurationKey,
  Dependency,
  FetchProgress,
  ProjectRoot,
  type Revision,
  RevisionState,
  type Source,
  SourceKind,
  Submodule,
} from "./schema.ts";

export const SOURCE_SELECT = {
  id: true,
  kind: true,
  name: true,
  url: true,
  folder: true,
  defaultRef: true,
  credentialSealed: true,
  createdAt: true,
  rowVersion: true,
  _count: { select: { revisions: true } },
} as const satisfies Prisma.SourceSelect;

export function toSource(row: Prisma.SourceGetPayload<{ select: typeof SOURCE_SELECT }>): Source {
  return {
    id: toTypedId("source", row.id),
    kind: SourceKind.parse(row.kind),
    name: row.name,
    url: row.url,
    folder: row.folder,
    defaultRef: row.defaultRef,
    hasCredential: row.credentialSealed !== null,
    createdAt: row.createdAt,
    rowVersion: row.rowVersion,
    revisionCount: row._count.revisions,
  };
}

export const REVISION_SELECT = {
  id: true,
  number: true,
  sourceId: true,
  commit: true,
  treeHash: true,
  ref: true,
  label: true,
  message: true,
  author: true,
  authoredAt: true,
  isDefaultRef: true,
  state: true,
  failure: true,
  progress: true,
  fileCount: true,
  byteCount: true,
  nsloc: true,
  dependencyPaths: true,
  submodules: true,
  createdAt: true,
  readyAt: true,
  source: { select: { name: true, kind: true } },
  parent: { select: { number: true } },
} as const satisfies Prisma.RevisionSelect;

export function toRevision(row: Prisma.RevisionGetPayload<{ select: typeof REVISION_SELECT }>): Revision {
  return {
    id: toTypedId("revision", row.id),
    number: row.number,
    sourceId: toTypedId("source", row.sourceId),
    sourceName: row.source.name,
    sourceKind: SourceKind.parse(row.source.kind),
    commit: row.commit,
    treeHash: row.treeHash,
    ref: row.ref,
    label: row.label,
    message: row.message,
    author: row.author,
    authoredAt: row.authoredAt,
    isDefaultRef: row.isDefaultRef,
    state: RevisionState.parse(row.state),
    failure: row.failure,
    progress: FetchProgress.parse(row.progress),
    fileCount: row.fileCount,
    byteCount: row.byteCount === null ? null : Number(row.byteCount),
    nsloc: row.nsloc,
    dependencyPaths: row.dependencyPaths,
    submodules: z.array(Submodule).parse(row.submodules),
    parentNumber: row.parent?.number ?? null,
    createdAt: row.createdAt,
    readyAt: row.readyAt,
  };
}

export const ROOT_SELECT = {
  kind: true,
  path: true,
  languages: true,
  compiler: true,
  compiles: true,
  reason: true,
  dependencies: true,
  configurationTaken: true,
  configurationDropped: true,
  nsloc: true,
  fileCount: true,
} as const satisfies Prisma.ProjectRootSelect;

export function toRoot(row: Prisma.ProjectRootGetPayload<{ select: typeof ROOT_SELECT }>): ProjectRoot {
  return ProjectRoot.parse({
    ...row,
    dependencies: z.array(Dependency).parse(row.dependencies),
    configurationTaken: z.array(ConfigurationKey).parse(row.configurationTaken),
    configurationDropped: z.array(ConfigurationKey).parse(row.configurationDropped),
  });
}
