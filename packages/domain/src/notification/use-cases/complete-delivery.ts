import type { Deps, Tx } from "../../shared/server.ts";
import type { DeliveryOutcome, DeliveryTask } from "../delivery.ts";
import { toAttempts } from "../row.ts";
import type { DeliveryAttempt } from "../schema.ts";
import { holdAfter, pauseAfter } from "../schedule.ts";
import { announceChannels } from "./find-channel.ts";
import { announceTo } from "./notify.ts";
import { lockOpenMessages, wakeLane } from "./plan-messages.ts";
import { switchOffChannel, tellOfLoss } from "./switch-off-channel.ts";

const KEPT_ATTEMPTS = 10;

/**
 * Writes down what became of an attempt and when the next one is: sent, again after a pause, or given up. Does nothing
 * when another attempt has taken the message over. `chance` (0 to 1) spreads the pauses.
 */
export async function completeDelivery(
  deps: Deps,
  task: Pick<DeliveryTask, "messageId" | "attempt">,
  result: DeliveryOutcome,
  options: { readonly ms: number; readonly chance: number },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const row = await tx.db.notificationMessage.findFirst({
      where: {
        organizationId,
        id: task.messageId,
        attempt: task.attempt,
        state: "waiting",
        claimedUntil: { not: null },
      },
      select: { lane: true, form: true, channelId: true, memberId: true, log: true, createdAt: true },
    });
    if (row === null) return;
    const entry = { at: tx.now, outcome: result.outcome, detail: result.detail.slice(0, 300), ms: options.ms };
    const log = [...toAttempts(row.log), entry].slice(-KEPT_ATTEMPTS);
    const asked = result.retryAfterMs ?? 0;
    const pause = row.form === "test" ? null : pauseAfter(task.attempt, options.chance, asked);
    const again = result.outcome === "later" && pause !== null;
    const nextAttemptAt = new Date(tx.now.getTime() + (pause ?? 0));
    await tx.db.notificationMessage.updateMany({
      where: { organizationId, id: task.messageId },
      data: {
        ...{ claimedUntil: null, log: log.map(toJson) },
        ...(again
          ? { nextAttemptAt }
          : {
              state: result.outcome === "sent" ? "sent" : "dead",
              endedAt: tx.now,
              reference: result.reference ?? null,
            }),
      },
    });
    if (again) {
      await holdOthers(tx, deps, row.lane, holdAfter(pause, asked));
      await wakeLane(tx, deps, row.lane, nextAttemptAt);
    }
    if (row.channelId !== null)
      await tellChannel(tx, deps, { ...row, channelId: row.channelId }, result.outcome, again);
    if (row.memberId !== null) await announceTo(tx, deps, row.memberId);
  });
}

/** Gives a message back that was not tried: the process ends. It is due as before, and this was no attempt. */
export async function releaseMessage(deps: Deps, task: Pick<DeliveryTask, "messageId" | "attempt">): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: task.messageId, attempt: task.attempt, state: "waiting" };
    const row = await tx.db.notificationMessage.findFirst({ where, select: { lane: true } });
    if (row === null) return;
    await tx.db.notificationMessage.updateMany({ where, data: { claimedUntil: null, attempt: { decrement: 1 } } });
    await wakeLane(tx, deps, row.lane, tx.now);
  });
}

/** The others to the same place wait a little: one attempt is enough to see whether it is there again. */
async function holdOthers(tx: Tx, deps: Deps, lane: string, holdMs: number): Promise<void> {
  const until = new Date(tx.now.getTime() + holdMs);
  await lockOpenMessages(tx, deps, lane);
  const held = await tx.db.notificationMessage.updateMany({
    where: {
      ...{ organizationId: deps.organizationId, lane, state: { in: ["gathering", "waiting"] }, form: { not: "test" } },
      nextAttemptAt: { lte: tx.now },
    },
    data: { nextAttemptAt: until },
  });
  if (held.count > 0) await wakeLane(tx, deps, lane, until);
}

async function tellChannel(
  tx: Tx,
  deps: Deps,
  row: { readonly channelId: string; readonly form: string; readonly createdAt: Date },
  outcome: DeliveryOutcome["outcome"],
  again: boolean,
): Promise<void> {
  const where = { organizationId: deps.organizationId, id: row.channelId };
  if (outcome === "sent") await tx.db.notificationChannel.updateMany({ where, data: { lastSentAt: tx.now } });
  else if (outcome === "gone")
    await switchOffChannel(tx, deps, row.channelId, "Its end point answered that it is gone.");
  else if (!again && row.form !== "test") await tellOfLoss(tx, deps, row.channelId, row.createdAt);
  await announceChannels(tx, deps);
}

function toJson({ at, ...rest }: DeliveryAttempt): { at: string; outcome: string; detail: string; ms: number } {
  return { at: at.toISOString(), ...rest };
}
