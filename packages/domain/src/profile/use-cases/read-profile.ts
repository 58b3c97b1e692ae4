import { userNames } from "../../identity/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { toVersion, VERSION_SELECT } from "../row.ts";
import type { Profile } from "../schema.ts";

/** The newest version, inside an open transaction. */
export async function readProfile(tx: Tx, deps: ProjectDeps): Promise<Profile> {
  const row = await tx.db.riskProfileVersion.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId },
    select: VERSION_SELECT,
    orderBy: { number: "desc" },
  });
  if (row === null) return { version: 0, answers: {}, by: null, createdAt: null };
  const { number, answers, by, createdAt } = toVersion(row, await userNames(tx, [row.createdById]));
  return { version: number, answers, by, createdAt };
}
