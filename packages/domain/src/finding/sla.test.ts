import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEVERITIES } from "./vocabulary.ts";
import { clockAfter, clockOf, type ClockEvent, dueAt, NO_SLA, runs, STANDING, SUGGESTED_SLA } from "./sla.ts";
import { FINDING_STATES, isOpen } from "./vocabulary.ts";

const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * DAY);
const event = (n: number, state: ClockEvent["state"], backlog = false): ClockEvent => ({ at: day(n), state, backlog });

const fold = (events: readonly ClockEvent[]) => {
  let clock = STANDING;
  events.forEach((each, index) => {
    clock = clockAfter(clock, events[index - 1] ?? null, each, each.at, each.resumes);
  });
  return clock;
};
/** What has counted until a moment. */
const elapsed = (clock: ReturnType<typeof fold>, now: Date) =>
  clock.spentMs + (clock.since === null ? 0 : now.getTime() - clock.since.getTime());

const history: fc.Arbitrary<ClockEvent[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 40 }),
      state: fc.constantFrom(...FINDING_STATES),
      adopted: fc.boolean(),
      resumes: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((steps) => {
    let at = 0;
    return [
      event(0, "new"),
      ...steps.map(({ gap, state, adopted, resumes }) => {
        at += gap;
        return { at: day(at), state, backlog: adopted && state === "new", resumes };
      }),
    ];
  });

describe("the clock", () => {
  it("counts from new to resolved", () => {
    expect(fold([event(0, "new"), event(2, "confirmed"), event(5, "in-progress"), event(9, "resolved")])).toEqual({
      spentMs: 9 * DAY,
      since: null,
    });
  });

  it.each(["acknowledged", "dismissed", "duplicate", "not-observed"] as const)("stands while %s", (state) => {
    const clock = fold([event(0, "new"), event(3, state), event(50, "confirmed")]);
    expect(elapsed(clock, day(51))).toBe(4 * DAY);
    expect(dueAt(clock, "critical", SUGGESTED_SLA)).toEqual(day(54));
  });

  it("starts anew when the finding is back, and resumes when a person reopens it", () => {
    const resolved = [event(0, "new"), event(5, "resolved")];
    expect(dueAt(fold([...resolved, event(20, "regressed")]), "critical", SUGGESTED_SLA)).toEqual(day(27));
    expect(dueAt(fold([...resolved, event(20, "confirmed")]), "critical", SUGGESTED_SLA)).toEqual(day(22));
  });

  it("stands in the backlog, starts anew when it is taken up, and resumes when the adoption is undone", () => {
    const adopted = [event(0, "new"), event(4, "new", true)];
    expect(fold(adopted)).toEqual({ spentMs: 4 * DAY, since: null });
    expect(dueAt(fold([...adopted, event(30, "new")]), "high", SUGGESTED_SLA)).toEqual(day(60));
    expect(dueAt(fold([...adopted, { ...event(30, "new"), resumes: true }]), "high", SUGGESTED_SLA)).toEqual(day(56));
  });

  it("has no day without a promise", () => {
    expect(dueAt(fold([event(0, "new")]), "critical", NO_SLA)).toBeNull();
    expect(dueAt(fold([event(0, "new")]), "info", SUGGESTED_SLA)).toBeNull();
  });
});

describe("over any history", () => {
  it("kept change by change, agrees with the intervals between events", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 500 }), (events, later) => {
        const now = new Date((events.at(-1)?.at.getTime() ?? 0) + later * DAY);
        const [kept, replayed] = [fold(events), clockOf(events)];
        expect(kept.since === null).toBe(replayed.since === null);
        expect(elapsed(kept, now)).toBe(elapsed(replayed, now));
        for (const severity of SEVERITIES) {
          expect(dueAt(kept, severity, SUGGESTED_SLA)).toEqual(dueAt(replayed, severity, SUGGESTED_SLA));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("runs exactly while someone owes something", () => {
    fc.assert(
      fc.property(history, (events) => {
        const last = events.at(-1);
        expect(fold(events).since !== null).toBe(last !== undefined && isOpen(last.state) && !last.backlog);
      }),
    );
  });

  it("never counts more than has passed, and nothing of the time in which it stood", () => {
    fc.assert(
      fc.property(history, fc.constantFrom("acknowledged", "dismissed", "duplicate"), (events, state) => {
        const end = events.at(-1)?.at ?? day(0);
        const before = fold(events);
        const pause = { at: end, state, backlog: false } as const;
        const long = { at: new Date(end.getTime() + 1000 * DAY), state: "confirmed", backlog: false } as const;
        const after = clockAfter(clockAfter(before, events.at(-1) ?? null, pause, pause.at), pause, long, long.at);
        expect(elapsed(before, end)).toBeLessThanOrEqual(end.getTime() - day(0).getTime());
        if (events.at(-1)?.backlog !== true) expect(elapsed(after, long.at)).toBe(elapsed(before, end));
      }),
    );
  });

  it("does not move the day of a finding that only changes between open states", () => {
    const open = fc.constantFrom(...FINDING_STATES.filter((state) => isOpen(state) && state !== "regressed"));
    fc.assert(
      fc.property(history, open, fc.integer({ min: 0, max: 50 }), (events, state, gap) => {
        const last = events.at(-1);
        if (last === undefined || !runs(last)) return;
        const next = { at: new Date(last.at.getTime() + gap * DAY), state, backlog: false };
        expect(clockAfter(fold(events), last, next, next.at)).toEqual(fold(events));
      }),
    );
  });

  it("begins at nothing whenever the finding is back", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 50 }), (events, gap) => {
        const last = events.at(-1);
        if (last === undefined || last.state === "regressed") return;
        const at = new Date(last.at.getTime() + gap * DAY);
        const back = clockAfter(fold(events), last, { state: "regressed", backlog: false }, at);
        expect(back).toEqual({ spentMs: 0, since: at });
      }),
    );
  });
});
