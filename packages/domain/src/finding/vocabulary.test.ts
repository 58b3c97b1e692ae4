import { describe, expect, it } from "vitest";
import { DueFilter } from "./filters.ts";
import { FindingSummary } from "./schema.ts";
import { summaryOf } from "./summary.ts";
import { isDue } from "./vocabulary.ts";

describe("what browsers know without schemas", () => {
  it.each(["overdue", "week", "none", "2026-12-24", "2024-02-29", "2026-02-29", "2026-13-01", "soon", "", "2026-1-1"])(
    "takes %j as a due filter exactly when the schema does",
    (text) => {
      expect(isDue(text)).toBe(DueFilter.safeParse(text).success);
    },
  );

  it("makes a row of exactly the columns of the schema", () => {
    const columns = Object.keys(FindingSummary.shape).sort();
    const detail = Object.fromEntries([...columns, "occurrences", "toString"].map((key) => [key, key]));
    expect(Object.keys(summaryOf(detail as never)).sort()).toEqual(columns);
  });
});
