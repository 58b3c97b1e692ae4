import { ProjectKind } from "../../project/index.ts";
import { Prisma, type ProjectDeps } from "../../shared/server.ts";
import type { Asset } from "../asset.ts";
import { type Proposal, proposalsOf } from "../proposals.ts";
import type { Profile } from "../schema.ts";
import { type Statement, statementOf } from "../statement.ts";
import { readAssets } from "./list-assets.ts";
import { readProfile } from "./read-profile.ts";
import { readRevisionFacts } from "./read-proposals.ts";

export interface ProfilePage {
  readonly project: { readonly name: string; readonly kind: ProjectKind };
  readonly profile: Profile;
  readonly statement: Statement;
  readonly assets: readonly Asset[];
  /** What the newest revision shows and nobody has accepted or corrected yet. */
  readonly proposals: readonly Proposal[];
}

/** The newest version with what follows from it in words. */
export async function getProfile(deps: ProjectDeps): Promise<ProfilePage> {
  const [[row], profile, assets, facts] = await Promise.all([
    deps.ask<{ name: string; kind: string }>(Prisma.sql`SELECT p."name", p."kind" FROM "project" p
      WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."id" = ${deps.projectId}::uuid`),
    readProfile(deps, deps),
    readAssets(deps, deps),
    readRevisionFacts(deps, deps),
  ]);
  if (row === undefined) throw new Error("the project is gone");
  const project = { name: row.name, kind: ProjectKind.parse(row.kind) };
  return {
    project,
    profile,
    assets,
    proposals: proposalsOf(facts, profile.answers),
    statement: statementOf({ ...project, answers: profile.answers, assets }),
  };
}
