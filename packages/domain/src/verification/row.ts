import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { shortName } from "../source/index.ts";
import { type Poc, type PocRun, PocRunState, PocTest, PocVerdict } from "./schema.ts";

export const RUN_SELECT = {
  id: true,
  state: true,
  verdict: true,
  reason: true,
  tests: true,
  durationMs: true,
  sandboxed: true,
  movesState: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  revision: { select: { number: true, label: true, commit: true, treeHash: true } },
} as const satisfies Prisma.PocRunSelect;

export function toPocRun(row: Prisma.PocRunGetPayload<{ select: typeof RUN_SELECT }>): PocRun {
  return {
    id: toTypedId("pocRun", row.id),
    revision: row.revision.number,
    revisionName: shortName(row.revision),
    state: PocRunState.parse(row.state),
    verdict: row.verdict === null ? null : PocVerdict.parse(row.verdict),
    reason: row.reason,
    tests: z.array(PocTest).parse(row.tests),
    durationMs: row.durationMs,
    sandboxed: row.sandboxed,
    movesState: row.movesState,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}

export const POC_SELECT = {
  id: true,
  number: true,
  title: true,
  fileName: true,
  rootPath: true,
  origin: true,
  originPath: true,
  createdAt: true,
  finding: { select: { number: true, title: true } },
} as const satisfies Prisma.PocSelect;

export function toPoc(row: Prisma.PocGetPayload<{ select: typeof POC_SELECT }>, runs: readonly PocRun[]): Poc {
  return {
    id: toTypedId("poc", row.id),
    number: row.number,
    title: row.title,
    fileName: row.fileName,
    rootPath: row.rootPath,
    origin: row.origin === "revision" ? "revision" : "upload",
    originPath: row.originPath,
    finding: row.finding,
    createdAt: row.createdAt,
    runs: [...runs],
  };
}
