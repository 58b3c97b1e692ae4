import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { ArchiveAsset, Asset, ChangeAsset } from "../asset.ts";
import { profileError } from "../errors.ts";
import { assetOf, checkName, columnsOf, isValued, lockAssets } from "./add-asset.ts";
import { announceProfile } from "./announce-profile.ts";

/**
 * Changes what is stated of an asset; its value gets a new date only when it is another one. Throws
 * profile.asset-not-found, profile.asset-name-taken, and profile.asset-stale with the stored asset.
 */
export async function changeAsset(deps: ProjectDeps, input: ChangeAsset): Promise<Asset> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { assetId: id, rowVersion } = input;
    await lockAssets(tx, deps);
    const before = await assetOf(tx, deps, id);
    await checkName(tx, deps, input.name, id);
    const same =
      before.amount === input.amount && before.valueUsd === input.valueUsd && before.currency === input.currency;
    const stated = same ? {} : { valueAt: isValued(input) ? tx.now : null, valueOrigin: "person" };
    const changed = await tx.db.asset.updateMany({
      where: { organizationId, projectId, id, rowVersion },
      data: { ...columnsOf(input), ...stated, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw profileError("profile.asset-stale", { details: { stored: before } });
    const after = await assetOf(tx, deps, id);
    await recordAudit(tx, deps, "profile.change-asset", {
      subjectId: id,
      projectId,
      before,
      after,
      details: { name: input.name, valueUsd: input.valueUsd },
    });
    await announceProfile(tx, deps);
    return after;
  });
}

/** Takes an asset off the list; its history stays. Throws profile.asset-not-found and profile.asset-stale. */
export async function archiveAsset(deps: ProjectDeps, input: ArchiveAsset): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { assetId: id, rowVersion } = input;
    const before = await assetOf(tx, deps, id);
    const changed = await tx.db.asset.updateMany({
      where: { organizationId, projectId, id, rowVersion, archivedAt: null },
      data: { archivedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw profileError("profile.asset-stale", { details: { stored: before } });
    await recordAudit(tx, deps, "profile.archive-asset", {
      subjectId: id,
      projectId,
      before,
      details: { name: before.name },
    });
    await announceProfile(tx, deps);
  });
}
