"use client";
import type { FindingCounts, SuggestValues } from "@redoubt/domain/finding";
import { cn, Input, Kbd } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { ListFilter, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { shortcutsOf } from "../keys/keys.ts";
import type { TriageScope } from "../triage/source.ts";
import { chipsOf } from "./chips.ts";
import { type Named, takeFilters, typingAt, wordsOf } from "./filter-grammar.ts";
import { filtersOf, isCountable, type ListState } from "./list-state.ts";
import { askedOf, type Option, optionsFor } from "./suggestions.ts";
import type { ChangeList } from "./use-list-state.ts";

const PAUSE_MS = 250;

export interface FilterFieldProps {
  readonly scope: TriageScope;
  readonly state: ListState;
  readonly change: ChangeList;
  readonly people: readonly Named[];
  readonly counts: FindingCounts | undefined;
  readonly className?: string;
}

/** Words to search for, and filters as one types them, with what exists under the field; each then is a chip. */
export function FilterField({ scope, state, change, people, counts, className }: FilterFieldProps) {
  const [draft, setDraft] = useState(state.q);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(state.q);
  const [listId, helpId] = [useId(), useId()];
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
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, change]);

  const typing = useMemo(() => typingAt(draft), [draft]);
  const values = useValues(scope, state, isOpen ? askedOf(typing) : null, typing.value);
  const known = isCountable(state) ? counts : undefined;
  const options = useMemo(
    () => (isOpen ? optionsFor(typing, { state, people, counts: known, values }) : []),
    [isOpen, typing, state, people, known, values],
  );
  // While a value is typed the first one that fits is at hand; words are searched for as they are.
  const active = at >= 0 ? Math.min(at, options.length - 1) : typing.key !== null && typing.value !== "" ? 0 : -1;
  const chips = chipsOf(state, people);
  const shows = isOpen && options.length > 0;

  const take = (text: string, done: boolean) => {
    const { patch, rest, problem: wrong } = takeFilters(state, text, done, people);
    setProblem(wrong);
    setDraft(rest);
    setAt(-1);
    if (Object.keys(patch).length > 0) change(patch);
  };
  const pick = (option: Option) => {
    const text = `${draft.slice(0, typing.from)}${option.text}`;
    if (option.done) take(`${text} `, true);
    else {
      setDraft(text);
      setAt(-1);
      setProblem(null);
    }
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = options[active];
    const last = chips.at(-1);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(
        options.length === 0 ? -1 : (Math.max(active, step === 1 ? -1 : 0) + step + options.length) % options.length,
      );
    } else if (event.key === "Enter" && shows && chosen !== undefined && (at >= 0 || chosen.done)) {
      event.preventDefault();
      pick(chosen);
    } else if (event.key === "Tab" && !event.shiftKey && shows && typing.value !== "") {
      const [first] = options;
      event.preventDefault();
      pick(chosen ?? (first as Option));
    } else if (event.key === "Enter") {
      take(draft, true);
      setOpen(false);
    } else if (event.key === "Backspace" && draft === "" && last !== undefined) change(last.clear);
    else if (event.key === "Escape") {
      if (shows) setOpen(false);
      else input.current?.blur();
    }
  };
  return (
    <div className={cn("relative", className)}>
      <Input
        ref={input}
        role="combobox"
        data-filter=""
        aria-label="Filter findings"
        aria-expanded={shows}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shows && active >= 0 ? `${listId}-${active}` : undefined}
        aria-describedby={helpId}
        aria-keyshortcuts={shortcutsOf("filter")}
        autoComplete="off"
        spellCheck={false}
        placeholder={chips.length === 0 ? "Search, or severity:high path:src/ assignee:me" : "Add a filter"}
        value={draft}
        onChange={(event) => {
          setOpen(true);
          take(event.target.value, false);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-auto flex-wrap gap-x-1.5 py-0.5 [&>input]:min-w-24"
        leading={
          <>
            <ListFilter aria-hidden="true" />
            {chips.map((chip) => (
              <button
                key={`${chip.not} ${chip.key}`}
                type="button"
                className="inline-flex h-5 max-w-full items-center gap-1 rounded-1 bg-sunken px-1.5 text-12 whitespace-nowrap text-ink hover:bg-line phone:h-9"
                aria-label={`Take away the filter ${chip.not ? "not " : ""}${chip.key} ${chip.value}`}
                onClick={() => change(chip.clear)}
              >
                <span className="text-ink-3">
                  {chip.not && "not "}
                  {chip.key}
                </span>
                <span className="max-w-40 truncate">{chip.value}</span>
                <X aria-hidden="true" className="size-3 text-ink-3" />
              </button>
            ))}
          </>
        }
        trailing={<Kbd className="phone:hidden">/</Kbd>}
      />
      <p
        id={helpId}
        className={
          problem === null
            ? "sr-only"
            : "absolute top-full left-0 z-30 mt-1 rounded-2 bg-raised px-2 py-1 text-12 text-bad shadow-3"
        }
        role={problem === null ? undefined : "alert"}
      >
        {problem ??
          "Type words, or filters such as severity:high, state:new, path:src/, assignee:me, with a minus before what to leave out. A space or Enter sets a filter."}
      </p>
      <Options id={listId} options={shows && problem === null ? options : []} active={active} onPick={pick} />
    </div>
  );
}

interface OptionsProps {
  id: string;
  options: readonly Option[];
  active: number;
  onPick: (option: Option) => void;
}

function Options({ id, options, active, onPick }: OptionsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <ul
      ref={list}
      id={id}
      role="listbox"
      aria-label="Filters"
      hidden={options.length === 0}
      className="float absolute top-full left-0 z-30 mt-1 max-h-[min(380px,60vh)] w-full min-w-72 overflow-y-auto p-1"
    >
      {options.map((option, index) => (
        <li
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="flex min-h-control items-center gap-3 rounded-2 px-2 hover:bg-hover aria-selected:bg-selected phone:min-h-touch"
          // The field keeps the focus: a press must not take it away before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(option)}
        >
          <span className="min-w-0 truncate">{option.label}</span>
          {option.help !== undefined && (
            <span className="min-w-0 flex-1 truncate text-12 text-ink-3">{option.help}</span>
          )}
          {option.count !== undefined && (
            <span className="ml-auto flex-none text-12 text-ink-3 tabular-nums">{option.count}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Values that exist, for what is typed; nothing while nothing is asked. */
function useValues(scope: TriageScope, state: ListState, key: SuggestValues["key"] | null, typed: string) {
  const trpc = useTRPC();
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), key === null ? 0 : PAUSE_MS / 2);
    return () => clearTimeout(timer);
  }, [typed, key]);
  const { organization, project } = scope;
  const asked = { key: key ?? "scanner", typed: settled.slice(0, 1000), filters: filtersOf(state) };
  const inProject = useQuery(
    trpc.finding.suggest.queryOptions(
      { organization, project: project ?? "", ...asked },
      {
        enabled: key !== null && project !== null,
        placeholderData: (before, query) => (keyOf(query?.queryKey) === key ? before : undefined),
      },
    ),
  );
  const everywhere = useQuery(
    trpc.finding.suggestOrganization.queryOptions(
      { organization, ...asked },
      {
        enabled: key !== null && project === null,
        placeholderData: (before, query) => (keyOf(query?.queryKey) === key ? before : undefined),
      },
    ),
  );
  const data = project === null ? everywhere.data : inProject.data;
  return key === null ? NO_VALUES : (data ?? NO_VALUES);
}

const NO_VALUES: never[] = [];

/** Which filter's values a query asked for. */
function keyOf(queryKey: readonly unknown[] | undefined): string | undefined {
  return (queryKey?.[1] as { input?: { key?: string } } | undefined)?.input?.key;
}
