import { toTypedId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { MessageContent } from "../compose.ts";
import type { DeliveryTarget, DeliveryTask } from "../delivery.ts";
import { loadPeople } from "../row.ts";
import { openTarget } from "./open-target.ts";
import { type Unworded, wordMessage } from "./word-message.ts";

/** Longer than any attempt may take; after it another may try. */
const CLAIM_MS = 60_000;

interface DueRow extends Unworded {
  readonly id: string;
  readonly attempt: number;
  readonly content: unknown;
  readonly thread: string | null;
  readonly createdAt: Date;
}

/**
 * Claims the next message that is due in a lane, words it (for a channel at its first attempt alone), and opens the
 * secret that it needs.
 * Null when nothing is due or another attempt runs in the lane. What its receiver may no longer see, or no longer
 * wants, is dropped from it; a message that is empty then is dropped whole.
 */
export async function claimMessage(deps: Deps, lane: string): Promise<DeliveryTask | null> {
  for (;;) {
    const claimed = await deps.withOrganization((tx) => claimOne(tx, deps, lane));
    if (claimed !== "next") return claimed;
  }
}

async function claimOne(tx: Tx, deps: Deps, lane: string): Promise<DeliveryTask | "next" | null> {
  const { organizationId } = deps;
  await tx.db
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notification.lane:${organizationId}:${lane}`}, 0))`;
  const running = await tx.db.notificationMessage.count({
    where: { organizationId, lane, state: { in: ["gathering", "waiting"] }, claimedUntil: { gt: tx.now } },
  });
  const row = running > 0 ? undefined : await nextDue(tx, deps, lane);
  if (row === undefined) return null;
  const update = (data: Parameters<typeof tx.db.notificationMessage.updateMany>[0]["data"]) =>
    tx.db.notificationMessage.updateMany({ where: { organizationId, id: row.id }, data });
  const worded = await asItIsSaid(tx, deps, row);
  if (worded === null) {
    await update({ state: "dropped", endedAt: tx.now });
    return "next";
  }
  const { content, thread } = worded;
  const earlier = thread === null ? null : await openBefore(tx, deps, lane, { ...row, thread });
  if (earlier !== null) {
    // In a thread the first message goes first, also when that one has to be tried again.
    const nextAttemptAt = new Date(Math.max(earlier.getTime(), tx.now.getTime()) + 1000);
    await update({ state: "waiting", content, thread, nextAttemptAt });
    return "next";
  }
  const attempt = row.attempt + 1;
  const claimedUntil = new Date(tx.now.getTime() + CLAIM_MS);
  await update({ state: "waiting", content, thread, attempt, claimedUntil });
  return {
    ...{ messageId: row.id, attempt, target: await targetOf(tx, deps, row) },
    message: {
      ...{ id: toTypedId("message", row.id), type: `message.${row.form}`, createdAt: row.createdAt, thread, content },
      replyTo: await firstReference(tx, deps, row.channelId, thread),
    },
  };
}

async function nextDue(tx: Tx, deps: Deps, lane: string): Promise<DueRow | undefined> {
  const [row] = await tx.db.$queryRaw<DueRow[]>`
    SELECT "id", "form", "channel_id" AS "channelId", "member_id" AS "memberId", "attempt", "content", "thread",
      "created_at" AS "createdAt", "event_ids" AS "eventIds", "unnamed"
    FROM "notification_message"
    WHERE "organization_id" = ${deps.organizationId}::uuid AND "lane" = ${lane}
      AND "state" IN ('gathering', 'waiting') AND "next_attempt_at" <= ${tx.now}
    ORDER BY ("form" = 'test') DESC, "next_attempt_at", "created_at", "id" LIMIT 1 FOR UPDATE`;
  return row;
}

/**
 * A channel is told what it was told before; a person in new words each time, because an attempt may come days after
 * the one before, and their rights may be others.
 */
async function asItIsSaid(
  tx: Tx,
  deps: Deps,
  row: DueRow,
): Promise<{ content: MessageContent; thread: string | null } | null> {
  if (row.content !== null && (row.memberId === null || row.form === "test"))
    return { content: MessageContent.parse(row.content), thread: row.thread };
  const made = await wordMessage(tx, deps, row);
  if (made === null) return null;
  const { thread, ...content } = made;
  return { content, thread };
}

async function targetOf(tx: Tx, deps: Deps, row: DueRow): Promise<DeliveryTarget | null> {
  if (row.channelId !== null) return openTarget(tx, deps, row.channelId);
  const [person] = row.memberId === null ? [] : await loadPeople(tx, deps, row.memberId);
  return person === undefined ? null : { kind: "mail", address: person.email, name: person.name };
}

/** When an earlier message of the thread to the same receiver is tried next; null when there is none left. */
async function openBefore(
  tx: Tx,
  deps: Deps,
  lane: string,
  row: { readonly id: string; readonly thread: string; readonly createdAt: Date; readonly memberId: string | null },
): Promise<Date | null> {
  const before = await tx.db.notificationMessage.findFirst({
    where: {
      ...{ organizationId: deps.organizationId, lane, thread: row.thread, memberId: row.memberId, id: { not: row.id } },
      ...{ state: { in: ["gathering", "waiting"] }, createdAt: { lt: row.createdAt } },
    },
    select: { nextAttemptAt: true },
    orderBy: { nextAttemptAt: "desc" },
  });
  return before?.nextAttemptAt ?? null;
}

/** What the service called the first message of a thread in a channel. */
async function firstReference(
  tx: Tx,
  deps: Deps,
  channelId: string | null,
  thread: string | null,
): Promise<string | null> {
  if (channelId === null || thread === null) return null;
  const first = await tx.db.notificationMessage.findFirst({
    where: { organizationId: deps.organizationId, channelId, thread, reference: { not: null } },
    select: { reference: true },
    orderBy: { createdAt: "asc" },
  });
  return first?.reference ?? null;
}
