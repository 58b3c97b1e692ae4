import { scannerTitle } from "@redoubt/domain/scan";
import { DECIDED_BY, REASON_WORDS, SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import type { Named } from "./filter-grammar.ts";
import { LEAVABLE, type Leavable, leftOut, type ListState, PLAIN_LIST } from "./list-state.ts";

/** A filter that is set, as a chip in the field. */
export interface Chip {
  readonly key: string;
  readonly not: boolean;
  readonly value: string;
  /** The list without it. */
  readonly clear: Partial<ListState>;
}

/** Every filter that is set, in the order in which filters are offered. */
export function chipsOf(state: ListState, people: readonly Named[]): Chip[] {
  const out = leftOut(state.not);
  const chips: Chip[] = [];
  for (const key of LEAVABLE) {
    const isUsual = key === "state" && state.state.length === 1 && state.state[0] === "open";
    if (state[key].length > 0 && !isUsual) {
      chips.push({ key, not: false, value: words(key, state[key], people), clear: { [key]: PLAIN_LIST[key] } });
    }
    const left = out[key];
    if (left !== undefined) {
      const clear = { not: state.not.filter((each) => !each.startsWith(`${key}:`)) };
      chips.push({ key, not: true, value: words(key, left, people), clear });
    }
  }
  const one = (key: string, value: string | null, clear: Partial<ListState>) => {
    if (value !== null) chips.push({ key, not: false, value, clear });
  };
  one("due", state.due, { due: null });
  one("ref", state.ref, { ref: null });
  one("dependencies", folder(state.dependency), { dependency: "folded" });
  one("backlog", folder(state.backlog), { backlog: "folded" });
  one("branch", folder(state.branch), { branch: "folded" });
  one("snoozed", folder(state.snoozed), { snoozed: "folded" });
  one("reason", state.reason && REASON_WORDS[state.reason], { reason: null });
  one("decided by", state.decidedBy && DECIDED_BY[state.decidedBy], { decidedBy: null });
  one("policy", state.policy && state.policy.slice(0, 12), { policy: null });
  one("proposed", state.proposed ? "yes" : null, { proposed: false });
  return chips;
}

function folder(value: "folded" | "shown" | "only"): string | null {
  return value === "folded" ? null : value;
}

function words(key: Leavable, values: readonly string[], people: readonly Named[]): string {
  return values.map((value) => word(key, value, people)).join(", ");
}

function word(key: Leavable, value: string, people: readonly Named[]): string {
  if (key === "severity") return (SEVERITY_WORDS as Record<string, string>)[value]?.toLowerCase() ?? value;
  if (key === "state") return (STATE_WORDS as Record<string, string>)[value] ?? value;
  if (key === "scanner") return scannerTitle(value);
  if (key === "assignee") return value === "none" ? "nobody" : (people.find(({ id }) => id === value)?.name ?? value);
  return value;
}
