import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { AddPower, ChangePower, RemovePower, SetAccessLimits } from "../access/holder.ts";
import type { Power } from "../access/power.ts";
import { profileError } from "../errors.ts";
import { readHolders, readLimits, readPowers } from "./access-rows.ts";
import { announceProfile } from "./announce-profile.ts";
import { writeRole } from "./assign-role.ts";
import { lockHolders } from "./save-holder.ts";

/** Puts a power on the map that no code shows. Throws profile.power-taken and profile.holder-not-found. */
export async function addPower(deps: ProjectDeps, input: AddPower): Promise<Power> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { kind, subject, guard, holderId, moneyUsd, noticedBy, note } = input;
    await lockHolders(tx, deps);
    const powers = await readPowers(tx, deps);
    const same = powers.some(
      (power) => power.kind === kind && power.subject === subject && power.guards.some(({ name }) => name === guard),
    );
    if (same) throw profileError("profile.power-taken");
    const holders = await readHolders(tx, deps);
    if (holderId !== null && !holders.some(({ id }) => id === toTypedId("holder", holderId))) {
      throw profileError("profile.holder-not-found");
    }
    const id = newId();
    const guards = [{ name: guard, by: "caller", conditional: false }];
    await tx.db.power.createMany({
      data: [
        {
          ...{ organizationId, projectId, id, key: `person:${id}`, kind, subject, guards, origin: "person" },
          ...{ moneyUsd, noticedBy, note, changedAt: tx.now, createdById: actorUserId(deps) },
          ...{ createdAt: tx.now, updatedAt: tx.now },
        },
      ],
    });
    await writeRole(tx, deps, { subject, guard, holderId });
    const power = await powerOf(tx, deps, id);
    await recordAudit(tx, deps, "profile.add-power", {
      ...{ subjectId: id, projectId, after: power, details: { kind, subject } },
    });
    await announceProfile(tx, deps);
    return power;
  });
}

/** Changes what people state of a power. Throws profile.power-not-found, and profile.power-stale with the stored one. */
export async function changePower(deps: ProjectDeps, input: ChangePower): Promise<Power> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { powerId: id, moneyUsd, noticedBy, note, rowVersion } = input;
    const before = await powerOf(tx, deps, id);
    const { count } = await tx.db.power.updateMany({
      where: { organizationId, projectId, id, rowVersion, removedAt: null },
      data: { moneyUsd, noticedBy, note, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw profileError("profile.power-stale", { details: { stored: before } });
    const after = await powerOf(tx, deps, id);
    await recordAudit(tx, deps, "profile.change-power", {
      ...{ subjectId: id, projectId, before, after, details: { kind: after.kind, subject: after.subject } },
    });
    await announceProfile(tx, deps);
    return after;
  });
}

/**
 * Takes a power that a person stated off the map; what the code shows leaves with the code. Throws
 * profile.power-not-found, profile.power-of-code and profile.power-stale.
 */
export async function removePower(deps: ProjectDeps, input: RemovePower): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { powerId: id, rowVersion } = input;
    const before = await powerOf(tx, deps, id);
    if (before.origin === "code") throw profileError("profile.power-of-code");
    const { count } = await tx.db.power.updateMany({
      where: { organizationId, projectId, id, rowVersion, removedAt: null },
      data: { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw profileError("profile.power-stale", { details: { stored: before } });
    await recordAudit(tx, deps, "profile.remove-power", {
      ...{ subjectId: id, projectId, before, details: { kind: before.kind, subject: before.subject } },
    });
    await announceProfile(tx, deps);
  });
}

/** Says from how much a line is red. Throws profile.limits-stale with the stored ones. */
export async function setAccessLimits(deps: ProjectDeps, input: SetAccessLimits): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { oneKeyOverUsd, noDelayOverUsd, version } = input;
    const before = await readLimits(tx, deps);
    await tx.db.riskProfile.createMany({ data: [{ organizationId, projectId }], skipDuplicates: true });
    const { count } = await tx.db.riskProfile.updateMany({
      where: { organizationId, projectId, limitsVersion: version },
      data: { oneKeyOverUsd, noDelayOverUsd, limitsVersion: { increment: 1 }, updatedAt: tx.now },
    });
    if (count === 0) throw profileError("profile.limits-stale", { details: { stored: before } });
    await recordAudit(tx, deps, "profile.set-access-limits", {
      ...{ subjectId: projectId, projectId, before, details: { oneKeyOverUsd, noDelayOverUsd } },
    });
    await announceProfile(tx, deps);
  });
}

async function powerOf(tx: Tx, deps: ProjectDeps, id: string): Promise<Power> {
  const found = (await readPowers(tx, deps)).find((power) => power.id === toTypedId("power", id));
  if (found === undefined) throw profileError("profile.power-not-found");
  return found;
}
