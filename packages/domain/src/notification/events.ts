import { z } from "zod";

/** Severities of findings, the worst first. */
export const NEWS_SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export const NewsSeverity = z.enum(NEWS_SEVERITIES);
export type NewsSeverity = z.infer<typeof NewsSeverity>;

/** True when the first is as bad as the second or worse. */
export function isAtLeast(severity: NewsSeverity, threshold: NewsSeverity): boolean {
  return NEWS_SEVERITIES.indexOf(severity) <= NEWS_SEVERITIES.indexOf(threshold);
}

/** What a publication of results changed. */
export const PublishedCounts = z.object({
  introduced: z.partialRecord(NewsSeverity, z.int()).default({}),
  closed: z.int().default(0),
  back: z.int().default(0),
  held: z.int().default(0),
});
export type PublishedCounts = z.infer<typeof PublishedCounts>;

/** What two publications changed together. */
export function addCounts(a: PublishedCounts | null, b: PublishedCounts | null): PublishedCounts | null {
  if (a === null || b === null) return a ?? b;
  const introduced = { ...a.introduced };
  for (const severity of NEWS_SEVERITIES) {
    const more = b.introduced[severity] ?? 0;
    if (more > 0) introduced[severity] = (introduced[severity] ?? 0) + more;
  }
  return { introduced, closed: a.closed + b.closed, back: a.back + b.back, held: a.held + b.held };
}

/** What a message may say of an event, as it was when it happened. Who records it leaves out what does not apply. */
export const EventFacts = z.object({
  /** 12 for F-12; null when the event is about no single finding. */
  number: z.int().nullable().default(null),
  /** Title of the finding, or one sentence about the rest. */
  title: z.string().default(""),
  severity: NewsSeverity.nullable().default(null),
  /** Number and link are all that may be told. */
  restricted: z.boolean().default(false),
  /** Members who may see it although it is restricted, beside those with the permission. */
  openedTo: z.array(z.string()).default([]),
  backlog: z.boolean().default(false),
  /** False for what only another branch shows. */
  defaultBranch: z.boolean().default(true),
  /** True when it was confirmed, or its PoC had reproduced, before this event. */
  provenBefore: z.boolean().default(false),
  /** P1 to P5, of alerts and incidents. */
  priority: z.int().min(1).max(5).nullable().default(null),
  /** Page inside the product. */
  path: z.string().default(""),
  counts: PublishedCounts.nullable().default(null),
  dueAt: z.iso.datetime().nullable().default(null),
});
export type EventFacts = z.infer<typeof EventFacts>;
/** As who records an event gives them. */
export type GivenFacts = z.input<typeof EventFacts>;

/** What one can choose about: the classes of the message policy. */
export const NEWS = ["assigned", "severe", "regressed", "due", "alert", "incident", "rest"] as const;
export type News = (typeof NEWS)[number];

interface KindRule {
  /** `proven` is severe or rest, by severity, branch and what was known before. */
  readonly news: News | "proven";
  /** Told to the members that it concerns, and no other person. */
  readonly personal: boolean;
  /** Told to channels. */
  readonly channel: boolean;
}

/**
 * Every kind of event that is told, `<slice>.<event>`. The last ones belong to slices that alerts, incidents and gates
 * come from; the policy speaks of them as of all others.
 */
export const EVENT_KINDS = {
  "finding.assign": { news: "assigned", personal: true, channel: false },
  "finding.acknowledge": { news: "assigned", personal: true, channel: false },
  "finding.confirm": { news: "proven", personal: false, channel: true },
  "finding.reproduce": { news: "proven", personal: false, channel: true },
  "finding.regress": { news: "regressed", personal: false, channel: true },
  "finding.due": { news: "due", personal: true, channel: true },
  "finding.overdue": { news: "due", personal: true, channel: true },
  "finding.record": { news: "rest", personal: false, channel: true },
  "finding.publish": { news: "rest", personal: false, channel: true },
  "finding.expire": { news: "rest", personal: true, channel: false },
  "scan.fail": { news: "rest", personal: true, channel: true },
  "deployment.block": { news: "assigned", personal: true, channel: false },
  "monitor.alert": { news: "alert", personal: false, channel: true },
  "incident.declare": { news: "incident", personal: false, channel: true },
} as const satisfies Record<string, KindRule>;
export type EventKind = keyof typeof EVENT_KINDS;

/** One thing that happened, as the policy reads it. */
export interface PolicyEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: Date;
  readonly projectId: string | null;
  readonly subjectId: string | null;
  readonly concerned: readonly string[];
  readonly actingMemberId: string | null;
  readonly facts: EventFacts;
}

export function isEventKind(text: string): text is EventKind {
  return Object.hasOwn(EVENT_KINDS, text);
}

/** The class of an event for a receiver that calls findings from a severity on severe. */
export function newsOf(event: PolicyEvent, threshold: NewsSeverity = "high"): News {
  const rule: KindRule = EVENT_KINDS[event.kind];
  const { facts } = event;
  if (rule.news === "alert") return (facts.priority ?? 5) <= 2 ? "alert" : "rest";
  if (rule.news !== "proven") return rule.news;
  const severe = facts.severity !== null && isAtLeast(facts.severity, threshold);
  return severe && facts.defaultBranch && !facts.provenBefore ? "severe" : "rest";
}
