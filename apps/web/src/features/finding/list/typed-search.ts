import { FINDING_STATES, SEVERITIES } from "@redoubt/domain/finding";
import type { ListState } from "./list-state.ts";

/** A member as a filter names them. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface TypedSearch {
  /** What the complete filters in the text say. */
  readonly patch: Partial<ListState>;
  /** The words that are left, and a filter that is still being typed. */
  readonly rest: string;
  /** What is wrong with a filter, and what it may be. */
  readonly problem: string | null;
}

export const FILTER_KEYS = [
  "severity",
  "state",
  "scanner",
  "detector",
  "path",
  "ref",
  "assignee",
  "dependency",
  "backlog",
  "snoozed",
] as const;
type FilterKey = (typeof FILTER_KEYS)[number];

const FILTER = /(?:^|(?<=\s))([a-z]+):(?:"([^"]*)"|(\S+))(?=\s|$)/g;

/**
 * Takes filters like `severity:high,critical path:src/vault assignee:me` out of a text. While one types, a filter
 * counts once a space stands behind it; `done` takes the last one too.
 */
export function takeFilters(text: string, done: boolean, people: readonly Named[] = []): TypedSearch {
  let patch: Partial<ListState> = {};
  let problem: string | null = null;
  const rest = text.replaceAll(
    FILTER,
    (whole, key: string, quoted: string | undefined, bare: string | undefined, at: number) => {
      if (!isKey(key)) return whole;
      if (!done && at + whole.length === text.length) return whole;
      const read = readFilter(key, quoted ?? bare ?? "", people);
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
    .replaceAll(FILTER, (whole, key: string) => (isKey(key) ? "" : whole))
    .replaceAll(/\s+/g, " ")
    .trim();
}

function isKey(key: string): key is FilterKey {
  return (FILTER_KEYS as readonly string[]).includes(key);
}

function readFilter(key: FilterKey, value: string, people: readonly Named[]): Partial<ListState> | string {
  const parts = value.toLowerCase().split(",").filter(Boolean);
  if (key === "severity") return listed(key, parts, SEVERITIES);
  if (key === "state") return listed(key, parts, ["open", "any", ...FINDING_STATES] as const);
  if (key === "assignee") return assignee(value, people);
  if (key === "dependency" || key === "backlog" || key === "snoozed") {
    const [one] = parts;
    return one === "folded" || one === "shown" || one === "only" ? { [key]: one } : `${key} is folded, shown or only`;
  }
  return { [key]: value };
}

function listed<const T extends string>(key: "severity" | "state", parts: readonly string[], allowed: readonly T[]) {
  const known = allowed.filter((each) => parts.includes(each));
  if (parts.length === 0 || known.length < new Set(parts).size) return `${key} is one or more of ${allowed.join(", ")}`;
  return { [key]: known };
}

function assignee(value: string, people: readonly Named[]): Partial<ListState> | string {
  if (value === "me" || value === "none") return { assignee: value };
  const found = people.find((each) => each.id === value || each.name.toLowerCase().includes(value.toLowerCase()));
  return found === undefined ? "assignee is me, none or the name of a member" : { assignee: found.id };
}
