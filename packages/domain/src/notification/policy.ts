import type { QuietHours } from "./clock.ts";
import { EVENT_KINDS, isAtLeast, NEWS_SEVERITIES, type NewsSeverity, newsOf, type PolicyEvent } from "./events.ts";
import type { Choices } from "./schema.ts";

/** What a person wants, as the policy reads it. */
export interface PersonWishes {
  readonly mail: boolean;
  readonly choices: Choices;
  readonly digestAt: number;
  readonly zone: string;
  readonly quiet: QuietHours | null;
  readonly mutedUntil: Date | null;
  readonly mutedProjectIds: readonly string[];
}

/** A member as somebody who may be told something. */
export interface Person {
  readonly memberId: string;
  readonly wishes: PersonWishes;
  reads(projectId: string | null): boolean;
  readsRestricted(projectId: string | null): boolean;
}

/** A channel as somewhere that something may be told. */
export interface ChannelWishes {
  readonly channelId: string;
  /** Empty for all. */
  readonly projectIds: readonly string[];
  readonly threshold: NewsSeverity;
  readonly digest: boolean;
  readonly digestAt: number;
  readonly zone: string;
  readonly disabled: boolean;
}

/** Why something is told, or not; `WHY_WORDS` has the sentences. */
export type Why =
  | "not-visible"
  | "own-deed"
  | "backlog"
  | "side-branch"
  | "others"
  | "off"
  | "muted"
  | "project-muted"
  | "mail-off"
  | "personal"
  | "other-project"
  | "below-threshold"
  | "digest-off"
  | "disabled"
  | "assigned"
  | "severe"
  | "regressed"
  | "due"
  | "alert"
  | "incident"
  | "rest";

export interface Decision {
  readonly when: "now" | "digest" | "never";
  readonly why: Why;
}

const never = (why: Why): Decision => ({ when: "never", why });

/**
 * Whether an event is told to a person at all, and how soon, whatever they said about their mail: the part of the
 * policy that inbox and mail have in common. Pure and total.
 */
export function relevanceFor(event: PolicyEvent, person: Person): Decision {
  const { facts, projectId } = event;
  if (!person.reads(projectId)) return never("not-visible");
  const opened = person.readsRestricted(projectId) || facts.openedTo.includes(person.memberId);
  if (facts.restricted && !opened) return never("not-visible");
  if (event.actingMemberId === person.memberId) return never("own-deed");
  const news = newsOf(event);
  // What somebody gives to a person is meant for them, however old it is.
  if (facts.backlog && news !== "assigned") return never("backlog");
  if (!facts.defaultBranch) return never("side-branch");
  const concerned = event.concerned.includes(person.memberId);
  if (EVENT_KINDS[event.kind].personal && !concerned) return never("others");
  if (news === "alert" || news === "incident") return { when: "now", why: news };
  if (person.wishes.choices[news] === "never") return never("off");
  // What came back and is mild disturbs those alone who own it.
  const mild = news === "regressed" && !concerned && !isSevere(event);
  return { when: mild ? "digest" : person.wishes.choices[news], why: news };
}

/** What a person is sent by mail. */
export function decideForPerson(event: PolicyEvent, person: Person): Decision {
  const decision = relevanceFor(event, person);
  if (decision.when === "never") return decision;
  const { wishes } = person;
  if (!wishes.mail) return never("mail-off");
  if (wishes.mutedUntil !== null && event.at < wishes.mutedUntil) return never("muted");
  if (event.projectId !== null && wishes.mutedProjectIds.includes(event.projectId)) return never("project-muted");
  return decision;
}

/** What a channel is sent. Restricted findings are told with number and link: who reads a channel is not known here. */
export function decideForChannel(event: PolicyEvent, channel: ChannelWishes): Decision {
  const { facts, projectId } = event;
  if (channel.disabled) return never("disabled");
  if (!EVENT_KINDS[event.kind].channel) return never("personal");
  if (channel.projectIds.length > 0 && (projectId === null || !channel.projectIds.includes(projectId))) {
    return never("other-project");
  }
  if (facts.backlog) return never("backlog");
  if (!facts.defaultBranch) return never("side-branch");
  if (!reachesThreshold(event, channel.threshold)) return never("below-threshold");
  const news = newsOf(event, channel.threshold);
  if (["severe", "regressed", "alert", "incident"].includes(news)) return { when: "now", why: news };
  return channel.digest ? { when: "digest", why: news } : never("digest-off");
}

/** A publication reaches a threshold with what it brings back, holds, or brings in that is as bad. */
function reachesThreshold({ facts }: PolicyEvent, threshold: NewsSeverity): boolean {
  if (facts.severity !== null) return isAtLeast(facts.severity, threshold);
  if (facts.counts === null) return true;
  const { introduced, back, held } = facts.counts;
  const brought = NEWS_SEVERITIES.some((severity) => isAtLeast(severity, threshold) && (introduced[severity] ?? 0) > 0);
  return brought || back > 0 || held > 0;
}

function isSevere({ facts }: PolicyEvent): boolean {
  return facts.severity !== null && isAtLeast(facts.severity, "high");
}
