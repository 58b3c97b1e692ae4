import {
  claimMessage,
  completeDelivery,
  type DeliveryOutcome,
  type DeliveryTask,
  planMessages as plan,
  releaseMessage,
  sweepMessages as sweep,
} from "@redoubt/domain/notification/server";
import type { Outbound, OutboundMessage } from "@redoubt/outbound";
import type { SystemHandler, WholeOrganizationHandler } from "./context.ts";

/** Makes messages of what happened. */
export const planMessages: WholeOrganizationHandler = {
  async runWhole({ deps, tools, signal }) {
    for (let more = true; more && !signal.aborted; ) more = await plan(deps, { canMail: tools.outbound.canMail });
  },
};

/**
 * Sends what is due in a lane, one message after the other: each attempt is claimed first and written down after, so
 * that one that dies in between is made again with the same id.
 */
export const deliverMessages: WholeOrganizationHandler = {
  async runWhole({ deps, subjectId, tools, log, signal }) {
    while (!signal.aborted) {
      const task = await claimMessage(deps, subjectId);
      if (task === null) return;
      const started = performance.now();
      const result = await attempt(tools.outbound, tools.origin, task, signal);
      if (signal.aborted && result.outcome !== "sent") {
        await releaseMessage(deps, task);
        return;
      }
      const ms = Math.round(performance.now() - started);
      await completeDelivery(deps, task, result, { ms, chance: Math.random() });
      log.info({ message: task.messageId, attempt: task.attempt, outcome: result.outcome, ms }, "message attempted");
    }
  },
};

/** Finds what no job of its own has brought on. */
export const sweepMessages: SystemHandler = {
  run: ({ database }) => sweep(database),
};

const NO_SECRET = "The token is not there any more: the address was changed. Enter it again.";

async function attempt(
  outbound: Outbound,
  origin: string,
  task: DeliveryTask,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  if (task.target === null) return { outcome: "later", detail: NO_SECRET };
  return outbound.sendMessage(task.target, withAddresses(task.message, origin), { signal });
}

/** Paths inside the product as addresses that others can open. */
function withAddresses({ content, ...message }: DeliveryTask["message"], origin: string): OutboundMessage {
  const href = (path: string): string => new URL(path, origin).href;
  return {
    ...message,
    content: {
      ...{ title: content.title, lead: content.lead, reason: content.reason },
      ...{ href: href(content.path), settingsHref: href(content.settingsPath) },
      groups: content.groups.map(({ items, ...group }) => ({
        ...group,
        items: items.map(({ text, path, severity }) => ({
          ...{ text, href: href(path) },
          ...(severity === null ? {} : { severity }),
        })),
      })),
    },
  };
}
