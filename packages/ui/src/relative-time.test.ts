import { describe, expect, test } from "vitest";
import { absoluteTime, relativeTime, spanText } from "./relative-time.ts";

const now = new Date("2026-11-12T14:03:00Z");

describe("relativeTime", () => {
  test.each([
    ["2026-11-12T14:02:31Z", "now"],
    ["2026-11-12T14:01:00Z", "2 min ago"],
    ["2026-11-12T11:00:00Z", "3 h ago"],
    ["2026-11-10T14:03:00Z", "2 d ago"],
    ["2026-11-16T15:03:00Z", "in 4 d"],
    ["2026-10-06T09:00:00Z", "6 Oct"],
    ["2025-12-31T23:59:00Z", "31 Dec 2025"],
    ["2027-01-31T00:00:00Z", "31 Jan 2027"],
  ])("%s reads %s", (time, text) => {
    expect(relativeTime(new Date(time), now)).toBe(text);
  });

  test("rounds down at the edge of a unit", () => {
    expect(relativeTime(new Date("2026-11-12T13:03:01Z"), now)).toBe("59 min ago");
    expect(relativeTime(new Date("2026-11-12T13:03:00Z"), now)).toBe("1 h ago");
  });
});

test("absolute times are in UTC whatever the machine", () => {
  expect(absoluteTime(new Date("2026-11-20T20:05:00+02:00"))).toBe("20 Nov 2026, 18:05 UTC");
});

test("spans name their largest unit", () => {
  expect([900, 41_000, 61_000, 7_200_000, 200_000_000].map(spanText)).toEqual(["0 s", "41 s", "1 min", "2 h", "2 d"]);
});
