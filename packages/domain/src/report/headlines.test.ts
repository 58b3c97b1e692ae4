import { describe, expect, it } from "vitest";
import { headlines } from "./headlines.ts";

const worse = { direction: "worse", text: "F-2 came back.", finding: 2 } as const;
const worseToo = { direction: "worse", text: "New: F-9.", finding: 9 } as const;
const better = { direction: "better", text: "F-7 is fixed.", finding: 7 } as const;
const facts = { changes: [], newest: "v1.2.0", before: "v1.1.0", looking: false };

describe("headlines", () => {
  it("says that a first revision has nothing to be compared with, whatever was found", () => {
    const told = headlines({ ...facts, changes: [worse], before: null });
    expect(told.better).toEqual({
      text: "First revision, v1.2.0: nothing to compare with.",
      finding: null,
      quiet: true,
    });
    expect(told.worse).toEqual(told.better);
  });

  it("says so without code", () => {
    expect(headlines({ ...facts, newest: null, before: null }).worse.text).toBe("No code yet: nothing to compare.");
  });

  it("tells the first of each direction, and how many more there are", () => {
    const told = headlines({ ...facts, changes: [worse, worseToo, better] });
    expect(told.worse).toEqual({ text: "F-2 came back. 1 more below.", finding: 2, quiet: false });
    expect(told.better).toEqual({ text: "F-7 is fixed.", finding: 7, quiet: false });
  });

  it("names the revision before when nothing moved", () => {
    const told = headlines(facts);
    expect(told.better).toMatchObject({ quiet: true, text: "Nothing was fixed since v1.1.0." });
    expect(told.worse.text).toContain("since v1.1.0");
  });

  it("does not call silence an answer while work goes on, but tells what is known", () => {
    const told = headlines({ ...facts, changes: [worse], looking: true });
    expect(told.better.text).toBe("v1.2.0 is still being looked at; nothing to tell yet.");
    expect(told.worse.quiet).toBe(false);
  });
});
