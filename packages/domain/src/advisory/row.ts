import { z } from "zod";
import { shortName } from "../source/index.ts";
import type { Prisma } from "../shared/server.ts";
import { Ecosystem, ManifestKind } from "./component.ts";
import { type Component, ComponentAdvisory, type Manifest } from "./schema.ts";

const Notices = z.array(z.string());
const Advisories = z.array(ComponentAdvisory);

export const MANIFEST_SELECT = {
  id: true,
  kind: true,
  path: true,
  componentCount: true,
  notices: true,
} as const satisfies Prisma.ManifestSelect;

export function toManifest(row: Prisma.ManifestGetPayload<{ select: typeof MANIFEST_SELECT }>): Manifest {
  const { id, path, componentCount } = row;
  return { id, path, kind: ManifestKind.parse(row.kind), components: componentCount, notices: toNotices(row.notices) };
}

export function toNotices(value: unknown): string[] {
  return Notices.parse(value);
}

/** A component as SQL reads it, with the path of its lock file. */
export interface ComponentRow {
  readonly manifest: string;
  readonly ordinal: number;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string;
  readonly direct: boolean;
  readonly dev: boolean;
  readonly path: string;
  readonly line: number | null;
  readonly licence: string | null;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly way: string[];
  readonly advisories: unknown;
}

export function toComponent(row: ComponentRow): Component {
  return { ...row, ecosystem: Ecosystem.parse(row.ecosystem), advisories: Advisories.parse(row.advisories) };
}

/** What names a revision on screens. */
export const REVISION_NAME = {
  id: true,
  number: true,
  label: true,
  commit: true,
  treeHash: true,
  ref: true,
  isDefaultRef: true,
} as const satisfies Prisma.RevisionSelect;

export function toRevisionName(row: Prisma.RevisionGetPayload<{ select: typeof REVISION_NAME }>) {
  return { number: row.number, label: shortName(row), ref: row.ref, isDefaultRef: row.isDefaultRef };
}
