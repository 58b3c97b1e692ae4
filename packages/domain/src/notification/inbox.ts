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
}

/** Numbers that a line names before it counts. */
const NAMED = 3;

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
  if (others.length === 0) {
    return { memberId, kind, title: sentenceOf(first), path: facts.path, projectId, subjectId };
  }
  const numbers = events.slice(0, NAMED).map((event) => nameOf({ ...event.facts, title: "" }));
  const rest = events.length - numbers.length;
  const list = rest > 0 ? `${numbers.join(", ")} and ${rest} more` : numbers.join(", ");
  return {
    memberId,
    kind,
    title: `${events.length} findings ${WORDS[kind]?.[1] ?? "changed"}: ${list}`,
    path: facts.path.replace(/\/finding\/F-\d+$/u, "/finding?assignee=me"),
    projectId,
    subjectId: null,
  };
}

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
