import { describe, expect, it } from "vitest";
import { type EventKind, EventFacts, type GivenFacts, NEWS_SEVERITIES, newsOf, type PolicyEvent } from "./events.ts";
import { type ChannelWishes, decideForChannel, decideForPerson, type Person, type PersonWishes } from "./policy.ts";
import { defaultChoices } from "./settings.ts";

const AT = new Date("2026-11-12T10:00:00Z");
const ME = "me";
const event = (kind: EventKind, facts: GivenFacts = {}, over: Partial<PolicyEvent> = {}): PolicyEvent => ({
  ...{ id: "e", kind, at: AT, projectId: "p", subjectId: "f", concerned: [], actingMemberId: "somebody" },
  facts: EventFacts.parse({ number: 12, title: "T", severity: "high", ...facts }),
  ...over,
});
const wishes = (over: Partial<PersonWishes> = {}): PersonWishes => ({
  ...{ mail: true, choices: defaultChoices(true), digestAt: 540, zone: "UTC", quiet: null },
  ...{ mutedUntil: null, mutedProjectIds: [] },
  ...over,
});
const person = (over: Partial<PersonWishes> = {}, rights: Partial<Person> = {}): Person => ({
  ...{ memberId: ME, wishes: wishes(over), reads: () => true, readsRestricted: () => false },
  ...rights,
});
const channel = (over: Partial<ChannelWishes> = {}): ChannelWishes => ({
  ...{ channelId: "c", projectIds: [], threshold: "high", digest: true, digestAt: 540, zone: "UTC", disabled: false },
  ...over,
});
const mine = { concerned: [ME] };

describe("the message policy for a person", () => {
  it.each<[string, PolicyEvent, string]>([
    ["what was given to me", event("finding.assign", {}, mine), "now assigned"],
    ["what I acknowledged by another's hand", event("finding.acknowledge", {}, mine), "now assigned"],
    ["what blocks a gate of mine", event("deployment.block", {}, mine), "now assigned"],
    ["what was given to somebody else", event("finding.assign", {}, { concerned: ["other"] }), "never others"],
    ["a high one that is confirmed", event("finding.confirm"), "now severe"],
    ["a critical one whose PoC reproduces", event("finding.reproduce", { severity: "critical" }), "now severe"],
    ["a medium one that is confirmed", event("finding.confirm", { severity: "medium" }), "digest rest"],
    ["one that was proven before", event("finding.reproduce", { provenBefore: true }), "digest rest"],
    ["one on another branch", event("finding.confirm", { defaultBranch: false }), "never side-branch"],
    ["one that is only found", event("finding.record"), "digest rest"],
    [
      "a scan that brings ten thousand in",
      event("finding.publish", { severity: null, counts: { introduced: { high: 10_000 } } }),
      "digest rest",
    ],
    ["a high one that is back", event("finding.regress"), "now regressed"],
    ["a low one that is back", event("finding.regress", { severity: "low" }), "digest regressed"],
    ["a low one of mine that is back", event("finding.regress", { severity: "low" }, mine), "now regressed"],
    ["mine that is due", event("finding.due", {}, mine), "digest due"],
    ["mine that is overdue", event("finding.overdue", {}, mine), "digest due"],
    ["somebody's that is overdue", event("finding.overdue", {}, { concerned: ["other"] }), "never others"],
    ["my scan that failed", event("scan.fail", { severity: null }, mine), "digest rest"],
    ["an alert of P2", event("monitor.alert", { priority: 2, severity: null }), "now alert"],
    ["an alert of P3", event("monitor.alert", { priority: 3, severity: null }), "digest rest"],
    ["an incident", event("incident.declare", { severity: null }), "now incident"],
    ["what I did myself", event("finding.assign", {}, { ...mine, actingMemberId: ME }), "never own-deed"],
    ["backlog that is given to me", event("finding.assign", { backlog: true }, mine), "now assigned"],
    ["backlog that is given to somebody else", event("finding.assign", { backlog: true }), "never others"],
    ["backlog of mine", event("finding.regress", { backlog: true }, mine), "never backlog"],
  ])("%s: %s", (_words, given, expected) => {
    const { when, why } = decideForPerson(given, person());
    expect(`${when} ${why}`).toBe(expected);
  });

  it("says nothing of what the person may not see, whatever it is", () => {
    for (const kind of ["finding.assign", "finding.confirm", "finding.publish", "incident.declare"] as const) {
      const nothing = person({}, { reads: () => false });
      expect(decideForPerson(event(kind, {}, mine), nothing)).toEqual({ when: "never", why: "not-visible" });
    }
    const restricted = event("finding.assign", { restricted: true }, mine);
    expect(decideForPerson(restricted, person())).toEqual({ when: "never", why: "not-visible" });
    expect(decideForPerson(restricted, person({}, { readsRestricted: () => true })).when).toBe("now");
  });

  it.each<[string, Partial<PersonWishes>, string]>([
    ["switched off", { choices: { ...defaultChoices(true), assigned: "never" } }, "never off"],
    ["in the digest", { choices: { ...defaultChoices(true), assigned: "digest" } }, "digest assigned"],
    ["without mail", { mail: false }, "never mail-off"],
    ["muted", { mutedUntil: new Date("2026-11-12T10:00:01Z") }, "never muted"],
    ["muted until just now", { mutedUntil: AT }, "now assigned"],
    ["with the project muted", { mutedProjectIds: ["p"] }, "never project-muted"],
    ["with another project muted", { mutedProjectIds: ["q"] }, "now assigned"],
  ])("follows the person's own wishes: %s", (_words, wished, expected) => {
    const { when, why } = decideForPerson(event("finding.assign", {}, mine), person(wished));
    expect(`${when} ${why}`).toBe(expected);
  });

  it("disturbs those who decide on findings, and tells the others with the digest", () => {
    const reader = person({ choices: defaultChoices(false) });
    expect(decideForPerson(event("finding.confirm"), reader).when).toBe("digest");
    expect(decideForPerson(event("finding.regress"), reader).when).toBe("digest");
    expect(decideForPerson(event("finding.assign", {}, mine), reader).when).toBe("now");
    expect(decideForPerson(event("incident.declare"), reader).when).toBe("now");
  });
});

describe("the message policy for a channel", () => {
  it.each<[string, PolicyEvent, Partial<ChannelWishes>, string]>([
    ["a high one that is confirmed", event("finding.confirm"), {}, "now severe"],
    ["a high one, from critical on", event("finding.confirm"), { threshold: "critical" }, "never below-threshold"],
    [
      "a medium one, from medium on",
      event("finding.confirm", { severity: "medium" }),
      { threshold: "medium" },
      "now severe",
    ],
    ["one that was proven before", event("finding.reproduce", { provenBefore: true }), {}, "digest rest"],
    ["one that is back", event("finding.regress"), {}, "now regressed"],
    ["what is for one person", event("finding.assign", {}, mine), {}, "never personal"],
    ["what is overdue", event("finding.overdue", {}, mine), {}, "digest due"],
    ["an alert", event("monitor.alert", { severity: null, priority: 1 }), {}, "now alert"],
    ["an incident", event("incident.declare", { severity: null }), { threshold: "critical" }, "now incident"],
    [
      "a scan with a high one",
      event("finding.publish", { severity: null, counts: { introduced: { high: 1, low: 8 } } }),
      {},
      "digest rest",
    ],
    [
      "a scan with low ones",
      event("finding.publish", { severity: null, counts: { introduced: { low: 8 }, closed: 3 } }),
      {},
      "never below-threshold",
    ],
    [
      "a scan that brings something back",
      event("finding.publish", { severity: null, counts: { back: 1 } }),
      {},
      "digest rest",
    ],
    [
      "a scan, without a digest",
      event("finding.publish", { severity: null, counts: { held: 12 } }),
      { digest: false },
      "never digest-off",
    ],
    ["another project", event("finding.confirm"), { projectIds: ["q"] }, "never other-project"],
    ["its own project", event("finding.confirm"), { projectIds: ["q", "p"] }, "now severe"],
    ["backlog", event("finding.regress", { backlog: true }), {}, "never backlog"],
    [
      "another branch",
      event("finding.publish", { defaultBranch: false, severity: null, counts: { introduced: { high: 2 } } }),
      {},
      "never side-branch",
    ],
    ["anything while it is switched off", event("incident.declare"), { disabled: true }, "never disabled"],
    ["a restricted one", event("finding.confirm", { restricted: true }), {}, "now severe"],
  ])("%s", (_words, given, over, expected) => {
    const { when, why } = decideForChannel(given, channel(over));
    expect(`${when} ${why}`).toBe(expected);
  });
});

it("severe is exactly: high or worse, on the default branch, not proven before", () => {
  for (const severity of NEWS_SEVERITIES) {
    for (const defaultBranch of [true, false]) {
      for (const provenBefore of [true, false]) {
        const severe = ["critical", "high"].includes(severity) && defaultBranch && !provenBefore;
        const given = event("finding.confirm", { severity, defaultBranch, provenBefore });
        expect(newsOf(given)).toBe(severe ? "severe" : "rest");
      }
    }
  }
});
