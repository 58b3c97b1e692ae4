import { z } from "zod";
import { localTime } from "./clock.ts";
import { addCounts, NewsSeverity, type PolicyEvent } from "./events.ts";
import { dayWords, HEADINGS, KIND_ORDER, leadOf, lineOf, nameOf } from "./sentences.ts";
import { WHY_WORDS } from "./why.ts";
import type { Why } from "./policy.ts";

/** A message as it is said, before any service's markup; addresses are paths inside the product. */
export const MessageContent = z.object({
  title: z.string(),
  lead: z.string().nullable(),
  groups: z.array(
    z.object({
      heading: z.string().nullable(),
      items: z.array(z.object({ text: z.string(), path: z.string(), severity: NewsSeverity.nullable() })),
      more: z.int(),
    }),
  ),
  path: z.string(),
  reason: z.string(),
  settingsPath: z.string(),
});
export type MessageContent = z.infer<typeof MessageContent>;

/** Lines under one heading; the rest is counted and behind the link. */
const LINES = { person: 20, channel: 10 } as const;

export interface Composition {
  readonly form: "now" | "digest";
  readonly receiver:
    | { readonly kind: "person"; readonly zone: string }
    | { readonly kind: "channel"; readonly zone: string; readonly channelId: string; readonly name: string };
  /** In the order in which they happened. */
  readonly events: readonly { readonly event: PolicyEvent; readonly why: Why }[];
  /** Events beyond those. */
  readonly unnamed: number;
  readonly organization: string;
  readonly projects: ReadonlyMap<string, string>;
  /** When it is sent. */
  readonly at: Date;
}

/** Words a message: one finding by its title, several under headings; the newest event of a finding stands for it. */
export function composeMessage(message: Composition): MessageContent & { thread: string | null } {
  const events = tellOnce(message.events).map(({ event }) => event);
  const [only] = events;
  const single = message.form === "now" && events.length === 1 && message.unnamed === 0 ? only : undefined;
  const base = `/o/${encodeURIComponent(message.organization)}`;
  const { receiver } = message;
  return {
    title: single === undefined ? titleOfMany(message, events) : titleOfOne(message, single),
    lead: single === undefined ? null : leadOf(single),
    groups: groupsOf(message, events),
    path: single?.facts.path ?? listPath(message, events),
    reason: reasonOf(message),
    settingsPath:
      receiver.kind === "person" ? `${base}/notification/settings` : `${base}/settings/channel/${receiver.channelId}`,
    thread: single?.facts.number == null || single.subjectId === null ? null : `finding:${single.subjectId}`,
  };
}

/**
 * What is told of one subject several times is told once: what wants a person most, and that as it is last. The
 * scanners of one scan publish each for itself and share its page: they are one line, with their counts added up.
 */
export function tellOnce<T extends { readonly event: PolicyEvent }>(told: readonly T[]): T[] {
  const once = new Map<string, T>();
  for (const each of told) {
    const { event } = each;
    const publication = event.kind === "finding.publish" && event.facts.path !== "";
    const key = publication ? event.facts.path : (event.subjectId ?? event.id);
    const before = once.get(key);
    if (before === undefined) once.set(key, each);
    else if (publication) once.set(key, { ...each, event: joinPublications(before.event, event) });
    else if (KIND_ORDER.indexOf(event.kind) <= KIND_ORDER.indexOf(before.event.kind)) once.set(key, each);
  }
  return [...once.values()];
}

function joinPublications(before: PolicyEvent, event: PolicyEvent): PolicyEvent {
  return { ...event, facts: { ...event.facts, counts: addCounts(before.facts.counts, event.facts.counts) } };
}

function titleOfOne({ projects }: Composition, { facts, projectId }: PolicyEvent): string {
  if (facts.restricted) return nameOf(facts);
  const project = projectId === null ? undefined : projects.get(projectId);
  return project === undefined ? nameOf(facts) : `${project}: ${nameOf(facts)}`;
}

function titleOfMany(message: Composition, events: readonly PolicyEvent[]): string {
  const count = events.length + message.unnamed;
  const { receiver, form, at } = message;
  if (form === "digest") {
    return `Digest of ${dayWords(localTime(at, receiver.zone).day)}: ${count} ${count === 1 ? "change" : "changes"}`;
  }
  const names = projectNames(message, events);
  const where = names.length === 1 && !events.some(({ facts }) => facts.restricted) ? `${names[0]}: ` : "";
  return `${where}${count} ${count === 1 ? "thing needs" : "things need"} ${receiver.kind === "person" ? "you" : "attention"}`;
}

function groupsOf(message: Composition, events: readonly PolicyEvent[]): MessageContent["groups"] {
  const limit = LINES[message.receiver.kind];
  const many = projectNames(message, events).length > 1;
  const open = events.filter(({ facts }) => !facts.restricted);
  const groups: MessageContent["groups"] = [];
  const add = (heading: string | null, rows: readonly PolicyEvent[]): void => {
    if (rows.length === 0) return;
    const items = rows.slice(0, limit).map((event) => {
      const project =
        many && event.projectId !== null && !event.facts.restricted ? message.projects.get(event.projectId) : undefined;
      const text = project === undefined ? lineOf(event) : `${project}: ${lineOf(event)}`;
      return { text, path: event.facts.path, severity: event.facts.restricted ? null : event.facts.severity };
    });
    groups.push({ heading, items, more: rows.length - items.length });
  };
  if (message.form === "now" && events.length === 1) add(null, events);
  else {
    for (const heading of new Set(KIND_ORDER.map((kind) => HEADINGS[kind]))) {
      add(heading, open.filter(({ kind }) => HEADINGS[kind] === heading).toSorted(bySeverity));
    }
    // Under a heading of its own: the others would say what happened to them.
    add(
      "Restricted",
      events.filter(({ facts }) => facts.restricted),
    );
  }
  const last = groups.at(-1);
  if (last !== undefined) last.more += message.unnamed;
  return groups;
}

function bySeverity(a: PolicyEvent, b: PolicyEvent): number {
  return rankOf(a) - rankOf(b) || a.at.getTime() - b.at.getTime();
}

function rankOf({ facts }: PolicyEvent): number {
  return facts.severity === null ? 9 : NewsSeverity.options.indexOf(facts.severity);
}

function projectNames({ projects }: Composition, events: readonly PolicyEvent[]): string[] {
  const ids = new Set(events.flatMap(({ projectId }) => projectId ?? []));
  return [...ids].flatMap((id) => projects.get(id) ?? []);
}

/** The list of findings of the one project, or what a person gets to see of all. */
function listPath(message: Composition, events: readonly PolicyEvent[]): string {
  const base = `/o/${encodeURIComponent(message.organization)}`;
  const lists = new Set(events.map(({ facts }) => /^(\/o\/[^/]+\/p\/[^/]+)\//u.exec(facts.path)?.[1] ?? base));
  const [list] = lists;
  if (lists.size === 1 && list !== undefined && list !== base) return `${list}/finding`;
  return message.receiver.kind === "person" ? `${base}/notification` : `${base}/finding`;
}

function reasonOf({ receiver, form, events }: Composition): string {
  if (receiver.kind === "channel") return `Sent by Redoubt to the channel ${receiver.name}.`;
  if (form === "digest") return "This is your digest. On a day without news there is none.";
  const reasons = new Set(events.map(({ event, why }) => (event.facts.restricted ? "" : WHY_WORDS[why])));
  const [reason] = reasons;
  return reasons.size === 1 && reason !== undefined && reason !== ""
    ? `Why you get this: ${lower(reason)}`
    : "Sent to you by your settings.";
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
