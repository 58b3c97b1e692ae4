import type { Deps, ProjectDeps } from "../shared/server.ts";
import type { DeliveryOutcome, DeliveryTask } from "./delivery.ts";
import { claimMessage } from "./use-cases/claim-message.ts";
import { completeDelivery } from "./use-cases/complete-delivery.ts";
import type { CreateChannel } from "./schema.ts";
import { type NewEvent, recordEvents } from "./use-cases/record-events.ts";

/** The same deps at another time of the database's clock. */
export function atTime<D extends Deps>(deps: D, now: Date): D {
  return { ...deps, withOrganization: (run, options) => deps.withOrganization((tx) => run({ ...tx, now }), options) };
}

/** The same deps so many seconds from now. */
export function later<D extends Deps>(deps: D, seconds: number): D {
  return atTime(deps, new Date(Date.now() + seconds * 1000));
}

/** Records an event about a finding of the project, as the finding slice does. */
export async function recordTestEvent(
  deps: ProjectDeps,
  over: Partial<NewEvent> & { readonly number?: number } = {},
): Promise<void> {
  const { number = 12, facts, ...rest } = over;
  const event: NewEvent = {
    ...{ kind: "finding.confirm", projectId: deps.projectId, subjectId: null },
    facts: { number, title: "Pool price wins", severity: "high", path: `/o/x/p/y/finding/F-${number}`, ...facts },
    ...rest,
  };
  await deps.withOrganization((tx) => recordEvents(tx, deps, [event]));
}

/** What a channel is made of when a test cares for nothing of it. */
export function testChannelInput(over: Partial<CreateChannel> = {}): CreateChannel {
  return {
    ...{ organization: "x", name: "Security", kind: "webhook", url: "https://hooks.example.org/redoubt" },
    ...{ projects: [], threshold: "high", digest: true, digestAt: 540, zone: "UTC" },
    ...over,
  };
}

/** Claims what is due in a lane and reports an outcome for it, until nothing is; the answer is what was claimed. */
export async function deliverAll(
  deps: Deps,
  lane: string,
  outcome: (task: DeliveryTask) => DeliveryOutcome = () => ({ outcome: "sent", detail: "ok", reference: null }),
): Promise<DeliveryTask[]> {
  const tasks: DeliveryTask[] = [];
  for (;;) {
    const task = await claimMessage(deps, lane);
    if (task === null) return tasks;
    tasks.push(task);
    await completeDelivery(deps, task, outcome(task), { ms: 1, chance: 0.5 });
  }
}
