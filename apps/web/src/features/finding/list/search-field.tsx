"use client";
import { scannerTitle } from "@redoubt/domain/scan";
import { Input, Kbd } from "@redoubt/ui";
import { ListFilter, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import type { ListState } from "./list-state.ts";
import { type Named, takeFilters, wordsOf } from "./typed-search.ts";
import type { ChangeList } from "./use-list-state.ts";

const PAUSE = 300;

interface Chip {
  readonly key: string;
  readonly value: string;
  readonly clear: Partial<ListState>;
}

export interface SearchFieldProps {
  readonly state: ListState;
  readonly change: ChangeList;
  readonly people: readonly Named[];
  readonly className?: string;
}

/** Words to search for, and filters as one types them (`severity:high`), each then a chip that can be taken away. */
export function SearchField({ state, change, people, className }: SearchFieldProps) {
  const [draft, setDraft] = useState(state.q);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(state.q);
  const helpId = useId();
  useEffect(() => {
    // The address changed from elsewhere: a view, Back.
    if (state.q !== asked.current) setDraft(state.q);
    asked.current = state.q;
  }, [state.q]);
  useEffect(() => {
    const words = wordsOf(draft);
    if (words === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = words;
      change({ q: words }, "replace");
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [draft, change]);

  const take = (text: string, done: boolean) => {
    const { patch, rest, problem: wrong } = takeFilters(text, done, people);
    setProblem(wrong);
    setDraft(rest);
    if (Object.keys(patch).length > 0) change(patch);
  };
  const chips = chipsOf(state, people);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") take(draft, true);
    const last = chips.at(-1);
    if (event.key === "Backspace" && draft === "" && last !== undefined) change(last.clear);
    if (event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <div className={className}>
      <Input
        role="searchbox"
        data-list-search=""
        aria-label="Search and filter findings"
        aria-describedby={helpId}
        placeholder={chips.length === 0 ? "Search, or severity:high state:new path:src/ assignee:me" : "Add a filter"}
        value={draft}
        onChange={(event) => take(event.target.value, false)}
        onKeyDown={onKeyDown}
        className="h-auto flex-wrap py-0.5 [&>input]:min-w-24"
        leading={
          <>
            <ListFilter aria-hidden="true" />
            {chips.map((chip) => (
              <button
                key={chip.key}
                type="button"
                className="inline-flex h-5 max-w-full items-center gap-1 rounded-1 bg-sunken px-1.5 text-12 whitespace-nowrap text-ink hover:bg-line phone:h-9"
                aria-label={`Take away the filter ${chip.key} ${chip.value}`}
                onClick={() => change(chip.clear)}
              >
                <span className="text-ink-3">{chip.key}</span>
                <span className="max-w-48 truncate">{chip.value}</span>
                <X aria-hidden="true" className="size-3" />
              </button>
            ))}
          </>
        }
        trailing={<Kbd className="phone:hidden">/</Kbd>}
      />
      <p
        id={helpId}
        className={problem === null ? "sr-only" : "mt-1 text-12 text-bad"}
        role={problem === null ? undefined : "alert"}
      >
        {problem ??
          "Type words, or filters such as severity:high, state:new, scanner:solhint, path:src/, assignee:me; a space or Enter sets a filter."}
      </p>
    </div>
  );
}

function chipsOf(state: ListState, people: readonly Named[]): Chip[] {
  const {
    severity,
    state: states,
    scanner,
    detector,
    path,
    ref,
    assignee,
    dependency,
    backlog,
    snoozed,
    proposed,
  } = state;
  const person = assignee === "none" ? "nobody" : (people.find((each) => each.id === assignee)?.name ?? assignee);
  const isUsual = states.length === 1 && states[0] === "open";
  const words = states.map((each) => (each === "open" || each === "any" ? each : STATE_WORDS[each]));
  const all: (Chip | null)[] = [
    severity.length > 0
      ? {
          key: "severity",
          value: severity.map((each) => SEVERITY_WORDS[each].toLowerCase()).join(", "),
          clear: { severity: [] },
        }
      : null,
    isUsual ? null : { key: "state", value: words.join(", "), clear: { state: ["open"] } },
    scanner === null ? null : { key: "scanner", value: scannerTitle(scanner), clear: { scanner: null } },
    detector === null ? null : { key: "detector", value: detector, clear: { detector: null } },
    path === null ? null : { key: "path", value: path, clear: { path: null } },
    ref === null ? null : { key: "ref", value: ref, clear: { ref: null } },
    person === null ? null : { key: "assignee", value: person, clear: { assignee: null } },
    proposed ? { key: "proposed", value: "yes", clear: { proposed: false } } : null,
    snoozed === "folded" ? null : { key: "snoozed", value: snoozed, clear: { snoozed: "folded" } },
    backlog === "folded" ? null : { key: "backlog", value: backlog, clear: { backlog: "folded" } },
    dependency === "folded" ? null : { key: "dependencies", value: dependency, clear: { dependency: "folded" } },
  ];
  return all.filter((chip) => chip !== null);
}
