import { newId, type OrganizationScope } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { composeMessage, tellOnce } from "../compose.ts";
import { fail } from "../errors.ts";
import type { PolicyEvent } from "../events.ts";
import { ownMemberId } from "../own.ts";
import { type Draft, planForPerson } from "../plan.ts";
import { decideForPerson, type Person, type Why } from "../policy.ts";
import { EVENT_SELECT, loadPeople, loadProjects, toPolicyEvent } from "../row.ts";
import type { Rehearsal, RehearsedItem } from "../schema.ts";
import { HEADINGS, lineOf } from "../sentences.ts";
import { WHY_WORDS } from "../why.ts";

const DAYS = 7;
/** Events of the page: the newest. */
const LIMIT = 1000;
/** Lines about what is not sent. */
const UNSENT = 100;

/**
 * What the acting member would have been sent in the last seven days: the message policy itself, run over the stored
 * events with the settings of now. Also what was not sent, and why; nothing that the member may not see.
 */
export async function rehearseMessages(deps: Deps, scope: OrganizationScope): Promise<Rehearsal> {
  const memberId = ownMemberId(deps);
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const [person] = await loadPeople(tx, deps, memberId);
    if (person === undefined) throw fail("notification.not-found");
    const week = new Date(tx.now.getTime() - DAYS * 86_400_000);
    const where = { organizationId, at: { gte: week } };
    const newest = await tx.db.notificationEvent.findMany({
      ...{ where, select: EVENT_SELECT, orderBy: [{ at: "desc" }, { id: "desc" }], take: LIMIT },
    });
    const timed = newest.toReversed().flatMap((row) => {
      const event = toPolicyEvent(row);
      return event === null ? [] : [{ event, at: row.plannedAt ?? row.at }];
    });
    const plan = planForPerson(timed, person, [], newId);
    const names = new Map([...(await loadProjects(tx, deps))].map(([id, { name }]) => [id, name]));
    const events = new Map(timed.map(({ event }) => [event.id, event]));
    const item = (event: PolicyEvent, why: Why): RehearsedItem => ({
      ...{ text: lineOf(event), what: HEADINGS[event.kind], path: event.facts.path, at: event.at, why: WHY_WORDS[why] },
      project: event.projectId === null ? null : (names.get(event.projectId) ?? null),
    });
    const unsent = plan.unsent.filter(({ why }) => why !== "not-visible").toReversed();
    return {
      since: newest.length < LIMIT ? week : (newest.at(-1)?.at ?? week),
      messages: plan.drafts
        .toSorted((a, b) => b.sendAt.getTime() - a.sendAt.getTime())
        .map((draft) => {
          const told = eventsOf(draft, events, person);
          return {
            ...{ form: draft.form, sendAt: draft.sendAt, waiting: draft.sendAt > tx.now },
            title: titleOf(draft, told, person, scope.organization, names),
            items: tellOnce(told).map(({ event, why }) => item(event, why)),
          };
        }),
      unsent: unsent.slice(0, UNSENT).map(({ event, why }) => item(event, why)),
      unnamed: Math.max(0, unsent.length - UNSENT),
    };
  });
}

interface Told {
  readonly event: PolicyEvent;
  readonly why: Why;
}

function eventsOf(draft: Draft, events: ReadonlyMap<string, PolicyEvent>, person: Person): Told[] {
  return draft.eventIds.flatMap((id) => {
    const event = events.get(id);
    return event === undefined ? [] : [{ event, why: decideForPerson(event, person).why }];
  });
}

function titleOf(
  draft: Draft,
  events: readonly Told[],
  person: Person,
  organization: string,
  projects: ReadonlyMap<string, string>,
): string {
  const receiver = { kind: "person", zone: person.wishes.zone } as const;
  const { form, unnamed, sendAt: at } = draft;
  return composeMessage({ form, receiver, events, unnamed, organization, projects, at }).title;
}
