import { listOrganizationIds } from "../../organization/server.ts";
import { lockPreviewed } from "../../scan/server.ts";
import { createSystemDeps, type Database, type Deps, forProject } from "../../shared/server.ts";
import { discardPreviewed } from "./discard-import.ts";

/** Uploads of one organization per call; what is left comes with the next minute. */
const BATCH = 100;

/** Throws uploads away, in every organization, that nobody has decided on in time; the answer is how many. */
export async function expirePreviews(database: Database): Promise<number> {
  const ids = await listOrganizationIds(database, "finding.expire-previews");
  let expired = 0;
  for (const id of ids) expired += await expireIn(createSystemDeps(database, id, "finding.expire-previews"));
  return expired;
}

async function expireIn(organization: Deps): Promise<number> {
  const due = await organization.withOrganization((tx) =>
    tx.db.importPreview.findMany({
      where: {
        organizationId: organization.organizationId,
        decision: null,
        expiresAt: { lte: tx.now },
        scan: { state: "previewed" },
      },
      select: { projectId: true, scan: { select: { request: { select: { number: true } } } } },
      orderBy: { expiresAt: "asc" },
      take: BATCH,
    }),
  );
  for (const { projectId, scan } of due) {
    const deps = forProject(organization, projectId);
    await deps.withOrganization(async (tx) => {
      await discardPreviewed(tx, deps, await lockPreviewed(tx, deps, scan.request.number), "expired");
    });
  }
  return due.length;
}
