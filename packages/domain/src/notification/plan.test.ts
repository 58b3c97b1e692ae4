import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventFacts, type EventKind, type GivenFacts, type PolicyEvent } from "./events.ts";
import { type Draft, GATHER_MS, MAX_EVENTS, planForChannel, planForPerson, type Timed } from "./plan.ts";
import type { ChannelWishes, Person, PersonWishes } from "./policy.ts";
import { defaultChoices } from "./settings.ts";

const START = Date.parse("2026-11-12T10:00:00Z");
let ids = 0;
const newId = (): string => `m${(ids += 1)}`;
const event = (id: string, kind: EventKind, facts: GivenFacts = {}): PolicyEvent => ({
  ...{ id, kind, at: new Date(START), projectId: "p", subjectId: id, concerned: ["me"], actingMemberId: null },
  facts: EventFacts.parse({ number: 1, title: "T", severity: "high", ...facts }),
});
const timed = (given: PolicyEvent, seconds: number): Timed => ({ event: given, at: new Date(START + seconds * 1000) });
const person = (over: Partial<PersonWishes> = {}): Person => ({
  memberId: "me",
  wishes: {
    ...{ mail: true, choices: defaultChoices(true), digestAt: 540, zone: "UTC", quiet: null, mutedUntil: null },
    mutedProjectIds: [],
    ...over,
  },
  reads: () => true,
  readsRestricted: () => false,
});
const channel: ChannelWishes = {
  ...{ channelId: "c", projectIds: [], threshold: "info", digest: true, digestAt: 540, zone: "UTC", disabled: false },
};
const shape = (drafts: readonly Draft[]) =>
  drafts.map(({ form, sendAt, eventIds }) => `${form} ${sendAt.toISOString().slice(11, 19)} ${eventIds.join("+")}`);

describe("messages", () => {
  it("take what happens within half a minute, and leave what comes later to the next one", () => {
    const { drafts } = planForPerson(
      [
        timed(event("a", "finding.assign"), 0),
        timed(event("b", "finding.assign"), 29),
        timed(event("c", "finding.regress"), 30),
        timed(event("d", "finding.assign"), 31),
      ],
      person(),
      [],
      newId,
    );
    expect(shape(drafts)).toEqual(["now 10:00:30 a+b+c", "now 10:01:01 d"]);
  });

  it("join one that is open already, and never one that may have gone", () => {
    const open: Draft = { id: "m0", form: "now", sendAt: new Date(START + 10_000), eventIds: ["x"], unnamed: 0 };
    expect(shape(planForPerson([timed(event("a", "finding.assign"), 5)], person(), [open], newId).drafts)).toEqual([
      "now 10:00:10 x+a",
    ]);
    expect(shape(planForPerson([timed(event("a", "finding.assign"), 11)], person(), [open], newId).drafts)).toEqual([
      "now 10:00:41 a",
    ]);
  });

  it("collect in the quiet hours, but for alerts and incidents", () => {
    const night = person({ quiet: { from: 540, to: 720 } });
    const { drafts } = planForPerson(
      [
        timed(event("a", "finding.assign"), 0),
        timed(event("alert", "monitor.alert", { priority: 1, severity: null }), 600),
        timed(event("incident", "incident.declare", { severity: null }), 601),
        timed(event("b", "finding.regress"), 3000),
      ],
      night,
      [],
      newId,
    );
    expect(shape(drafts)).toEqual(["now 12:00:00 a+b", "now 10:10:00 alert", "now 10:10:01 incident"]);
  });

  it("of alerts and incidents wait for no other message, and no other for them in the quiet hours", () => {
    const night = person({ quiet: { from: 540, to: 720 } });
    const alert = (id: string, seconds: number): Timed => timed(event(id, "monitor.alert", { priority: 1 }), seconds);
    const day = planForPerson([timed(event("a", "finding.assign"), 0), alert("alert", 5)], person(), [], newId);
    expect(shape(day.drafts)).toEqual(["now 10:00:30 a", "now 10:00:05 alert"]);
    const dark = planForPerson([alert("alert", 0), timed(event("a", "finding.assign"), 0)], night, [], newId);
    expect(shape(dark.drafts)).toEqual(["now 10:00:00 alert", "now 12:00:00 a"]);
  });

  it("wait for nine o'clock of the person with everything else, and are none without news", () => {
    const { drafts } = planForPerson(
      [timed(event("a", "finding.record"), 0), timed(event("b", "finding.due"), 7200)],
      person({ zone: "America/New_York", digestAt: 540 }),
      [],
      newId,
    );
    expect(drafts).toMatchObject([{ form: "digest", eventIds: ["a", "b"], sendAt: new Date("2026-11-12T14:00:00Z") }]);
    expect(planForPerson([], person(), [], newId)).toEqual({ drafts: [], unsent: [] });
    const hidden = planForPerson([timed(event("a", "finding.record", { backlog: true }), 0)], person(), [], newId);
    expect(hidden).toMatchObject({ drafts: [], unsent: [{ why: "backlog" }] });
  });

  it("start a new digest after nine", () => {
    const { drafts } = planForChannel(
      [timed(event("a", "finding.record"), 0), timed(event("b", "finding.record"), 23 * 3600)],
      channel,
      [],
      newId,
    );
    expect(drafts.map(({ sendAt }) => sendAt.toISOString())).toEqual([
      "2026-11-13T09:00:00.000Z",
      "2026-11-14T09:00:00.000Z",
    ]);
  });

  it("name no more than they can hold", () => {
    const events = Array.from({ length: MAX_EVENTS + 40 }, (_each, at) => timed(event(`e${at}`, "finding.assign"), 0));
    const [draft] = planForPerson(events, person(), [], newId).drafts;
    expect([draft?.eventIds.length, draft?.unnamed]).toEqual([MAX_EVENTS, 40]);
  });

  it("are never more than one at once, and lose and repeat nothing, whatever happens when", () => {
    const kinds = fc.constantFrom<EventKind>(
      "finding.assign",
      "finding.confirm",
      "finding.record",
      "finding.publish",
      "monitor.alert",
    );
    const history = fc.array(fc.tuple(kinds, fc.integer({ min: 0, max: 400_000 })), { maxLength: 60 });
    const quiet = fc.option(
      fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) }),
      { nil: null },
    );
    fc.assert(
      fc.property(history, quiet, (rows, hours) => {
        const events = rows
          .map(([kind, seconds], index) => timed(event(`e${index}`, kind, { priority: 3, severity: "high" }), seconds))
          .sort((a, b) => a.at.getTime() - b.at.getTime());
        const { drafts, unsent } = planForPerson(events, person({ quiet: hours }), [], newId);
        const told = [...drafts.flatMap(({ eventIds }) => eventIds), ...unsent.map(({ event: { id } }) => id)];
        expect(told.sort()).toEqual(events.map(({ event: { id } }) => id).sort());
        for (const [index, draft] of drafts.entries()) {
          for (const other of drafts.slice(index + 1)) {
            if (draft.form !== other.form) continue;
            expect(Math.abs(draft.sendAt.getTime() - other.sendAt.getTime())).toBeGreaterThan(GATHER_MS - 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
