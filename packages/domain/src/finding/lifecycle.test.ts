import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandsFor,
  FINDING_COMMANDS,
  type CommandFacts,
  type FindingCommand,
  type FindingFacts,
  TRANSITIONS,
  transition,
} from "./lifecycle.ts";
import type { FindingState } from "./states.ts";
import { DISMISS_REASONS, EVENT_ORIGINS, FINDING_STATES, isOpen, OPEN_STATES } from "./vocabulary.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const TOMORROW = new Date("2026-06-02T12:00:00Z");
const YESTERDAY = new Date("2026-05-31T12:00:00Z");

/** Everything that any command could need, so that only the table decides. */
const ALL: CommandFacts = {
  by: "human",
  actorId: "second-person",
  dismissReason: "by-design",
  comment: "because",
  ownerId: "owner",
  until: TOMORROW,
  duplicateOfId: "original",
  evidence: true,
  personDecided: false,
  previous: "confirmed",
};

const finding = (over: Partial<FindingFacts> = {}): FindingFacts => ({
  state: "new",
  stateBefore: null,
  acknowledgedUntil: YESTERDAY,
  fixClaimedById: "claimer",
  hasLineage: false,
  hasPoc: false,
  ...over,
});

/** The design's table, row by row: command, from, to, by. */
const DESIGN: readonly [FindingCommand, string, string, string][] = [
  ["confirm", "new acknowledged dismissed resolved not-observed", "confirmed", "human"],
  ["affirm", "new dismissed", "confirmed", "import"],
  ["expire", "acknowledged", "confirmed", "system"],
  ["split", "duplicate", "confirmed", "human"],
  ["start-fix", "new confirmed regressed", "in-progress", "human commit"],
  ["claim-fix", "new confirmed in-progress regressed", "fix-claimed", "human commit import"],
  ["resolve", "new confirmed in-progress fix-claimed regressed", "resolved", "import poc"],
  ["confirm-fix", "fix-claimed", "resolved", "human"],
  ["not-observe", "new confirmed in-progress regressed", "not-observed", "import"],
  ["dismiss", "new confirmed in-progress regressed", "dismissed", "human policy in-code import"],
  ["acknowledge", "new confirmed in-progress regressed", "acknowledged", "human policy import"],
  ["duplicate", "new confirmed in-progress fix-claimed regressed", "duplicate", "human import"],
  ["regress", "resolved", "regressed", "import poc"],
  // What a policy or a comment in the code held goes back where it was, which is confirmed in these facts.
  ["release", "dismissed acknowledged", "confirmed", "policy in-code"],
];

const anyState = fc.constantFrom(...FINDING_STATES);
const anyCommand = fc.constantFrom(...FINDING_COMMANDS);
const anyOrigin = fc.constantFrom(...EVENT_ORIGINS);
const anyFacts: fc.Arbitrary<CommandFacts> = fc.record(
  {
    by: anyOrigin,
    actorId: fc.constantFrom("claimer", "second-person"),
    dismissReason: fc.constantFrom(...DISMISS_REASONS),
    comment: fc.constantFrom("", " ", "because"),
    ownerId: fc.constant("owner"),
    until: fc.constantFrom(TOMORROW, YESTERDAY),
    duplicateOfId: fc.constant("original"),
    evidence: fc.boolean(),
    personDecided: fc.constant(true),
    previous: anyState,
  },
  { requiredKeys: ["by"] },
);
const anyFinding: fc.Arbitrary<FindingFacts> = fc.record({
  state: anyState,
  stateBefore: fc.option(anyState),
  acknowledgedUntil: fc.option(fc.constantFrom(TOMORROW, YESTERDAY)),
  fixClaimedById: fc.option(fc.constant("claimer")),
  hasLineage: fc.boolean(),
  hasPoc: fc.boolean(),
});

describe("the machine", () => {
  it.each(DESIGN)("%s goes from exactly %s to %s by exactly %s", (command, from, to, by) => {
    for (const state of FINDING_STATES) {
      for (const origin of EVENT_ORIGINS) {
        const answer = transition(finding({ state }), command, { ...ALL, by: origin }, NOW);
        const expected = from.split(" ").includes(state) && by.split(" ").includes(origin);
        expect([state, origin, answer.ok]).toEqual([state, origin, expected]);
        if (answer.ok) expect(answer.to).toBe(to);
      }
    }
  });

  it("has one row for each command", () => {
    expect(TRANSITIONS.map((row) => row.command).sort()).toEqual([...FINDING_COMMANDS].sort());
  });

  it("never lets an import move what a person decided", () => {
    fc.assert(
      fc.property(anyFinding, anyCommand, anyFacts, (of, command, facts) => {
        fc.pre(["dismissed", "acknowledged", "duplicate"].includes(of.state));
        expect(transition(of, command, { ...facts, by: "import" }, NOW).ok).toBe(false);
      }),
    );
  });

  it("never resolves without evidence, but by another person where nothing can run", () => {
    fc.assert(
      fc.property(anyFinding, anyCommand, anyFacts, (of, command, facts) => {
        const answer = transition(of, command, facts, NOW);
        if (!answer.ok || answer.to !== "resolved" || command === "undo" || command === "see-again") return;
        const proven = facts.evidence === true && ["import", "poc"].includes(facts.by);
        const signed = facts.by === "human" && facts.actorId !== of.fixClaimedById && !of.hasLineage && !of.hasPoc;
        expect(proven || signed).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it("answers for every input, and says why it refuses", () => {
    fc.assert(
      fc.property(anyFinding, anyCommand, anyFacts, (of, command, facts) => {
        const answer = transition(of, command, facts, NOW);
        if (answer.ok) {
          expect(answer.from).toBe(of.state);
          expect(FINDING_STATES).toContain(answer.to);
        } else expect(["not-from-here", "not-by", "needs"]).toContain(answer.refusal.problem);
      }),
    );
  });

  it("offers a person exactly what the table allows in a state", () => {
    for (const state of FINDING_STATES) {
      const possible = FINDING_COMMANDS.filter((command) => command !== "undo").filter(
        (command) => transition(finding({ state }), command, ALL, NOW).ok,
      );
      expect([state, commandsFor(state).sort()]).toEqual([state, possible.sort()]);
    }
  });
});

describe("needs", () => {
  const refusedFor = (command: FindingCommand, of: FindingFacts, facts: CommandFacts): string => {
    const answer = transition(of, command, facts, NOW);
    return answer.ok ? "allowed" : answer.refusal.problem === "needs" ? answer.refusal.need : answer.refusal.problem;
  };

  it("asks a dismissal for a reason and a comment", () => {
    expect(refusedFor("dismiss", finding(), { by: "human", comment: "x" })).toBe("dismiss-reason");
    expect(refusedFor("dismiss", finding(), { by: "human", dismissReason: "by-design", comment: " " })).toBe("comment");
  });

  it("asks an acknowledgement for an owner, a reason and a date to come", () => {
    const { ownerId: _ownerId, ...noOwner } = ALL;
    expect(refusedFor("acknowledge", finding(), noOwner)).toBe("owner");
    expect(refusedFor("acknowledge", finding(), { ...ALL, comment: "" })).toBe("comment");
    expect(refusedFor("acknowledge", finding(), { ...ALL, until: YESTERDAY })).toBe("until");
  });

  it("reopens an acknowledgement only when its date has passed", () => {
    const of = (acknowledgedUntil: Date | null) => finding({ state: "acknowledged", acknowledgedUntil });
    expect(refusedFor("expire", of(TOMORROW), { by: "system" })).toBe("until-passed");
    expect(refusedFor("expire", of(null), { by: "system" })).toBe("until-passed");
    expect(refusedFor("expire", of(NOW), { by: "system" })).toBe("allowed");
  });

  it("lets only another person confirm a fix, and only where no run could", () => {
    const claimed = (over: Partial<FindingFacts> = {}) => finding({ state: "fix-claimed", ...over });
    expect(refusedFor("confirm-fix", claimed(), { by: "human", actorId: "claimer" })).toBe("other-person");
    expect(refusedFor("confirm-fix", claimed({ hasLineage: true }), ALL)).toBe("no-lineage-no-poc");
    expect(refusedFor("confirm-fix", claimed({ hasPoc: true }), ALL)).toBe("no-lineage-no-poc");
    expect(refusedFor("confirm-fix", claimed(), ALL)).toBe("allowed");
  });

  it("lets a statement of others decide only where no person has", () => {
    for (const command of ["affirm", "dismiss", "claim-fix"] as const) {
      const { personDecided: _personDecided, ...unknown } = ALL;
      expect(refusedFor(command, finding(), { ...unknown, by: "import" })).toBe("no-person");
      expect(refusedFor(command, finding(), { ...ALL, by: "import", personDecided: true })).toBe("no-person");
      expect(refusedFor(command, finding(), { ...ALL, by: "import" })).toBe("allowed");
    }
    expect(refusedFor("dismiss", finding(), { ...ALL, personDecided: true })).toBe("allowed");
  });

  it("resolves only on evidence", () => {
    expect(refusedFor("resolve", finding(), { by: "import" })).toBe("evidence");
  });
});

describe("going back", () => {
  it("returns a finding that is seen again to where it was", () => {
    for (const stateBefore of ["new", "confirmed", "in-progress", "regressed"] as const) {
      const answer = transition(finding({ state: "not-observed", stateBefore }), "see-again", { by: "import" }, NOW);
      expect(answer).toMatchObject({ ok: true, to: stateBefore });
    }
  });

  it("lets go of what no person decided, to a state in which someone owes something", () => {
    for (const previous of FINDING_STATES) {
      const answer = transition(finding({ state: "dismissed" }), "release", { by: "policy", previous }, NOW);
      expect(answer.ok).toBe(["new", "confirmed", "in-progress", "regressed"].includes(previous));
    }
  });

  it("undoes to the named state, whichever the two are", () => {
    fc.assert(
      fc.property(anyState, anyState, (state: FindingState, previous: FindingState) => {
        const answer = transition(finding({ state }), "undo", { by: "human", previous }, NOW);
        expect(answer).toEqual({ ok: true, from: state, to: previous });
      }),
    );
  });

  it("counts five states as open", () => {
    expect(FINDING_STATES.filter(isOpen)).toEqual([...OPEN_STATES]);
  });
});
