import { z } from "zod";
import { findRights, type MemberRights } from "../organization/server.ts";
import { toTypedId } from "../shared/index.ts";
import type { Deps, Prisma, Tx } from "../shared/server.ts";
import { EventFacts, isEventKind, NewsSeverity, type PolicyEvent } from "./events.ts";
import type { Draft } from "./plan.ts";
import type { ChannelWishes, Person, PersonWishes } from "./policy.ts";
import { type Channel, ChannelKind, Choices, DeliveryAttempt } from "./schema.ts";
import { DEFAULT_DIGEST_AT, defaultChoices, machineZone } from "./settings.ts";

export const EVENT_SELECT = {
  ...{ id: true, kind: true, at: true, projectId: true, subjectId: true, concerned: true, actingMemberId: true },
  ...{ facts: true, plannedAt: true },
} as const satisfies Prisma.NotificationEventSelect;
export type EventRow = Prisma.NotificationEventGetPayload<{ select: typeof EVENT_SELECT }>;

/** An event as the policy reads it; null for a kind that this version does not know. */
export function toPolicyEvent(row: EventRow): PolicyEvent | null {
  const { kind } = row;
  return isEventKind(kind) ? { ...row, kind, facts: EventFacts.parse(row.facts) } : null;
}

export const SETTINGS_SELECT = {
  ...{ memberId: true, mail: true, choices: true, digestAt: true, zone: true, quietFrom: true, quietTo: true },
  ...{ mutedUntil: true, mutedProjectIds: true, rowVersion: true },
} as const satisfies Prisma.NotificationSettingsSelect;
export type SettingsRow = Prisma.NotificationSettingsGetPayload<{ select: typeof SETTINGS_SELECT }>;

/** What a member wants, or the defaults for them. */
export function toWishes(row: SettingsRow | undefined, decidesOnFindings: boolean): PersonWishes {
  const defaults = defaultChoices(decidesOnFindings);
  if (row === undefined) {
    return {
      ...{ mail: true, choices: defaults, digestAt: DEFAULT_DIGEST_AT, zone: machineZone(), quiet: null },
      ...{ mutedUntil: null, mutedProjectIds: [] },
    };
  }
  const { quietFrom, quietTo, mail, digestAt, zone, mutedUntil, mutedProjectIds } = row;
  return {
    ...{ mail, digestAt, zone, mutedUntil, mutedProjectIds },
    choices: Choices.catch(defaults).parse(row.choices),
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
  };
}

/** A person with where their mail goes. */
export interface Addressee extends Person {
  readonly name: string;
  readonly email: string;
}

/** All members who may be told something, with their wishes. */
export async function loadPeople(tx: Tx, deps: Deps, memberId?: string): Promise<Addressee[]> {
  const rights = (await findRights(tx, deps)).filter(
    (member) => member.may("notification:read", null) && (memberId === undefined || member.memberId === memberId),
  );
  const rows = await tx.db.notificationSettings.findMany({
    where: { organizationId: deps.organizationId, memberId: { in: rights.map((member) => member.memberId) } },
    select: SETTINGS_SELECT,
  });
  const settings = new Map(rows.map((row) => [row.memberId, row]));
  return rights.map((member) => toAddressee(member, settings.get(member.memberId)));
}

function toAddressee(member: MemberRights, row: SettingsRow | undefined): Addressee {
  const { memberId, name, email } = member;
  return {
    ...{ memberId, name, email },
    wishes: toWishes(row, member.may("finding:triage", null)),
    reads: (projectId) => member.may("finding:read", projectId),
    readsRestricted: (projectId) => member.may("finding:read-restricted", projectId),
  };
}

export const DRAFT_SELECT = {
  ...{ id: true, channelId: true, memberId: true, form: true, eventIds: true, unnamed: true, nextAttemptAt: true },
} as const satisfies Prisma.NotificationMessageSelect;

export function toDraft(row: Prisma.NotificationMessageGetPayload<{ select: typeof DRAFT_SELECT }>): Draft {
  const { id, eventIds, unnamed } = row;
  return { id, eventIds, unnamed, form: row.form === "digest" ? "digest" : "now", sendAt: row.nextAttemptAt };
}

export const CHANNEL_SELECT = {
  ...{ id: true, name: true, kind: true, url: true, host: true, room: true, secretSealed: true, oldSecretUntil: true },
  ...{ projectIds: true, threshold: true, digest: true, digestAt: true, zone: true, disabledAt: true },
  ...{ disabledWhy: true, lastSentAt: true, rowVersion: true },
} as const satisfies Prisma.NotificationChannelSelect;
export type ChannelRow = Prisma.NotificationChannelGetPayload<{ select: typeof CHANNEL_SELECT }>;

export function toChannelWishes(row: ChannelRow): ChannelWishes {
  const { id, projectIds, digest, digestAt, zone } = row;
  return {
    ...{ channelId: id, projectIds, digest, digestAt, zone, disabled: row.disabledAt !== null },
    threshold: NewsSeverity.parse(row.threshold),
  };
}

/** A channel for people: with short names of projects, without its secret. */
export function toChannel(
  row: ChannelRow,
  projects: ReadonlyMap<string, { slug: string }>,
  last: DeliveryAttempt | null,
  now: Date,
): Channel {
  const { secretSealed, projectIds, id, kind, threshold, oldSecretUntil, ...rest } = row;
  return {
    ...rest,
    id: toTypedId("channel", id),
    kind: ChannelKind.parse(kind),
    threshold: NewsSeverity.parse(threshold),
    hasSecret: secretSealed !== null,
    oldSecretUntil: oldSecretUntil !== null && oldSecretUntil > now ? oldSecretUntil : null,
    projects: projectIds.flatMap((projectId) => projects.get(projectId)?.slug ?? []),
    last,
  };
}

/** The attempts in a message's log, the oldest first. */
export function toAttempts(log: unknown): DeliveryAttempt[] {
  return z.array(DeliveryAttempt).parse(log);
}

/** Names and short names of projects by id: all of the organization, archived ones too. */
export async function loadProjects(tx: Tx, deps: Deps): Promise<Map<string, { name: string; slug: string }>> {
  const rows = await tx.db.project.findMany({
    where: { organizationId: deps.organizationId },
    select: { id: true, name: true, slug: true },
    orderBy: { name: "asc" },
  });
  return new Map(rows.map(({ id, name, slug }) => [id, { name, slug }]));
}
