import { decodeCursor, encodeCursor, type Page, toTypedId } from "../../shared/index.ts";
import type { Deps, Prisma } from "../../shared/server.ts";
import { MessageContent } from "../compose.ts";
import { fail } from "../errors.ts";
import { toAttempts } from "../row.ts";
import { type ListMessages, type MessageEntry, MessageForm, MessageState, type SelectMessage } from "../schema.ts";
import { findChannel } from "./find-channel.ts";

const SELECT = {
  ...{ id: true, form: true, state: true, content: true, eventIds: true, unnamed: true, createdAt: true },
  ...{ endedAt: true, nextAttemptAt: true, log: true },
} as const satisfies Prisma.NotificationMessageSelect;

/** The delivery log of a channel, the newest first. Throws notification.channel-not-found. */
export async function listMessages(deps: Deps, input: ListMessages): Promise<Page<MessageEntry>> {
  const [at, id] = (input.cursor === undefined ? undefined : decodeCursor(input.cursor)) ?? [];
  const known = typeof at === "number" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id);
  const before = known
    ? { OR: [{ createdAt: { lt: new Date(at) } }, { createdAt: new Date(at), id: { lt: id } }] }
    : {};
  return deps.withOrganization(async (tx) => {
    await findChannel(tx, deps, input.channelId, { id: true });
    const rows = await tx.db.notificationMessage.findMany({
      where: { organizationId: deps.organizationId, channelId: input.channelId, ...before },
      select: SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      items: page.map(toEntry),
      nextCursor:
        rows.length > input.limit && last !== undefined ? encodeCursor([last.createdAt.getTime(), last.id]) : null,
    };
  });
}

/**
 * One message: of any channel for who configures them, else the acting member's own. Throws
 * notification.message-not-found.
 */
export async function getMessage(deps: Deps, input: SelectMessage): Promise<MessageEntry> {
  const own = deps.actor.kind === "user" ? { memberId: deps.actor.memberId } : {};
  const readable = deps.can("notification:configure") ? { OR: [{ channelId: { not: null } }, own] } : own;
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.notificationMessage.findFirst({
      where: { organizationId: deps.organizationId, id: input.messageId, ...readable },
      select: SELECT,
    });
    if (row === null) throw fail("notification.message-not-found");
    return toEntry(row);
  });
}

function toEntry(row: Prisma.NotificationMessageGetPayload<{ select: typeof SELECT }>): MessageEntry {
  const ended = row.endedAt !== null;
  return {
    id: toTypedId("message", row.id),
    form: MessageForm.parse(row.form),
    state: MessageState.parse(row.state),
    title: row.content === null ? null : MessageContent.parse(row.content).title,
    events: row.eventIds.length + row.unnamed,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    nextAttemptAt: ended ? null : row.nextAttemptAt,
    attempts: toAttempts(row.log),
  };
}
