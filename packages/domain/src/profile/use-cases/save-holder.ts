import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { ArchiveHolder, Holder, SaveHolder } from "../access/holder.ts";
import { profileError } from "../errors.ts";
import { readHolders } from "./access-rows.ts";
import { announceProfile } from "./announce-profile.ts";

/**
 * Adds a holder, or changes one. Throws profile.holder-not-found (also for an operator), profile.holder-name-taken,
 * profile.holder-circle, and profile.holder-stale with the stored one.
 */
export async function saveHolder(deps: ProjectDeps, input: SaveHolder): Promise<Holder> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { holderId, rowVersion } = input;
    await lockHolders(tx, deps);
    const holders = await readHolders(tx, deps);
    check(holders, input);
    const stated = columnsOf(input);
    const id = holderId ?? newId();
    const before = holders.find((holder) => holder.id === toTypedId("holder", id));
    if (holderId === null) {
      const made = { createdById: actorUserId(deps), createdAt: tx.now, updatedAt: tx.now };
      await tx.db.holder.createMany({ data: [{ organizationId, projectId, id, ...stated, ...made }] });
    } else {
      const { count } = await tx.db.holder.updateMany({
        where: { organizationId, projectId, id, rowVersion, archivedAt: null },
        data: { ...stated, updatedAt: tx.now, rowVersion: { increment: 1 } },
      });
      if (count === 0) throw profileError("profile.holder-stale", { details: { stored: before ?? null } });
    }
    const after = (await readHolders(tx, deps)).find((holder) => holder.id === toTypedId("holder", id));
    if (after === undefined) throw profileError("profile.holder-not-found");
    await recordAudit(tx, deps, holderId === null ? "profile.add-holder" : "profile.change-holder", {
      ...{ subjectId: id, projectId, after, details: { name: input.name, kind: input.kind } },
      ...(before === undefined ? {} : { before }),
    });
    await announceProfile(tx, deps);
    return after;
  });
}

/**
 * Takes a holder off the list: what it held is held by nobody known. Throws profile.holder-not-found and
 * profile.holder-stale.
 */
export async function archiveHolder(deps: ProjectDeps, input: ArchiveHolder): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { holderId: id, rowVersion } = input;
    await lockHolders(tx, deps);
    const before = (await readHolders(tx, deps)).find((holder) => holder.id === toTypedId("holder", id));
    if (before === undefined) throw profileError("profile.holder-not-found");
    const { count } = await tx.db.holder.updateMany({
      where: { organizationId, projectId, id, rowVersion, archivedAt: null },
      data: { archivedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw profileError("profile.holder-stale", { details: { stored: before } });
    await tx.db.accessRole.updateMany({ where: { organizationId, projectId, holderId: id }, data: { holderId: null } });
    await recordAudit(tx, deps, "profile.archive-holder", {
      ...{ subjectId: id, projectId, before, details: { name: before.name } },
    });
    await announceProfile(tx, deps);
  });
}

/** Two people must not take the same name at once, nor close a circle of operators together. */
export async function lockHolders(tx: Tx, { projectId }: ProjectDeps): Promise<void> {
  await tx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`access:${projectId}`}, 0))::text`;
}

function check(holders: readonly Holder[], input: SaveHolder): void {
  const own = input.holderId === null ? null : toTypedId("holder", input.holderId);
  const known = new Map(holders.map((holder) => [holder.id, holder]));
  if (own !== null && !known.has(own)) throw profileError("profile.holder-not-found");
  const name = input.name.toLowerCase();
  if (holders.some((holder) => holder.name.toLowerCase() === name && holder.id !== own)) {
    throw profileError("profile.holder-name-taken");
  }
  if (input.threshold !== null && input.signers.length > 0 && input.threshold > new Set(input.signers).size) {
    throw profileError("profile.holder-threshold");
  }
  const waiting = input.operators.map((id) => toTypedId("holder", id));
  const seen = new Set<string>();
  for (const id of waiting) {
    if (id === own) throw profileError("profile.holder-circle");
    const holder = known.get(id);
    if (holder === undefined) throw profileError("profile.holder-not-found");
    if (!seen.has(id)) waiting.push(...holder.operators);
    seen.add(id);
  }
}

function columnsOf(input: SaveHolder) {
  const { name, kind, threshold, supplyPercent, delaySeconds, contract, address, note } = input;
  const { signers, operators } = input;
  return {
    ...{ name, kind, threshold, supplyPercent, delaySeconds, contract, address, note },
    ...{ signers: [...new Set(signers)], operators: [...new Set(operators)] },
  };
}
