import { describe, expect, it } from "vitest";
import { promisesOf } from "./promises.ts";

const now = new Date("2026-11-12T14:00:00.000Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const due = (finding: number, days: number, resolved: number | null) => ({
  ...{ finding, title: `Finding ${finding}`, owner: null, dueAt: inDays(days) },
  resolvedAt: resolved === null ? null : inDays(resolved),
});

describe("promises", () => {
  it("are not spoken of where nobody has made one", () => {
    expect(promisesOf([], now)).toBeNull();
  });

  it("are late, kept late, running or kept, the worst first", () => {
    const promises = promisesOf(
      [due(1, 5, null), due(2, -3, -4), due(3, -41, null), due(4, -10, -2), due(5, 2, null), due(6, -6, null)],
      now,
    );
    expect(promises).toMatchObject({ kept: 1, keptLate: 1, late: 2, running: 2 });
    expect(promises?.lines.map(({ finding, state, days }) => [finding, state, days])).toEqual([
      [3, "late", 41],
      [6, "late", 6],
      [4, "kept-late", 8],
      [5, "running", 2],
      [1, "running", 5],
      [2, "kept", 1],
    ]);
  });

  it("are counted all and listed ten at most", () => {
    const promises = promisesOf(
      Array.from({ length: 14 }, (_, index) => due(index + 1, -index - 1, null)),
      now,
    );
    expect([promises?.late, promises?.lines.length, promises?.lines[0]?.finding]).toEqual([14, 10, 14]);
  });
});
