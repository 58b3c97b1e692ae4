import { z } from "zod";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { Dependency } from "../../source/index.ts";
import { type ContractFacts, type Proposal, proposalsOf, type RevisionFacts } from "../proposals.ts";
import type { Answers } from "../schema.ts";
import { readPowers } from "./access-rows.ts";
import { AccessSummary } from "./get-access-map.ts";

interface RevisionRow {
  readonly number: number;
  readonly readyAt: Date | null;
  readonly nsloc: number | null;
  readonly aiShare: number | null;
  readonly dependencies: unknown;
  /** Of the newest reading of its contracts that came to its end. */
  readonly summary: unknown;
}

/** What the newest ready revision of the default branch proposes, also inside an open transaction. */
export async function readProposals(from: Asking, deps: ProjectDeps, answers: Answers): Promise<readonly Proposal[]> {
  return proposalsOf(await readRevisionFacts(from, deps), answers);
}

/** What that revision shows; null while there is none. */
export async function readRevisionFacts(from: Asking, deps: ProjectDeps): Promise<RevisionFacts | null> {
  const { organizationId, projectId } = deps;
  const [row] = await from.ask<RevisionRow>(Prisma.sql`
    SELECT r."number", r."ready_at" AS "readyAt", r."nsloc", r."ai_share" AS "aiShare",
      (SELECT coalesce(jsonb_agg(p."dependencies"), '[]') FROM "project_root" p
       WHERE p."organization_id" = r."organization_id" AND p."revision_id" = r."id") AS "dependencies",
      (SELECT a."summary" FROM "access_reading" a
       WHERE a."organization_id" = r."organization_id" AND a."project_id" = r."project_id" AND a."revision_id" = r."id"
         AND a."state" = 'done' ORDER BY a."created_at" DESC LIMIT 1) AS "summary"
    FROM "revision" r
    WHERE r."organization_id" = ${organizationId}::uuid AND r."project_id" = ${projectId}::uuid
      AND r."state" = 'ready' AND r."is_default_ref"
    ORDER BY r."ready_at" DESC, r."number" DESC LIMIT 1`);
  if (row === undefined || row.readyAt === null) return null;
  const { number, readyAt, nsloc, aiShare } = row;
  const packages = z.array(z.array(Dependency)).parse(row.dependencies).flat();
  const contracts = await readContracts(deps, row.summary);
  return { number, readyAt, nsloc, aiShare, packages: packages.map(({ name }) => name), contracts };
}

/** What the compiler showed of a revision's contracts; null while nobody has read it to its end. */
async function readContracts(deps: ProjectDeps, summary: unknown): Promise<ContractFacts | null> {
  if (summary === null) return null;
  const { calls, roots } = AccessSummary.parse(summary);
  if (roots.some(({ reason }) => reason !== null)) return null;
  const powers = await deps.withOrganization((tx) => readPowers(tx, deps));
  return { calls, powers: powers.filter(({ origin }) => origin === "code") };
}
