import { nextLocalTime, type QuietHours, quietUntil } from "./clock.ts";
import { newsOf, type PolicyEvent } from "./events.ts";
import {
  type ChannelWishes,
  type Decision,
  decideForChannel,
  decideForPerson,
  type Person,
  type Why,
} from "./policy.ts";

/** How long a message waits for more to come: thirty findings given to somebody are one message. */
export const GATHER_MS = 30_000;
/** Events that one message knows by name; what comes on top is counted. */
export const MAX_EVENTS = 500;

/** When a receiver may be disturbed, and when the digest comes. */
interface Hours {
  readonly digestAt: number;
  readonly zone: string;
  readonly quiet: QuietHours | null;
}

/** A message while news still join it. */
export interface Draft {
  readonly id: string;
  readonly form: "now" | "digest";
  readonly sendAt: Date;
  readonly eventIds: readonly string[];
  readonly unnamed: number;
}

/** What the policy makes of events for one receiver. */
export interface Plan {
  /** Drafts that are new or have grown. */
  readonly drafts: readonly Draft[];
  readonly unsent: readonly { readonly event: PolicyEvent; readonly why: Why }[];
}

/** When an event goes out that was decided on at an instant. Alerts and incidents wait for nothing. */
export function sendAt(event: PolicyEvent, decision: Decision, at: Date, hours: Hours): Date {
  if (decision.when === "digest") return nextLocalTime(at, hours.digestAt, hours.zone);
  const news = newsOf(event);
  if (news === "alert" || news === "incident") return at;
  return quietUntil(at, hours.quiet, hours.zone) ?? new Date(at.getTime() + GATHER_MS);
}

/** The message policy for one person: what is sent when, and why the rest is not. Pure in its inputs and `newId`. */
export function planForPerson(events: readonly Timed[], person: Person, open: readonly Draft[], newId: () => string) {
  return fold(events, (event) => decideForPerson(event, person), person.wishes, open, newId);
}

/** The message policy for one channel. */
export function planForChannel(
  events: readonly Timed[],
  channel: ChannelWishes,
  open: readonly Draft[],
  newId: () => string,
) {
  return fold(events, (event) => decideForChannel(event, channel), { ...channel, quiet: null }, open, newId);
}

/** An event with the instant at which the policy decides on it. */
export interface Timed {
  readonly event: PolicyEvent;
  readonly at: Date;
}

function fold(
  events: readonly Timed[],
  decide: (event: PolicyEvent) => Decision,
  hours: Hours,
  open: readonly Draft[],
  newId: () => string,
): Plan {
  const drafts: Draft[] = [...open];
  const touched = new Set<string>();
  const unsent: { event: PolicyEvent; why: Why }[] = [];
  for (const { event, at } of events) {
    const decision = decide(event);
    if (decision.when === "never") {
      unsent.push({ event, why: decision.why });
      continue;
    }
    const due = sendAt(event, decision, at, hours);
    const form = decision.when;
    const index = drafts.findIndex((draft) => joins(draft, form, due, at));
    const draft = drafts[index] ?? { id: newId(), form, sendAt: due, eventIds: [], unnamed: 0 };
    const full = draft.eventIds.length >= MAX_EVENTS;
    const grown: Draft = full
      ? { ...draft, unnamed: draft.unnamed + 1 }
      : { ...draft, eventIds: [...draft.eventIds, event.id] };
    if (index === -1) drafts.push(grown);
    else drafts[index] = grown;
    touched.add(grown.id);
  }
  return { drafts: drafts.filter((draft) => touched.has(draft.id)), unsent };
}

/** True when news that are due at an instant go with a message that has not gone out yet: never later, little earlier. */
function joins(draft: Draft, form: Draft["form"], due: Date, at: Date): boolean {
  if (draft.form !== form || draft.sendAt < at || draft.sendAt > due) return false;
  return due.getTime() - draft.sendAt.getTime() <= GATHER_MS;
}
