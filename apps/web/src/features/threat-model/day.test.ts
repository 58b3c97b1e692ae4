import { expect, it } from "vitest";
import { dayOf, isToCome, startOf, tomorrow } from "./day.ts";

const NOW = new Date("2026-11-12T23:30:00Z");

it("reads a day as its beginning in UTC, and writes it back", () => {
  expect(startOf("2026-11-12")?.toISOString()).toBe("2026-11-12T00:00:00.000Z");
  expect(dayOf(startOf("2026-02-28"))).toBe("2026-02-28");
  expect([startOf(""), startOf("soon"), dayOf(null), dayOf(undefined)]).toEqual([null, null, "", ""]);
});

it("calls a day to come while it has not begun", () => {
  expect(["2026-11-11", "2026-11-12", "2026-11-13"].map((day) => isToCome(day, NOW))).toEqual([false, false, true]);
  expect(isToCome("", NOW)).toBe(false);
  expect(isToCome(tomorrow(NOW), NOW)).toBe(true);
});
