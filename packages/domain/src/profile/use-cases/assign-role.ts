import { recordAudit } from "../../audit/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { AssignRole } from "../access/holder.ts";
import { profileError } from "../errors.ts";
import { readHolders } from "./access-rows.ts";
import { announceProfile } from "./announce-profile.ts";
import { lockHolders } from "./save-holder.ts";

/**
 * Says who a guard of the code is, or that nobody knows: it holds for every power that asks for it, also for one that is
 * read later. Throws profile.holder-not-found.
 */
export async function assignRole(deps: ProjectDeps, input: AssignRole): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { projectId } = deps;
    const { subject, guard, holderId } = input;
    await lockHolders(tx, deps);
    const holders = await readHolders(tx, deps);
    const holder = holders.find(({ id }) => holderId !== null && id === toTypedId("holder", holderId));
    if (holderId !== null && holder === undefined) throw profileError("profile.holder-not-found");
    await writeRole(tx, deps, { subject, guard, holderId });
    await recordAudit(tx, deps, "profile.assign-role", {
      ...{ subjectId: projectId, projectId, details: { subject, guard, holder: holder?.name ?? null } },
    });
    await announceProfile(tx, deps);
  });
}

/** Writes who a guard is, inside an open transaction. */
export async function writeRole(
  tx: Tx,
  { organizationId, projectId }: ProjectDeps,
  { subject, guard, holderId }: Pick<AssignRole, "subject" | "guard" | "holderId">,
): Promise<void> {
  const where = { organizationId, projectId, subject, guard };
  const { count } = await tx.db.accessRole.updateMany({ where, data: { holderId, updatedAt: tx.now } });
  if (count === 0) await tx.db.accessRole.createMany({ data: [{ ...where, holderId, updatedAt: tx.now }] });
}
