import { CHOICES } from "../decision/choices.ts";

/** Where a key works: in the list with its panes, or on the page of one finding. */
export type KeyPlace = "list" | "page";

/** One key of the product's own, with what it does. Help, tooltips and bindings all read this table. */
export interface KeyRow {
  readonly id: string;
  /** As `KeyboardEvent.key` has it, letters by case; two with a space between are pressed one after the other. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly section: (typeof SECTIONS)[number];
  readonly places: readonly KeyPlace[];
  /** Stands in the line of hints under the list. */
  readonly hint?: string;
}

export const SECTIONS = ["Move", "Decide", "Select", "Read and share", "Lists"] as const;

const BOTH: readonly KeyPlace[] = ["list", "page"];
const LIST: readonly KeyPlace[] = ["list"];
const PAGE: readonly KeyPlace[] = ["page"];

const decide: readonly KeyRow[] = CHOICES.filter((choice) => choice.key !== null).map(({ id, label, key }) => ({
  id,
  keys: [key ?? ""],
  label,
  section: "Decide",
  places: BOTH,
}));

export const KEYS: readonly KeyRow[] = [
  { id: "next", keys: ["j", "ArrowDown"], label: "Next finding", section: "Move", places: LIST, hint: "move" },
  { id: "previous", keys: ["k", "ArrowUp"], label: "Finding before", section: "Move", places: LIST },
  { id: "next-page", keys: ["j"], label: "Next finding of the list", section: "Move", places: PAGE },
  { id: "previous-page", keys: ["k"], label: "Finding before in the list", section: "Move", places: PAGE },
  { id: "first", keys: ["g g", "Home"], label: "First finding", section: "Move", places: LIST },
  { id: "last", keys: ["G", "End"], label: "Last finding that is loaded", section: "Move", places: LIST },
  { id: "next-group", keys: ["}"], label: "Next group", section: "Move", places: LIST },
  { id: "previous-group", keys: ["{"], label: "Group before", section: "Move", places: LIST },
  { id: "fold", keys: ["-"], label: "Fold the group, or open it", section: "Move", places: LIST },
  { id: "open", keys: ["Enter"], label: "Open the finding's own page", section: "Move", places: LIST },
  { id: "back", keys: ["u"], label: "Back to the list", section: "Move", places: PAGE },
  ...decide,
  { id: "assign", keys: ["a"], label: "Give to someone", section: "Decide", places: BOTH, hint: "assign" },
  { id: "severity", keys: ["s"], label: "Change the severity", section: "Decide", places: BOTH, hint: "severity" },
  { id: "snooze", keys: ["h"], label: "Snooze for yourself", section: "Decide", places: BOTH, hint: "snooze" },
  { id: "comment", keys: ["c"], label: "Comment", section: "Decide", places: BOTH, hint: "comment" },
  { id: "undo", keys: ["z"], label: "Undo your last decision", section: "Decide", places: BOTH, hint: "undo" },
  { id: "merge", keys: ["="], label: "It is the same as what it may also be", section: "Decide", places: BOTH },
  { id: "part", keys: ["n"], label: "It is not what it may also be", section: "Decide", places: BOTH },
  { id: "split", keys: ["v"], label: "Split off what another tool reports", section: "Decide", places: BOTH },
  {
    id: "select",
    keys: ["x"],
    label: "Select, or take out of the selection",
    section: "Select",
    places: LIST,
    hint: "select",
  },
  { id: "range", keys: ["X"], label: "Select everything from the last one to here", section: "Select", places: LIST },
  { id: "extend-down", keys: ["J"], label: "Select and move down", section: "Select", places: LIST },
  { id: "extend-up", keys: ["K"], label: "Select and move up", section: "Select", places: LIST },
  { id: "clear", keys: ["Escape"], label: "Clear the selection", section: "Select", places: LIST },
  { id: "editor", keys: ["o"], label: "Open in your editor", section: "Read and share", places: BOTH, hint: "editor" },
  { id: "context", keys: ["."], label: "Copy as context for a coding agent", section: "Read and share", places: BOTH },
  { id: "link", keys: ["y"], label: "Copy the link", section: "Read and share", places: BOTH },
  { id: "next-step", keys: ["]"], label: "Next step of the flow", section: "Read and share", places: BOTH },
  { id: "previous-step", keys: ["["], label: "Step before", section: "Read and share", places: BOTH },
  { id: "filter", keys: ["/"], label: "Filter", section: "Lists", places: LIST, hint: "filter" },
  { id: "refresh", keys: ["r"], label: "Show what came in", section: "Lists", places: LIST },
  { id: "go-open", keys: ["g o"], label: "Go to Open", section: "Lists", places: LIST },
  { id: "go-new", keys: ["g n"], label: "Go to New", section: "Lists", places: LIST },
  { id: "go-mine", keys: ["g m"], label: "Go to Mine", section: "Lists", places: LIST },
  { id: "go-regressed", keys: ["g r"], label: "Go to Regressed", section: "Lists", places: LIST },
  { id: "help", keys: ["?"], label: "These keys", section: "Lists", places: BOTH, hint: "all keys" },
];

export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** What a press means at a place: a deed, the beginning of one, or nothing. `pending` is the key before. */
export function deedOf(
  place: KeyPlace,
  pressed: Pressed,
  pending: string | null,
): { deed: string | null; pending: string | null } {
  const key = keyName(pressed);
  const rows = KEYS.filter((row) => row.places.includes(place));
  const find = (wanted: string) => rows.find((row) => row.keys.includes(wanted))?.id ?? null;
  const deed = pending === null ? find(key) : find(`${pending} ${key}`);
  if (deed !== null) return { deed, pending: null };
  return { deed: null, pending: rows.some((row) => row.keys.some((each) => each.startsWith(`${key} `))) ? key : null };
}

/** Letters by the shift key alone, so that a caps lock changes nothing. */
function keyName({ key, shiftKey }: Pressed): string {
  if (!/^[a-z]$/i.test(key)) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

/** The keys of a deed as `aria-keyshortcuts` wants them; undefined when it has none. */
export function shortcutsOf(id: string): string | undefined {
  const keys = KEYS.find((row) => row.id === id)?.keys.filter((key) => !key.includes(" "));
  return keys === undefined || keys.length === 0 ? undefined : keys.map(ariaKey).join(" ");
}

function ariaKey(key: string): string {
  return /^[A-Z]$/.test(key) ? `Shift+${key.toLowerCase()}` : key;
}

const GLYPHS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  Enter: "↵",
  Escape: "Esc",
};

/** One key as it is written on a key cap: `J`, `⇧ X`, `G then N`. */
export function capsOf(key: string): string[] {
  return key.split(" ").flatMap((each) => (/^[A-Z]$/.test(each) ? ["⇧", each] : [GLYPHS[each] ?? each.toUpperCase()]));
}
