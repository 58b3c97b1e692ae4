import { describe, expect, it } from "vitest";
import { type Composition, composeMessage } from "./compose.ts";
import { EventFacts, type EventKind, type GivenFacts, type PolicyEvent } from "./events.ts";
import { inboxEntries, isJoinable, joinEntry } from "./inbox.ts";
import type { Person } from "./policy.ts";
import { defaultChoices } from "./settings.ts";

const event = (number: number, kind: EventKind, facts: GivenFacts = {}, projectId = "p"): PolicyEvent => ({
  ...{ id: `${kind}${number}`, kind, at: new Date("2026-11-12T10:00:00Z"), projectId, subjectId: `f${number}` },
  ...{ concerned: ["me"], actingMemberId: null },
  facts: EventFacts.parse({
    ...{ number, title: `Title ${number}`, severity: "high", path: `/o/m/p/${projectId}/finding/F-${number}` },
    ...facts,
  }),
});
const compose = (events: readonly PolicyEvent[], over: Partial<Composition> = {}) =>
  composeMessage({
    ...{ form: "now", receiver: { kind: "person", zone: "UTC" }, unnamed: 0, organization: "m" },
    events: events.map((each) => ({ event: each, why: "assigned" })),
    projects: new Map([
      ["p", "Meridian Vault"],
      ["q", "Meridian Vault on Base"],
    ]),
    at: new Date("2026-11-12T23:30:00Z"),
    ...over,
  });

describe("a message", () => {
  it("about one finding has its title in every message of the thread", () => {
    const given = compose([event(2, "finding.assign")]);
    expect(given).toEqual({
      title: "Meridian Vault: F-2: Title 2",
      lead: "It is yours now, severity high.",
      groups: [
        { heading: null, items: [{ text: "F-2: Title 2", path: "/o/m/p/p/finding/F-2", severity: "high" }], more: 0 },
      ],
      path: "/o/m/p/p/finding/F-2",
      reason: "Why you get this: it is yours.",
      settingsPath: "/o/m/notification/settings",
      thread: "finding:f2",
    });
    const back = compose([event(2, "finding.regress")]);
    expect([back.title, back.thread, back.lead]).toEqual([
      given.title,
      given.thread,
      "It was resolved and is back, severity high.",
    ]);
  });

  it("about a restricted finding has number and link, and nothing else", () => {
    for (const kind of ["finding.assign", "finding.regress", "finding.overdue", "finding.confirm"] as const) {
      const given = compose([event(7, kind, { restricted: true, dueAt: "2026-11-15T00:00:00Z" })]);
      expect(given).toMatchObject({
        title: "F-7",
        lead: null,
        path: "/o/m/p/p/finding/F-7",
        reason: "Sent to you by your settings.",
      });
      expect(given.groups).toEqual([
        { heading: null, items: [{ text: "F-7", path: "/o/m/p/p/finding/F-7", severity: null }], more: 0 },
      ]);
    }
    const digest = compose([event(7, "finding.regress", { restricted: true }), event(8, "finding.record")], {
      form: "digest",
    });
    expect(digest.groups.map(({ heading, items }) => [heading, items.map(({ text }) => text)])).toEqual([
      ["Recorded by hand", ["F-8: Title 8"]],
      ["Restricted", ["F-7"]],
    ]);
    expect(JSON.stringify(digest)).not.toContain("Title 7");
  });

  it("about many findings is one, in the order of what wants a person first, the worst first", () => {
    const events = Array.from({ length: 60 }, (_each, at) =>
      event(at, "finding.assign", { severity: at === 59 ? "critical" : "low" }),
    );
    const given = compose([event(90, "finding.record"), ...events, event(91, "finding.regress")], { unnamed: 3 });
    expect(given.title).toBe("Meridian Vault: 65 things need you");
    expect(given.groups.map(({ heading, items, more }) => [heading, items.length, more])).toEqual([
      ["Yours now", 20, 40],
      ["Back after it was resolved", 1, 0],
      ["Recorded by hand", 1, 3],
    ]);
    expect(given.groups[0]?.items[0]).toMatchObject({ text: "F-59: Title 59", severity: "critical" });
    expect([given.thread, given.path]).toEqual([null, "/o/m/p/p/finding"]);
  });

  it("tells of one finding once, as what wants a person most", () => {
    const given = compose([event(2, "finding.assign"), event(2, "finding.confirm"), event(2, "finding.record")]);
    expect([given.title, given.lead]).toEqual(["Meridian Vault: F-2: Title 2", "It is yours now, severity high."]);
  });

  it("tells of a scan in one line, however many scanners publish", () => {
    const by = (id: number, counts: GivenFacts["counts"], number = 12): PolicyEvent =>
      event(id, "finding.publish", {
        ...{ number: null, title: `Scan ${number}`, severity: null, path: `/o/m/p/p/scan/${number}`, counts },
      });
    const given = compose(
      [
        by(1, { introduced: { high: 1, low: 2 }, closed: 4 }),
        by(2, { introduced: { low: 3, critical: 1 }, back: 1 }),
        by(3, { introduced: { medium: 5 } }, 13),
        by(4, { held: 2, closed: 1 }),
      ],
      { form: "digest" },
    );
    expect(given.title).toBe("Digest of 12 November: 2 changes");
    expect(given.groups.flatMap(({ items }) => items.map(({ text }) => text)).toSorted()).toEqual([
      "Scan 12: 7 new (1 critical, 1 high, 5 low), 5 closed, 1 back, 2 held for a decision",
      "Scan 13: 5 new (5 medium)",
    ]);
  });

  it("names the project of each line when there are several", () => {
    const given = compose([event(1, "finding.confirm"), event(2, "finding.confirm", {}, "q")], {
      receiver: { kind: "channel", zone: "UTC", channelId: "chn_1", name: "Security" },
    });
    expect(given).toMatchObject({
      title: "2 things need attention",
      path: "/o/m/finding",
      settingsPath: "/o/m/settings/channel/chn_1",
    });
    expect(given.groups[0]?.items.map(({ text }) => text)).toEqual([
      "Meridian Vault: F-1: Title 1",
      "Meridian Vault on Base: F-2: Title 2",
    ]);
  });

  it("of a day counts what changed by the receiver's own calendar", () => {
    const scan = event(0, "finding.publish", {
      number: null,
      title: "Scan 12",
      severity: null,
      counts: { introduced: { high: 1, low: 2 }, closed: 4, back: 1 },
    });
    const due = event(5, "finding.due", { dueAt: "2026-11-15T00:00:00.000Z" });
    const given = compose([scan, due], { form: "digest", receiver: { kind: "person", zone: "Europe/Zurich" } });
    expect(given.title).toBe("Digest of 13 November: 2 changes");
    expect(given.groups.flatMap(({ items }) => items.map(({ text }) => text))).toEqual([
      "F-5: Title 5, due on 15 November",
      "Scan 12: 3 new (1 high, 2 low), 4 closed, 1 back",
    ]);
    expect(compose([due], { form: "digest" }).title).toBe("Digest of 12 November: 1 change");
  });
});

describe("the inbox", () => {
  const person = (memberId: string, over: Partial<Person> = {}): Person => ({
    memberId,
    wishes: {
      ...{ mail: true, choices: defaultChoices(true), digestAt: 540, zone: "UTC", quiet: null, mutedUntil: null },
      mutedProjectIds: [],
    },
    ...{ reads: () => true, readsRestricted: () => true },
    ...over,
  });
  const titles = (events: readonly PolicyEvent[], people: readonly Person[]) =>
    inboxEntries(events, people).map(({ memberId, title, path }) => `${memberId}: ${title} ${path}`);

  it("says in one line that one finding, or a hundred, are somebody's", () => {
    expect(titles([event(2, "finding.assign")], [person("me"), person("other")])).toEqual([
      "me: F-2 is yours: Title 2 /o/m/p/p/finding/F-2",
    ]);
    const many = Array.from({ length: 100 }, (_each, at) => event(at + 1, "finding.assign"));
    expect(titles(many, [person("me")])).toEqual([
      "me: 100 findings are yours: F-1, F-2, F-3 and 97 more /o/m/p/p/finding?assignee=me",
    ]);
  });

  it("takes up a line of its kind that was not read yet", () => {
    const [first, again, other] = [
      event(2, "finding.reproduce"),
      event(2, "finding.reproduce"),
      event(5, "finding.reproduce"),
    ].map((each) => inboxEntries([each], [person("me")])[0]);
    if (first === undefined || again === undefined || other === undefined) throw new Error("no entry");
    expect(joinEntry(again, first)).toMatchObject({ title: "F-2 reproduces: Title 2", numbers: [2] });
    const both = joinEntry(other, first);
    expect(both).toMatchObject({ title: "2 findings reproduce: F-2, F-5", path: "/o/m/p/p/finding", subjectId: null });
    expect(joinEntry(again, both)).toMatchObject({ title: "2 findings reproduce: F-2, F-5", numbers: [2, 5] });
    expect(isJoinable(first)).toBe(true);
    const [scan] = inboxEntries([event(0, "scan.fail", { number: null, title: "Scan 3 failed." })], [person("me")]);
    expect(scan).toMatchObject({ title: "Scan 3 failed." });
    expect(scan !== undefined && isJoinable(scan)).toBe(false);
  });

  it("tells all who want to know at once what is severe, and of what is back those who own it", () => {
    const people = [person("me"), person("other"), person("blind", { reads: () => false })];
    expect(titles([event(2, "finding.confirm")], people).map((line) => line.split(":")[0])).toEqual(["me", "other"]);
    expect(titles([event(2, "finding.regress")], people).map((line) => line.split(":")[0])).toEqual(["me"]);
    expect(titles([event(2, "finding.confirm", { severity: "low" })], [person("other")])).toEqual([]);
  });

  it("gives the number alone of what is restricted, and to those alone who may see it", () => {
    const restricted = event(2, "finding.assign", { restricted: true });
    expect(titles([restricted], [person("me")])).toEqual(["me: F-2 is yours /o/m/p/p/finding/F-2"]);
    expect(titles([restricted], [person("me", { readsRestricted: () => false })])).toEqual([]);
  });
});
