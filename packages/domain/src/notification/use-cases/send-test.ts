import { recordAudit } from "../../audit/server.ts";
import { newId, type OrganizationScope, toTypedId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import type { MessageContent } from "../compose.ts";
import { fail } from "../errors.ts";
import { ownMemberId } from "../own.ts";
import type { SelectChannel } from "../schema.ts";
import { findChannel } from "./find-channel.ts";
import { MAIL_LANE, wakeLane } from "./plan-messages.ts";

/**
 * Sends a test message to a channel: one attempt, whose result is read by the message's id. Throws
 * notification.channel-not-found, notification.switched-off and notification.test-waiting.
 */
export async function testChannel(deps: Deps, input: SelectChannel): Promise<{ messageId: string }> {
  return deps.withOrganization(async (tx) => {
    const { channelId } = input;
    const { name, disabledAt } = await findChannel(tx, deps, channelId, { name: true, disabledAt: true });
    if (disabledAt !== null) throw fail("notification.switched-off");
    const path = `settings/channel/${toTypedId("channel", channelId)}`;
    const reason = `Sent by Redoubt to the channel ${name}.`;
    await recordAudit(tx, deps, "notification.test-channel", { subjectId: channelId, details: { name } });
    return insertTest(tx, deps, { channelId }, channelId, { path, reason });
  });
}

/** Sends a test mail to the acting member. Throws notification.no-mail-server and notification.test-waiting. */
export async function testMail(
  deps: Deps,
  _input: OrganizationScope,
  operator: { readonly canMail: boolean },
): Promise<{ messageId: string }> {
  if (!operator.canMail) throw fail("notification.no-mail-server");
  const memberId = ownMemberId(deps);
  return deps.withOrganization(async (tx) => {
    await recordAudit(tx, deps, "notification.test-mail", { subjectId: memberId });
    const reason = "You asked for this test.";
    return insertTest(tx, deps, { memberId }, MAIL_LANE, { path: "notification/settings", reason });
  });
}

async function insertTest(
  tx: Tx,
  deps: Deps,
  to: { readonly channelId: string } | { readonly memberId: string },
  lane: string,
  words: { readonly path: string; readonly reason: string },
): Promise<{ messageId: string }> {
  const { organizationId } = deps;
  const open = { organizationId, ...to, form: "test", state: { in: ["gathering", "waiting"] } };
  if ((await tx.db.notificationMessage.count({ where: open })) > 0) throw fail("notification.test-waiting");
  const organization = await tx.db.organization.findUnique({
    where: { id: organizationId },
    select: { slug: true, name: true },
  });
  const path = `/o/${organization?.slug ?? ""}/${words.path}`;
  const content: MessageContent = {
    ...{ title: "Test message from Redoubt", path, settingsPath: path, reason: words.reason },
    lead: `It works: messages of ${organization?.name ?? "the organization"} arrive here.`,
    groups: [],
  };
  const id = newId();
  await tx.db.notificationMessage.createMany({
    data: [
      {
        ...{ organizationId, id, ...to, lane, form: "test", state: "waiting", content },
        ...{ nextAttemptAt: tx.now, createdAt: tx.now },
      },
    ],
  });
  await wakeLane(tx, deps, lane, tx.now);
  return { messageId: toTypedId("message", id) };
}
