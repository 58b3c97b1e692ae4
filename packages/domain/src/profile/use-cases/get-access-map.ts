import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { AccessLimits, AccessRole, Holder } from "../access/holder.ts";
import { ForeignCall, type Power, RootReading } from "../access/power.ts";
import type { Asset } from "../asset.ts";
import { readHolders, readLimits, readPowers, readRoles } from "./access-rows.ts";
import { readAssets } from "./list-assets.ts";

/** What came of a reading. */
export const AccessSummary = z.object({
  roots: z.array(RootReading),
  calls: z.array(ForeignCall),
  added: z.int(),
  changed: z.int(),
  gone: z.int(),
});
export type AccessSummary = z.infer<typeof AccessSummary>;

export interface AccessReadingView {
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly revision: number;
  readonly failure: string | null;
  readonly finishedAt: Date | null;
}

export interface AccessMap {
  readonly powers: readonly Power[];
  readonly holders: readonly Holder[];
  readonly roles: readonly AccessRole[];
  readonly assets: readonly Asset[];
  readonly limits: AccessLimits;
  /** The newest one; null while nobody asked for any. */
  readonly reading: AccessReadingView | null;
  /** The newest one that was read to its end: what the list rests on. */
  readonly read: { readonly revision: number; readonly at: Date; readonly summary: AccessSummary } | null;
  /** Number of the newest ready revision of the default branch. */
  readonly newestRevision: number | null;
}

/** Everything that the access map is computed from; `accessRows` and `redLines` make the page of it. */
export async function getAccessMap(deps: ProjectDeps): Promise<AccessMap> {
  return deps.withOrganization(async (tx) => ({
    powers: await readPowers(tx, deps),
    holders: await readHolders(tx, deps),
    roles: await readRoles(tx, deps),
    assets: await readAssets(tx, deps),
    limits: await readLimits(tx, deps),
    ...(await readings(tx, deps)),
    newestRevision: await newest(tx, deps),
  }));
}

async function readings(tx: Tx, deps: ProjectDeps): Promise<Pick<AccessMap, "reading" | "read">> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const select = {
    state: true,
    failure: true,
    finishedAt: true,
    summary: true,
    revision: { select: { number: true } },
  } as const;
  const orderBy = [{ createdAt: "desc" }, { id: "desc" }] as const;
  const last = await tx.db.accessReading.findFirst({ where, select, orderBy: [...orderBy] });
  const done = await tx.db.accessReading.findFirst({
    where: { ...where, state: "done" },
    select,
    orderBy: [...orderBy],
  });
  const state = z.enum(["queued", "running", "done", "failed", "cancelled"]);
  return {
    reading:
      last === null
        ? null
        : {
            ...{ state: state.parse(last.state), revision: last.revision.number },
            ...{ failure: last.failure, finishedAt: last.finishedAt },
          },
    read:
      done === null || done.finishedAt === null
        ? null
        : { revision: done.revision.number, at: done.finishedAt, summary: AccessSummary.parse(done.summary) },
  };
}

async function newest(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<number | null> {
  const row = await tx.db.revision.findFirst({
    where: { organizationId, projectId, state: "ready", isDefaultRef: true },
    select: { number: true },
    orderBy: { number: "desc" },
  });
  return row?.number ?? null;
}
