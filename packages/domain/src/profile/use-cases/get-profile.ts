import { ProjectKind } from "../../project/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { Asset } from "../asset.ts";
import type { Proposal } from "../proposals.ts";
import type { Profile } from "../schema.ts";
import { type Statement, statementOf } from "../statement.ts";
import { readAssets } from "./list-assets.ts";
import { readProfile } from "./read-profile.ts";
import { readProposals } from "./read-proposals.ts";

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
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.project.findFirstOrThrow({
      where: { organizationId: deps.organizationId, id: deps.projectId },
      select: { name: true, kind: true },
    });
    const project = { name: row.name, kind: ProjectKind.parse(row.kind) };
    const profile = await readProfile(tx, deps);
    const assets = await readAssets(tx, deps);
    const proposals = await readProposals(tx, deps, profile.answers);
    return {
      project,
      profile,
      assets,
      proposals,
      statement: statementOf({ ...project, answers: profile.answers, assets }),
    };
  });
}
