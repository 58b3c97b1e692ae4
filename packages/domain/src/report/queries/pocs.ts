import { shortName } from "../../source/index.ts";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { PocVerdict } from "../../verification/index.ts";
import type { PocLine, RevisionRef } from "../schema.ts";

interface PocRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly finding: number | null;
}

interface RunRow {
  readonly pocId: string;
  readonly state: string;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly number: number;
  readonly label: string | null;
  readonly commit: string | null;
  readonly treeHash: string | null;
}

const MOST = 200;

/** PoCs of unrestricted findings with their newest ended run on each revision that any of them ran on. */
export async function readPocs(
  from: Asking,
  { organizationId, projectId }: ProjectDeps,
): Promise<{ pocs: PocLine[]; revisions: RevisionRef[] }> {
  const pocs = await from.ask<PocRow>(Prisma.sql`
    SELECT p."id", p."number", p."title", f."number" AS "finding"
    FROM "poc" p
    LEFT JOIN "finding" f ON f."organization_id" = p."organization_id" AND f."id" = p."finding_id"
    WHERE p."organization_id" = ${organizationId}::uuid AND p."project_id" = ${projectId}::uuid
      AND (p."finding_id" IS NULL OR NOT f."restricted")
    ORDER BY p."number" LIMIT ${MOST}`);
  if (pocs.length === 0) return { pocs: [], revisions: [] };
  const runs = await from.ask<RunRow>(Prisma.sql`
    SELECT DISTINCT ON (x."poc_id", x."revision_id") x."poc_id" AS "pocId", x."state", x."verdict", x."reason",
      r."number", r."label", r."commit", r."tree_hash" AS "treeHash"
    FROM "poc_run" x
    JOIN "revision" r ON r."organization_id" = x."organization_id" AND r."id" = x."revision_id"
    WHERE x."organization_id" = ${organizationId}::uuid AND x."poc_id" = ANY(${pocs.map(({ id }) => id)}::uuid[])
      AND x."state" IN ('finished', 'failed')
    ORDER BY x."poc_id", x."revision_id", x."created_at" DESC, x."id" DESC`);
  const revisions = new Map<number, RevisionRef>();
  for (const run of runs) {
    revisions.set(run.number, { number: run.number, name: shortName(run), commit: run.commit });
  }
  const ordered = [...revisions.values()].sort((a, b) => a.number - b.number);
  const lines = pocs.map((poc) => ({
    number: poc.number,
    title: poc.title,
    finding: poc.finding,
    verdicts: ordered.map((revision) => {
      const run = runs.find((candidate) => candidate.pocId === poc.id && candidate.number === revision.number);
      return { revision: revision.number, verdict: verdictOf(run), reason: run?.reason ?? null };
    }),
  }));
  return { pocs: lines, revisions: ordered };
}

/** A run that never got as far as a verdict is an error, not a run that did not happen. */
function verdictOf(run: { readonly state: string; readonly verdict: string | null } | undefined): PocVerdict | null {
  if (run === undefined) return null;
  return run.verdict === null ? "error" : PocVerdict.parse(run.verdict);
}
