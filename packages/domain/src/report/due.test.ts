import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastDueAt, nextDueAt } from "./due.ts";

const monday = { cadence: "weekly", weekday: 1, hour: 6 } as const;
const WEEK = 7 * 86_400_000;

describe("when a weekly report is due", () => {
  it.each([
    ["2026-11-30T06:00:00.000Z", "2026-11-30T06:00:00.000Z"],
    ["2026-11-30T05:59:59.999Z", "2026-11-23T06:00:00.000Z"],
    ["2026-11-29T23:00:00.000Z", "2026-11-23T06:00:00.000Z"],
    ["2026-12-06T12:00:00.000Z", "2026-11-30T06:00:00.000Z"],
  ])("at %s it was due last at %s", (now, due) => {
    expect(lastDueAt(monday, new Date(now)).toISOString()).toBe(due);
  });

  it("is the named weekday and hour, at most a week ago, and the next one a week later", () => {
    const When = fc.record({
      cadence: fc.constant("weekly" as const),
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    const Now = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(When, Now, (when, now) => {
        const last = lastDueAt(when, now);
        expect(((last.getUTCDay() + 6) % 7) + 1).toBe(when.weekday);
        expect(last.toISOString().slice(11)).toBe(`${String(when.hour).padStart(2, "0")}:00:00.000Z`);
        expect(last <= now && now.getTime() - last.getTime() < WEEK).toBe(true);
        expect(nextDueAt(when, now).getTime() - last.getTime()).toBe(WEEK);
      }),
    );
  });
});
