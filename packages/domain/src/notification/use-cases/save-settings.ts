import { recordAudit } from "../../audit/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { nextLocalTime } from "../clock.ts";
import { fail } from "../errors.ts";
import { ownMemberId } from "../own.ts";
import type { SaveNotificationSettings } from "../schema.ts";
import { findProjects } from "./find-projects.ts";
import { announceTo } from "./notify.ts";
import { MAIL_LANE, wakeLane } from "./plan-messages.ts";

/**
 * Keeps what the acting member wants to be sent; a digest that gathers already moves to the new time. Throws
 * notification.stale and notification.project-not-found.
 */
export async function saveSettings(deps: Deps, input: SaveNotificationSettings): Promise<void> {
  const memberId = ownMemberId(deps);
  await deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const { mail, choices, digestAt, zone, quiet, mutedUntil } = input;
    const data = {
      ...{ mail, choices, digestAt, zone, mutedUntil, quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null },
      ...{ mutedProjectIds: await findProjects(tx, deps, input.mutedProjects), updatedAt: tx.now },
    };
    const count =
      input.rowVersion === 0
        ? await tx.db.notificationSettings.createMany({
            data: [{ organizationId, memberId, ...data }],
            skipDuplicates: true,
          })
        : await tx.db.notificationSettings.updateMany({
            where: { organizationId, memberId, rowVersion: input.rowVersion },
            data: { ...data, rowVersion: { increment: 1 } },
          });
    if (count.count === 0) throw fail("notification.stale");
    await moveDigest(tx, deps, memberId, nextLocalTime(tx.now, digestAt, zone));
    await recordAudit(tx, deps, "notification.save-settings", { subjectId: memberId, after: input });
    await announceTo(tx, deps, memberId);
  });
}

async function moveDigest(tx: Tx, deps: Deps, memberId: string, nextAttemptAt: Date): Promise<void> {
  const moved = await tx.db.notificationMessage.updateMany({
    where: { organizationId: deps.organizationId, memberId, form: "digest", state: "gathering" },
    data: { nextAttemptAt },
  });
  if (moved.count > 0) await wakeLane(tx, deps, MAIL_LANE, nextAttemptAt);
}
