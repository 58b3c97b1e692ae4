import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { AddAsset, Asset } from "../asset.ts";
import { profileError } from "../errors.ts";
import { announceProfile } from "./announce-profile.ts";
import { readAssets } from "./list-assets.ts";

/** Puts something of value on the list, with what it is worth as stated now. Throws profile.asset-name-taken. */
export async function addAsset(deps: ProjectDeps, input: AddAsset): Promise<Asset> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    await lockAssets(tx, deps);
    await checkName(tx, deps, input.name, null);
    const id = newId();
    const facts = columnsOf(input);
    await tx.db.asset.createMany({
      data: [
        {
          ...{ organizationId, id, projectId, ...facts, createdById: actorUserId(deps) },
          ...{ valueAt: isValued(input) ? tx.now : null, createdAt: tx.now, updatedAt: tx.now },
        },
      ],
    });
    await recordAudit(tx, deps, "profile.add-asset", {
      subjectId: id,
      projectId,
      after: input,
      details: { name: input.name, valueUsd: input.valueUsd },
    });
    await announceProfile(tx, deps);
    return assetOf(tx, deps, id);
  });
}

type Stated = Omit<AddAsset, "organization" | "project">;

/** The columns that a person states. */
export function columnsOf(input: Stated) {
  const { name, kind, exposure, amount, currency, valueUsd, drainUsdPerMinute, liquidityUsd } = input;
  const { contracts, deployedOn, sourceVerified, note } = input;
  return {
    ...{ name, kind, exposure, amount, currency, valueUsd, drainUsdPerMinute, liquidityUsd },
    ...{ contracts: [...new Set(contracts)], sourceVerified, note },
    deployedOn: deployedOn === null ? null : new Date(`${deployedOn}T00:00:00Z`),
  } satisfies Omit<Prisma.AssetUncheckedUpdateManyInput, "id">;
}

export function isValued({ amount, valueUsd }: Pick<Stated, "amount" | "valueUsd">): boolean {
  return amount !== null || valueUsd !== null;
}

/** Two people must not take the same name at once. */
export async function lockAssets(tx: Tx, deps: ProjectDeps): Promise<void> {
  await tx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`assets:${deps.projectId}`}, 0))::text`;
}

export async function checkName(tx: Tx, deps: ProjectDeps, name: string, own: string | null): Promise<void> {
  const same = await tx.db.asset.findFirst({
    where: {
      ...{ organizationId: deps.organizationId, projectId: deps.projectId, archivedAt: null },
      name: { equals: name, mode: "insensitive" },
    },
    select: { id: true },
  });
  if (same !== null && same.id !== own) throw profileError("profile.asset-name-taken");
}

export async function assetOf(tx: Tx, deps: ProjectDeps, id: string): Promise<Asset> {
  const assets = await readAssets(tx, deps);
  const found = assets.find((asset) => asset.id === toTypedId("asset", id));
  if (found === undefined) throw profileError("profile.asset-not-found");
  return found;
}
