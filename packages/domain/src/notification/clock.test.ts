import { describe, expect, it } from "vitest";
import { clockOf, instantOf, isZone, localTime, minutesOf, nextLocalTime, quietUntil } from "./clock.ts";

const at = (text: string): Date => new Date(text);
const ZURICH = "Europe/Zurich";

describe("clocks on the wall", () => {
  it("show the day and time of a zone", () => {
    expect(localTime(at("2026-11-12T23:30:00Z"), ZURICH)).toEqual({ day: "2026-11-13", minutes: 30 });
    expect(localTime(at("2026-11-12T00:30:00Z"), "America/Los_Angeles")).toEqual({ day: "2026-11-11", minutes: 990 });
    expect(localTime(at("2026-11-12T00:00:00Z"), "Asia/Kathmandu")).toEqual({ day: "2026-11-12", minutes: 345 });
  });

  it.each([
    ["2026-11-12T07:59:59Z", "2026-11-12T08:00:00.000Z"],
    ["2026-11-12T08:00:00Z", "2026-11-13T08:00:00.000Z"],
    ["2026-11-12T22:00:00Z", "2026-11-13T08:00:00.000Z"],
    // The night before summer ends and the one before it begins: nine o'clock stays nine o'clock.
    ["2026-10-24T12:00:00Z", "2026-10-25T08:00:00.000Z"],
    ["2026-03-28T12:00:00Z", "2026-03-29T07:00:00.000Z"],
  ])("show nine in Zurich next after %s at %s", (after, next) => {
    expect(nextLocalTime(at(after), 540, ZURICH).toISOString()).toBe(next);
  });

  it("show a time that comes twice first, and one that is skipped as late as it would have been", () => {
    expect(instantOf({ day: "2026-10-25", minutes: 150 }, ZURICH).toISOString()).toBe("2026-10-25T00:30:00.000Z");
    expect(instantOf({ day: "2026-03-29", minutes: 150 }, ZURICH).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(nextLocalTime(at("2026-03-29T00:00:00Z"), 150, ZURICH).toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });

  it("agree with themselves at every hour of a year, in zones of all kinds", () => {
    for (const zone of [
      ZURICH,
      "America/New_York",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Pacific/Kiritimati",
      "UTC",
    ]) {
      for (let hour = 0; hour < 365 * 24; hour += 7) {
        const after = new Date(Date.UTC(2026, 0, 1, hour, 13));
        const next = nextLocalTime(after, 540, zone);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        expect(next.getTime() - after.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(localTime(next, zone).minutes).toBe(540);
      }
    }
  });
});

describe("quiet hours", () => {
  it.each([
    ["2026-11-12T21:59:00Z", null],
    ["2026-11-12T22:00:00Z", "2026-11-13T07:00:00.000Z"],
    ["2026-11-13T03:00:00Z", "2026-11-13T07:00:00.000Z"],
    ["2026-11-13T07:00:00Z", null],
  ])("over midnight: %s until %s", (text, until) => {
    expect(quietUntil(at(text), { from: 1320, to: 420 }, "UTC")?.toISOString() ?? null).toBe(until);
  });

  it("within a day, none, and of no length", () => {
    expect(quietUntil(at("2026-11-12T13:00:00Z"), { from: 720, to: 840 }, "UTC")?.toISOString()).toBe(
      "2026-11-12T14:00:00.000Z",
    );
    expect(quietUntil(at("2026-11-12T15:00:00Z"), { from: 720, to: 840 }, "UTC")).toBeNull();
    expect(quietUntil(at("2026-11-12T13:00:00Z"), null, "UTC")).toBeNull();
    expect(quietUntil(at("2026-11-12T13:00:00Z"), { from: 780, to: 780 }, "UTC")).toBeNull();
  });
});

it("times of a day are read and written", () => {
  expect([minutesOf("09:05"), minutesOf("23:59"), minutesOf("24:00"), minutesOf("9:00")]).toEqual([
    545,
    1439,
    null,
    null,
  ]);
  expect(clockOf(545)).toBe("09:05");
  expect([isZone("Europe/Zurich"), isZone("UTC"), isZone("Mars/Olympus"), isZone("")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
