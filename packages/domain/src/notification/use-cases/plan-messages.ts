import { newId } from "../../shared/index.ts";
import { type Deps, enqueue, type Tx } from "../../shared/server.ts";
import type { PolicyEvent } from "../events.ts";
import { notificationJobs } from "../jobs.ts";
import { type Draft, planForChannel, planForPerson, type Timed } from "../plan.ts";
import {
  CHANNEL_SELECT,
  DRAFT_SELECT,
  EVENT_SELECT,
  loadPeople,
  toChannelWishes,
  toDraft,
  toPolicyEvent,
} from "../row.ts";

/** Events of one transaction; what is left follows at once. */
const BATCH = 1000;
const TIMEOUT_MS = 60_000;
/** The lane of all mail of an organization. */
export const MAIL_LANE = "mail";

/** Whom a message goes to. */
type Destination = { readonly channelId: string } | { readonly memberId: string };

/**
 * Makes messages of the events that the policy has not decided on: adds them to messages that still gather, or begins
 * new ones. The answer is true when there may be more events.
 */
export async function planMessages(deps: Deps, options: { readonly canMail: boolean }): Promise<boolean> {
  return deps.withOrganization(
    async (tx) => {
      // One plan at a time: two would begin two messages where one is meant.
      await tx.db
        .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notification.plan:${deps.organizationId}`}, 0))`;
      const rows = await tx.db.notificationEvent.findMany({
        where: { organizationId: deps.organizationId, plannedAt: null },
        select: EVENT_SELECT,
        orderBy: [{ at: "asc" }, { id: "asc" }],
        take: BATCH,
      });
      if (rows.length === 0) return false;
      const events = rows.map(toPolicyEvent).filter((event) => event !== null);
      await planAll(tx, deps, events, options.canMail);
      await tx.db.notificationEvent.updateMany({
        where: { organizationId: deps.organizationId, id: { in: rows.map(({ id }) => id) } },
        data: { plannedAt: tx.now },
      });
      return rows.length === BATCH;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function planAll(tx: Tx, deps: Deps, events: readonly PolicyEvent[], canMail: boolean): Promise<void> {
  const timed: Timed[] = events.map((event) => ({ event, at: tx.now }));
  const open = await openDrafts(tx, deps);
  const wakes = new Map<string, { lane: string; at: Date }>();
  const keep = async (destination: Destination, drafts: readonly Draft[], known: readonly Draft[]): Promise<void> => {
    const lane = "channelId" in destination ? destination.channelId : MAIL_LANE;
    for (const draft of drafts) {
      if (known.some(({ id }) => id === draft.id)) await growDraft(tx, deps, draft);
      else {
        await insertDraft(tx, deps, destination, lane, draft);
        wakes.set(`${lane} ${draft.sendAt.getTime()}`, { lane, at: draft.sendAt });
      }
    }
  };
  const channels = await tx.db.notificationChannel.findMany({
    where: { organizationId: deps.organizationId, disabledAt: null },
    select: CHANNEL_SELECT,
  });
  for (const row of channels) {
    const known = open.get(row.id) ?? [];
    await keep({ channelId: row.id }, planForChannel(timed, toChannelWishes(row), known, newId).drafts, known);
  }
  for (const person of canMail && !(await isDemo(tx, deps)) ? await loadPeople(tx, deps) : []) {
    const known = open.get(person.memberId) ?? [];
    await keep({ memberId: person.memberId }, planForPerson(timed, person, known, newId).drafts, known);
  }
  for (const { lane, at } of wakes.values()) await wakeLane(tx, deps, lane, at);
}

/** Asks for the delivery of what is due in a lane at a time. */
export async function wakeLane(tx: Tx, deps: Deps, lane: string, at: Date): Promise<void> {
  const seconds = Math.max(0, Math.ceil((at.getTime() - tx.now.getTime()) / 1000));
  const job = notificationJobs["notification.deliver"];
  const options = seconds === 0 ? {} : { startAfterSeconds: seconds };
  await enqueue(tx, deps, job, { subjectId: lane, fence: 0 }, options);
}

/** Locks the messages of a lane that have not ended, in the order in which everyone locks them. */
export async function lockOpenMessages(tx: Tx, deps: Deps, lane: string): Promise<void> {
  await tx.db.$queryRaw`SELECT 1 FROM "notification_message" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "lane" = ${lane} AND "state" IN ('gathering', 'waiting') ORDER BY "id" FOR UPDATE`;
}

/** Messages that news may still join, by receiver; locked, so that none is sent while it grows. */
async function openDrafts(tx: Tx, deps: Deps): Promise<Map<string, Draft[]>> {
  await tx.db.$queryRaw`SELECT 1 FROM "notification_message" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "state" = 'gathering' ORDER BY "id" FOR UPDATE`;
  const rows = await tx.db.notificationMessage.findMany({
    where: { organizationId: deps.organizationId, state: "gathering" },
    select: DRAFT_SELECT,
  });
  const drafts = new Map<string, Draft[]>();
  for (const row of rows) {
    const receiver = row.channelId ?? row.memberId ?? "";
    drafts.set(receiver, [...(drafts.get(receiver) ?? []), toDraft(row)]);
  }
  return drafts;
}

async function isDemo(tx: Tx, deps: Deps): Promise<boolean> {
  const row = await tx.db.organization.findUnique({ where: { id: deps.organizationId }, select: { demo: true } });
  return row?.demo === true;
}

async function growDraft(tx: Tx, deps: Deps, draft: Draft): Promise<void> {
  await tx.db.notificationMessage.updateMany({
    where: { organizationId: deps.organizationId, id: draft.id },
    data: { eventIds: [...draft.eventIds], unnamed: draft.unnamed },
  });
}

async function insertDraft(tx: Tx, deps: Deps, to: Destination, lane: string, draft: Draft): Promise<void> {
  await tx.db.notificationMessage.createMany({
    data: [
      {
        ...{ organizationId: deps.organizationId, ...to, lane, id: draft.id, form: draft.form },
        ...{ eventIds: [...draft.eventIds], unnamed: draft.unnamed, nextAttemptAt: draft.sendAt, createdAt: tx.now },
      },
    ],
  });
}
