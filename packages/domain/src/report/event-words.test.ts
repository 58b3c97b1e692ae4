import { describe, expect, it } from "vitest";
import { eventWords, type ToldEvent } from "./event-words.ts";

const event = (over: Partial<ToldEvent>): ToldEvent => ({
  ...{
    kind: "transition",
    origin: "human",
    from: "new",
    to: "confirmed",
    reason: null,
    details: {},
    actor: "Ines Kovač",
  },
  ...over,
});
const told = (over: Partial<ToldEvent>) => Object.values(eventWords(event(over))).join(" ");

describe("a line of the history", () => {
  it.each<[Partial<ToldEvent>, string]>([
    [{}, "Ines Kovač confirmed it"],
    [{ from: null, to: "new" }, "Ines Kovač recorded it"],
    [{ to: "dismissed", reason: "wont-fix" }, "Ines Kovač dismissed it as won't fix"],
    [
      { to: "acknowledged", details: { until: "2027-02-26T00:00:00.000Z" } },
      "Ines Kovač acknowledged it until 26 Feb 2027",
    ],
    [{ to: "duplicate", details: { of: 4 } }, "Ines Kovač marked it as duplicate of F-4"],
    [{ from: "resolved", to: "regressed", origin: "poc", actor: null }, "The PoC moved it from resolved to regressed"],
    [{ from: null, to: "new", origin: "import", actor: null, details: { scanner: "solhint" } }, "solhint reported it"],
    [
      { kind: "poc", origin: "poc", actor: null, to: "reproduces", details: { revision: 3 } },
      "The PoC reproduces on revision 3",
    ],
    [{ kind: "assign", from: null, to: "Tomasz" }, "Ines Kovač gave it to Tomasz"],
    [{ kind: "assign", from: null, to: "Ines Kovač" }, "Ines Kovač took it"],
    [{ kind: "severity", from: "high", to: "critical" }, "Ines Kovač set the severity from high to critical"],
    [{ kind: "undo", from: "dismissed", to: "new" }, "Ines Kovač took that back: dismissed to new"],
    [{ kind: "fix-claimed-again", origin: "unheard-of", actor: null }, "Redoubt fix claimed again"],
  ])("%j reads %s", (over, words) => {
    expect(told(over)).toBe(words);
  });
});
