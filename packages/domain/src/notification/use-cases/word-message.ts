import { toTypedId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { type Composition, composeMessage } from "../compose.ts";
import type { PolicyEvent } from "../events.ts";
import { type Decision, decideForChannel, decideForPerson } from "../policy.ts";
import { CHANNEL_SELECT, EVENT_SELECT, loadPeople, loadProjects, toChannelWishes, toPolicyEvent } from "../row.ts";

/** What is known of a message before it is worded. */
export interface Unworded {
  readonly form: string;
  readonly channelId: string | null;
  readonly memberId: string | null;
  readonly eventIds: readonly string[];
  readonly unnamed: number;
}

/**
 * Words a message from its events, by the rights and wishes of this moment; null when nothing is left to say or
 * nobody to say it to.
 */
export async function wordMessage(
  tx: Tx,
  deps: Deps,
  message: Unworded,
): Promise<ReturnType<typeof composeMessage> | null> {
  const { organizationId } = deps;
  const rows = await tx.db.notificationEvent.findMany({
    where: { organizationId, id: { in: [...message.eventIds] } },
    select: EVENT_SELECT,
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const receiver = await receiverOf(tx, deps, message);
  if (receiver === null) return null;
  const events = rows
    .map(toPolicyEvent)
    .filter((event) => event !== null)
    .map((event) => ({ event, ...receiver.decide(event) }))
    .filter(({ when }) => when !== "never");
  if (events.length === 0) return null;
  const organization = await tx.db.organization.findUnique({ where: { id: organizationId }, select: { slug: true } });
  const projects = await loadProjects(tx, deps);
  return composeMessage({
    form: message.form === "digest" ? "digest" : "now",
    receiver: receiver.as,
    ...{ events, unnamed: message.unnamed, organization: organization?.slug ?? "", at: tx.now },
    projects: new Map([...projects].map(([id, { name }]) => [id, name])),
  });
}

interface Receiver {
  readonly as: Composition["receiver"];
  readonly decide: (event: PolicyEvent) => Decision;
}

/** The receiver as they are now; null when there is nobody to send it to any more. */
async function receiverOf(tx: Tx, deps: Deps, message: Unworded): Promise<Receiver | null> {
  if (message.channelId !== null) {
    const channel = await tx.db.notificationChannel.findFirst({
      where: { organizationId: deps.organizationId, id: message.channelId },
      select: CHANNEL_SELECT,
    });
    if (channel === null) return null;
    const wishes = toChannelWishes(channel);
    const as = { kind: "channel", zone: channel.zone, name: channel.name } as const;
    return {
      as: { ...as, channelId: toTypedId("channel", channel.id) },
      decide: (event) => decideForChannel(event, wishes),
    };
  }
  const [person] = message.memberId === null ? [] : await loadPeople(tx, deps, message.memberId);
  if (person === undefined) return null;
  return { as: { kind: "person", zone: person.wishes.zone }, decide: (event) => decideForPerson(event, person) };
}
