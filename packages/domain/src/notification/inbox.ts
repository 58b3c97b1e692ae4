import { EVENT_KINDS, type EventKind, newsOf, type PolicyEvent } from "./events.ts";
import { type Person, relevanceFor } from "./policy.ts";
import { nameOf } from "./sentences.ts";

/** One line for one member's inbox. */
export interface InboxEntry {
  readonly memberId: string;
  readonly kind: EventKind;
  readonly title: string;
  readonly path: string;
  readonly projectId: string | null;
  readonly subjectId: string | null;
  /** Of the findings that it is about, in the order in which they came. */
  readonly numbers: readonly number[];
}

/** Numbers that a line names before it counts. */
const NAMED = 3;
/** Findings that a line counts. */
const COUNTED = 1000;

/**
 * What the inbox shows of events that happened together: to those whom they concern, and what is severe to all who
 * chose to hear of it at once. One line for each member, project and kind, however many findings.
 */
export function inboxEntries(events: readonly PolicyEvent[], people: readonly Person[]): InboxEntry[] {
  return people.flatMap((person) => {
    const groups = new Map<string, PolicyEvent[]>();
    for (const event of events) {
      if (!belongsInInbox(event, person)) continue;
      const key = `${event.kind} ${event.projectId ?? ""}`;
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
    return [...groups.values()].map((group) => entryFor(person.memberId, group));
  });
}

function belongsInInbox(event: PolicyEvent, person: Person): boolean {
  const { when, why } = relevanceFor(event, person);
  const concerned = event.concerned.includes(person.memberId);
  // Mail is what one switches off; that something is one's own is always to be found inside.
  if (concerned) return when !== "never" || why === "off";
  if (when !== "now" || EVENT_KINDS[event.kind].personal || newsOf(event) === "regressed") return false;
  return event.projectId === null || !person.wishes.mutedProjectIds.includes(event.projectId);
}

function entryFor(memberId: string, events: readonly PolicyEvent[]): InboxEntry {
  const [first, ...others] = events as readonly [PolicyEvent, ...PolicyEvent[]];
  const { kind, projectId, subjectId, facts } = first;
  const numbers = [...new Set(events.flatMap((event) => event.facts.number ?? []))].slice(0, COUNTED);
  const one = { memberId, kind, title: sentenceOf(first), path: facts.path, projectId, subjectId, numbers };
  return others.length === 0 ? one : aboutMany(one);
}

/** A line that takes up one that the member has not read yet: twelve PoCs that end one after the other are one line. */
export function joinEntry(entry: InboxEntry, unread: { readonly numbers: readonly number[] }): InboxEntry {
  const numbers = [...new Set([...unread.numbers, ...entry.numbers])].slice(0, COUNTED);
  return numbers.length === unread.numbers.length && numbers.length === 1
    ? { ...entry, numbers }
    : aboutMany({ ...entry, numbers });
}

/** True for a line that others of its kind can join: it is about findings of one project. */
export function isJoinable(entry: InboxEntry): boolean {
  return entry.projectId !== null && entry.numbers.length > 0 && WORDS[entry.kind] !== undefined;
}

function aboutMany(entry: InboxEntry): InboxEntry {
  const named = entry.numbers.slice(0, NAMED).map((number) => `F-${number}`);
  const rest = entry.numbers.length - named.length;
  const list = rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(", ");
  return {
    ...entry,
    title: `${entry.numbers.length} findings ${WORDS[entry.kind]?.[1] ?? "changed"}: ${list}`,
    path: entry.path.replace(/\/finding\/F-\d+$/u, PERSONAL.has(entry.kind) ? "/finding?assignee=me" : "/finding"),
    subjectId: null,
  };
}

/** Kinds of which a member is told what is theirs; of the others they are told what there is. */
const PERSONAL: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(["finding.assign", "finding.acknowledge", "finding.regress", "finding.due", "finding.overdue"] as const),
  "finding.expire",
]);

/** What is said of one finding, and of several. */
const WORDS: Partial<Record<EventKind, readonly [string, string]>> = {
  "finding.assign": ["is yours", "are yours"],
  "finding.acknowledge": ["is acknowledged and yours", "are acknowledged and yours"],
  "finding.regress": ["is back", "are back"],
  "finding.confirm": ["is confirmed", "are confirmed"],
  "finding.reproduce": ["reproduces", "reproduce"],
  "finding.due": ["is due soon", "are due soon"],
  "finding.overdue": ["is overdue", "are overdue"],
  "finding.expire": ["is acknowledged no longer", "are acknowledged no longer"],
};

function sentenceOf({ kind, facts }: PolicyEvent): string {
  const words = WORDS[kind]?.[0];
  if (words === undefined || facts.number === null) return nameOf(facts);
  const name = `F-${facts.number} ${words}`;
  return facts.restricted || facts.title === "" ? name : `${name}: ${facts.title}`;
}
