import {
  DISMISS_REASONS,
  type FindingCounts,
  FINDING_STATES,
  SEVERITIES,
  SUGGESTED,
  type SuggestValues,
  type Suggestion,
} from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { REASON_WORDS, SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import { FILTERS, type FilterKey, type Named, type Typing } from "./filter-grammar.ts";
import { countOf, FOLDER_CHOICES, LEAVABLE, type ListState, shownStates } from "./list-state.ts";

/** One line under the filter field. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly count?: string;
  /** What the last word of the field becomes; `done` when a filter is complete with it. */
  readonly text: string;
  readonly done: boolean;
}

/** The key whose values the server knows, when one of those is typed. */
export function askedOf(typing: Typing): SuggestValues["key"] | null {
  return SUGGESTED.find((key) => key === typing.key) ?? null;
}

interface Known {
  readonly state: ListState;
  readonly people: readonly Named[];
  /** Kept counts, when they answer for the rest of the filters. */
  readonly counts: FindingCounts | undefined;
  readonly values: readonly Suggestion[];
}

/** What can follow what is typed: filters by name, then the values that exist. */
export function optionsFor(typing: Typing, known: Known): Option[] {
  const minus = typing.not ? "-" : "";
  if (typing.key === null) {
    return FILTERS.filter(({ key }) => key.startsWith(typing.value.toLowerCase()))
      .filter(({ key }) => !typing.not || (LEAVABLE as readonly string[]).includes(key))
      .map(({ key, help }) => ({ id: key, label: `${minus}${key}:`, help, text: `${minus}${key}:`, done: false }));
  }
  const head = `${minus}${typing.key}:${typing.before.map((each) => `${each},`).join("")}`;
  return valuesOf(typing.key, typing.value, known)
    .filter(({ value }) => !typing.before.includes(value))
    .map(({ value, label, help, count, open }) => ({
      id: `${typing.key} ${value}`,
      label,
      ...(help === undefined ? {} : { help }),
      ...(count === undefined ? {} : { count }),
      text: `${head}${/\s/.test(value) ? `"${value}"` : value}`,
      done: !open,
    }));
}

interface Value {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  readonly count?: string;
  /** A folder: more may follow. */
  readonly open?: boolean;
}

function valuesOf(key: FilterKey, typed: string, known: Known): Value[] {
  const { state, counts, people, values } = known;
  const wanted = typed.toLowerCase();
  const among = (all: readonly Value[]) =>
    all.filter(({ value, label }) => begins(value, wanted) || holds(label, wanted));
  switch (key) {
    case "severity":
      return among(
        SEVERITIES.map((value) => ({
          value,
          label: SEVERITY_WORDS[value],
          ...counted(countOf(counts, [value], shownStates(state))),
        })),
      );
    case "state":
      return among([
        { value: "open", label: "open", help: "new to fix claimed" },
        { value: "any", label: "any state" },
        ...FINDING_STATES.map((value) => ({
          value,
          label: STATE_WORDS[value],
          ...counted(countOf(counts, state.severity, [value])),
        })),
      ]);
    case "assignee":
      return among([
        { value: "me", label: "me" },
        { value: "none", label: "nobody" },
        ...people.map(({ id, name }) => ({ value: id, label: name })),
      ]).map((each) => ({ ...each, help: each.help ?? "" }));
    case "due":
      return among([
        { value: "overdue", label: "overdue" },
        { value: "week", label: "in seven days" },
        { value: "none", label: "without a day" },
      ]);
    case "dependency":
    case "backlog":
    case "branch":
    case "snoozed":
      return among(FOLDER_CHOICES.map((value) => ({ value, label: FOLDER_WORDS[value] })));
    case "reason":
      return among(DISMISS_REASONS.map((value) => ({ value, label: REASON_WORDS[value] })));
    case "proposed":
      return among([{ value: "yes", label: "yes, what waits for a second person" }]);
    case "scanner":
      return values.map(({ value, count }) => ({ value, label: scannerTitle(value), ...bounded(count) }));
    case "path":
      return values.map(({ value, count }) => ({ value, label: value, ...bounded(count), open: value.endsWith("/") }));
    case "detector":
    case "cwe":
    case "ref":
      return values.map(({ value, count }) => ({ value, label: value, ...bounded(count) }));
  }
}

const FOLDER_WORDS = { folded: "folded away", shown: "shown among the others", only: "only these" } as const;

function counted(count: number | undefined): { count?: string } {
  return count === undefined ? {} : { count: count.toLocaleString("en") };
}

function bounded(count: Suggestion["count"]): { count?: string } {
  return count === null ? {} : { count: `${count.count.toLocaleString("en")}${count.more ? "+" : ""}` };
}

function begins(value: string, wanted: string): boolean {
  return value.toLowerCase().startsWith(wanted);
}

function holds(label: string, wanted: string): boolean {
  return label.toLowerCase().includes(wanted);
}
