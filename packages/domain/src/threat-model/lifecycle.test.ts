import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EVENT_ORIGINS,
  THREAT_COMMANDS,
  THREAT_STATES,
  THREAT_TRANSITIONS,
  type ThreatFacts,
  threatCommandsFor,
  threatTransition,
} from "./lifecycle.ts";

const NOW = new Date("2026-03-01T00:00:00Z");
const LATER = new Date("2026-04-01T00:00:00Z");
const EARLIER = new Date("2026-02-01T00:00:00Z");

const anyFacts: fc.Arbitrary<ThreatFacts> = fc.record(
  {
    by: fc.constantFrom(...EVENT_ORIGINS),
    reason: fc.constant("does-not-apply" as const),
    comment: fc.constantFrom("", "  ", "because"),
    ownerId: fc.constant("m"),
    until: fc.constantFrom(EARLIER, LATER),
    controls: fc.integer({ min: 0, max: 2 }),
    evidence: fc.boolean(),
    previous: fc.constantFrom(...THREAT_STATES),
  },
  { requiredKeys: ["by"] },
);

describe("the machine of threats", () => {
  it("lets nothing but evidence demonstrate", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...THREAT_STATES),
        fc.constantFrom(...THREAT_COMMANDS),
        anyFacts,
        (state, command, facts) => {
          const result = threatTransition({ state, until: null }, command, facts, NOW);
          if (!result.ok || result.to !== "demonstrated" || state === "demonstrated") return;
          expect(facts).toMatchObject({ by: "evidence", evidence: true });
          expect(facts.controls).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("never calls a threat mitigated by hand without a control that counts", () => {
    for (const state of ["open", "in-treatment", "regressed"] as const) {
      const at = { state, until: null };
      expect(threatTransition(at, "mitigate", { by: "human", controls: 0 }, NOW).ok).toBe(false);
      expect(threatTransition(at, "mitigate", { by: "human", controls: 1 }, NOW)).toMatchObject({ to: "mitigated" });
      expect(threatTransition(at, "mitigate", { by: "import" }, NOW)).toMatchObject({ to: "mitigated" });
    }
  });

  it("reaches every state, and leaves every state", () => {
    const reached = new Set(THREAT_TRANSITIONS.map((row) => row.to));
    for (const state of THREAT_STATES) {
      if (state !== "proposed") expect(reached).toContain(state);
      expect(THREAT_TRANSITIONS.some((row) => row.command !== "undo" && row.from.includes(state))).toBe(true);
    }
  });

  it("takes an acknowledgement only with owner, reason and a date to come, and ends it on that date", () => {
    const whole = { by: "human", ownerId: "m", comment: "until the audit", until: LATER } as const;
    const open = { state: "open", until: null } as const;
    expect(threatTransition(open, "acknowledge", whole, NOW)).toMatchObject({ ok: true, to: "acknowledged" });
    for (const over of [{ ownerId: undefined }, { comment: " " }, { until: EARLIER }, { until: undefined }]) {
      expect(threatTransition(open, "acknowledge", { ...whole, ...over }, NOW).ok).toBe(false);
    }
    const held = { state: "acknowledged", until: LATER } as const;
    expect(threatTransition(held, "expire", { by: "system" }, NOW).ok).toBe(false);
    expect(threatTransition(held, "expire", { by: "system" }, LATER)).toMatchObject({ to: "open" });
  });

  it("declines for good or until a day that is to come, never until one that has passed", () => {
    const proposed = { state: "proposed", until: null } as const;
    const facts = { by: "human", reason: "misread" } as const;
    expect(threatTransition(proposed, "decline", facts, NOW)).toMatchObject({ to: "not-applicable" });
    expect(threatTransition(proposed, "decline", { ...facts, until: LATER }, NOW)).toMatchObject({ ok: true });
    for (const until of [EARLIER, NOW]) {
      expect(threatTransition(proposed, "decline", { ...facts, until }, NOW)).toMatchObject({
        refusal: { problem: "needs", need: "until-to-come" },
      });
    }
  });

  it("brings a declined proposal back when its time is over", () => {
    const declined = { state: "not-applicable", until: EARLIER } as const;
    expect(threatTransition(declined, "expire", { by: "system" }, NOW)).toMatchObject({ to: "proposed" });
  });

  it("offers a person what the table allows", () => {
    expect(threatCommandsFor("proposed")).toEqual(["accept", "decline"]);
    expect(threatCommandsFor("demonstrated")).toEqual(["reopen"]);
    expect(threatCommandsFor("open")).toEqual(["treat", "mitigate", "acknowledge", "transfer", "avoid", "rule-out"]);
  });
});
