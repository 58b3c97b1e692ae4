import { DISMISS_REASONS, FINDING_STATES, isDue, SEVERITIES } from "@redoubt/domain/finding";
import { FOLDER_CHOICES, LEAVABLE, type Leavable, type ListState, STATE_CHOICES } from "./list-state.ts";

/** A member as a filter names them. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Every typed filter, in the order in which they are offered, with what it is for. */
export const FILTERS = [
  { key: "severity", help: "critical, high, medium, low, info" },
  { key: "state", help: "new, confirmed, in-progress, dismissed …; any for all" },
  { key: "path", help: "the beginning of a path: src/vault/" },
  { key: "detector", help: "one check of a tool" },
  { key: "scanner", help: "the tool that found it" },
  { key: "assignee", help: "me, none, or a name" },
  { key: "cwe", help: "a weakness class: CWE-841, SCWE-046" },
  { key: "due", help: "overdue, week, none, or a day: 2026-12-24" },
  { key: "ref", help: "seen on a branch or tag" },
  { key: "dependency", help: "code of others: folded, shown, only" },
  { key: "backlog", help: "what was adopted as known: folded, shown, only" },
  { key: "branch", help: "what only other branches show: folded, shown, only" },
  { key: "snoozed", help: "what you have put off: folded, shown, only" },
  { key: "reason", help: "why it was dismissed" },
  { key: "proposed", help: "yes: what waits for a second person" },
] as const;
export type FilterKey = (typeof FILTERS)[number]["key"];

export interface TakenFilters {
  /** The list with the complete filters of the text. */
  readonly patch: Partial<ListState>;
  /** The words that are left, and a filter that is still being typed. */
  readonly rest: string;
  /** What is wrong with a filter, and what it may be. */
  readonly problem: string | null;
}

const FILTER = /(?:^|(?<=\s))(-?)([a-z]+):(?:"([^"]*)"|(\S+))(?=\s|$)/g;

/**
 * Takes filters like `severity:high,critical -path:lib/ assignee:me` out of a text. While one types, a filter counts
 * once a space stands behind it; `done` takes the last one too. What the list is narrowed by already stays.
 */
export function takeFilters(
  state: ListState,
  text: string,
  done: boolean,
  people: readonly Named[] = [],
): TakenFilters {
  let patch: Partial<ListState> = {};
  let problem: string | null = null;
  const rest = text.replaceAll(
    FILTER,
    (whole, minus: string, key: string, quoted: string | undefined, bare: string | undefined, at: number) => {
      if (!isKey(key)) return whole;
      if (!done && at + whole.length === text.length) return whole;
      const read = readFilter({ ...state, ...patch }, { not: minus === "-", key, value: quoted ?? bare ?? "" }, people);
      if (typeof read === "string") problem = read;
      else patch = { ...patch, ...read };
      return typeof read === "string" ? whole : "";
    },
  );
  return { patch, rest: Object.keys(patch).length === 0 ? text : rest.replaceAll(/\s+/g, " ").trimStart(), problem };
}

/** The words of a text that are no filter; what a list is searched for while one types. */
export function wordsOf(text: string): string {
  return text
    .replaceAll(FILTER, (whole, _minus: string, key: string) => (isKey(key) ? "" : whole))
    .replace(UNFINISHED, (whole, _space, _minus: string, key: string) => (isKey(key) ? "" : whole))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The last word, which a person is about to finish. */
export interface Typing {
  /** Where it begins in the text. */
  readonly from: number;
  readonly not: boolean;
  /** Null while the name of the filter itself is typed. */
  readonly key: FilterKey | null;
  readonly value: string;
  /** Values before the last comma. */
  readonly before: readonly string[];
}

const UNFINISHED = /(^|\s)(-?)([a-z]+):("[^"]*|\S*)$/;
const WORD = /(^|\s)(-?)(\S*)$/;

/** What stands at the end of the text: a filter's name, or a value of one. */
export function typingAt(text: string): Typing {
  const filter = UNFINISHED.exec(text);
  const [, space = "", minus = "", key = "", given = ""] = filter ?? [];
  if (filter !== null && isKey(key)) {
    const parts = given.replace(/^"/, "").split(",");
    const value = parts.pop() ?? "";
    return { from: filter.index + space.length, not: minus === "-", key, value, before: parts };
  }
  const word = WORD.exec(text);
  const [, gap = "", sign = "", letters = ""] = word ?? [];
  return { from: (word?.index ?? 0) + gap.length, not: sign === "-", key: null, value: letters, before: [] };
}

interface Filter {
  readonly not: boolean;
  readonly key: FilterKey;
  readonly value: string;
}

/** The list narrowed by one more filter; words that say what is wrong when it cannot be. */
export function readFilter(state: ListState, filter: Filter, people: readonly Named[]): Partial<ListState> | string {
  const { not, key, value } = filter;
  if (not && !isLeavable(key)) return `${key} cannot be left out`;
  switch (key) {
    case "severity":
      return add(state, not, key, listed(key, value, SEVERITIES));
    case "state":
      return addStates(state, not, listed(key, value, not ? FINDING_STATES : STATE_CHOICES));
    case "assignee":
      return add(state, not, key, assignees(value, people));
    case "cwe":
      return add(state, not, key, classes(value));
    case "scanner":
    case "detector":
    case "path":
      return add(state, not, key, value.split(",").filter(Boolean));
    case "due":
      return isDue(value) ? { due: value } : "due is overdue, week, none or a day such as 2026-12-24";
    case "ref":
      return { ref: value };
    case "dependency":
    case "backlog":
    case "branch":
    case "snoozed": {
      const folder = FOLDER_CHOICES.find((each) => each === value);
      return folder === undefined ? `${key} is folded, shown or only` : { [key]: folder };
    }
    case "reason": {
      const reason = DISMISS_REASONS.find((each) => each === value.toLowerCase());
      return reason === undefined ? `reason is one of ${DISMISS_REASONS.join(", ")}` : { reason };
    }
    case "proposed":
      return value === "yes" || value === "no" ? { proposed: value === "yes" } : "proposed is yes or no";
  }
}

/** The list without one value of a filter. */
export function withoutValue(state: ListState, key: Leavable, value: string, not: boolean): Partial<ListState> {
  if (not) return { not: state.not.filter((each) => each !== `${key}:${value}`) };
  const left = state[key].filter((each) => each !== value);
  return { [key]: key === "state" && left.length === 0 ? ["open"] : left };
}

function add(state: ListState, not: boolean, key: Leavable, values: string | string[]): Partial<ListState> | string {
  if (typeof values === "string") return values;
  if (values.length === 0) return `say which ${key}`;
  if (not)
    return {
      not: union(
        state.not,
        values.map((value) => `${key}:${value}`),
      ),
    };
  return { [key]: union(state[key], values) };
}

function addStates(state: ListState, not: boolean, values: string | string[]): Partial<ListState> | string {
  // The usual "open" gives way to what is asked for.
  const isUsual = state.state.length === 1 && (state.state[0] === "open" || state.state[0] === "any");
  return add(not || !isUsual ? state : { ...state, state: [] }, not, "state", values);
}

function union(there: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...there, ...more])];
}

function listed<const T extends string>(key: string, value: string, allowed: readonly T[]): T[] | string {
  const parts = value.toLowerCase().split(",").filter(Boolean);
  const known = allowed.filter((each) => parts.includes(each));
  if (parts.length === 0 || known.length < new Set(parts).size) return `${key} is one or more of ${allowed.join(", ")}`;
  return known;
}

function assignees(value: string, people: readonly Named[]): string[] | string {
  const all = value.split(",").map((each) => {
    if (each === "me" || each === "none") return each;
    const wanted = each.toLowerCase();
    return people.find(({ id, name }) => id === each || (wanted !== "" && name.toLowerCase().includes(wanted)))?.id;
  });
  const known = all.filter((each) => each !== undefined);
  return known.length < all.length ? "assignee is me, none or the name of a member" : known;
}

function classes(value: string): string[] | string {
  const all = value.toUpperCase().split(",").filter(Boolean);
  const full = all.map((each) => (/^\d+$/.test(each) ? `CWE-${each}` : each));
  return full.every((each) => /^(?:CWE|SWC|SCWE)-\d{1,5}$/.test(each))
    ? full
    : "cwe is a class such as CWE-841 or SCWE-046";
}

function isKey(key: string): key is FilterKey {
  return FILTERS.some((filter) => filter.key === key);
}

function isLeavable(key: FilterKey): key is Leavable {
  return (LEAVABLE as readonly string[]).includes(key);
}
