"use client";
import { type FindingCounts, FINDING_STATES, SEVERITIES } from "@redoubt/domain/finding";
import { SCANNERS } from "@redoubt/domain/scan";
import { Button, Count, DropdownMenu, MenuCheckbox, MenuLabel, MenuRadio, MenuSeparator, Select } from "@redoubt/ui";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { SeverityLevel } from "../tags.tsx";
import { STATE_WORDS } from "../words.ts";
import { countOf, isCountable, type ListState, shownStates } from "./list-state.ts";
import { SearchField } from "./search-field.tsx";
import type { Named } from "./typed-search.ts";
import type { ChangeList } from "./use-list-state.ts";

const ANY = "any";
const SORTS = {
  severity: "worst first",
  updated: "last changed first",
  number: "newest number first",
  due: "due first",
} as const;

export interface FilterBarProps {
  readonly state: ListState;
  readonly change: ChangeList;
  readonly counts: FindingCounts | undefined;
  /** Nobody to choose from where a list spans projects. */
  readonly people: readonly Named[];
  readonly sorts: readonly (keyof typeof SORTS)[];
}

/** Typed search, the facets with their counts, and the order. */
export function FilterBar({ state, change, counts, people, sorts }: FilterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 pb-2 phone:px-4">
      <SearchField state={state} change={change} people={people} className="min-w-64 flex-1 phone:basis-full" />
      <div className="flex flex-wrap items-center gap-1">
        <SeverityFacet state={state} change={change} counts={counts} />
        <StateFacet state={state} change={change} counts={counts} />
        <ScannerFacet state={state} change={change} />
        <AssigneeFacet state={state} change={change} people={people} />
        <DependencyFacet state={state} change={change} counts={counts} />
      </div>
      <Select
        bare
        label="Sort"
        value={state.sort}
        onValueChange={(sort) => change({ sort: sorts.find((each) => each === sort) ?? "severity" })}
        options={sorts.map((value) => ({ value, label: SORTS[value] }))}
        className="ml-auto flex-none phone:ml-0"
      />
    </div>
  );
}

type FacetProps = Pick<FilterBarProps, "state" | "change"> & { readonly counts?: FindingCounts | undefined };

function Facet({ label, active, children }: { label: string; active: boolean; children: ReactNode }) {
  const trigger = (
    <Button variant="ghost" className={active ? "text-ink" : undefined}>
      {label}
      {active && <span className="size-1.5 rounded-full bg-accent" aria-hidden="true" />}
      {active && <span className="sr-only">(narrowed)</span>}
      <ChevronDown aria-hidden="true" />
    </Button>
  );
  return (
    <DropdownMenu trigger={trigger} width={232}>
      {children}
    </DropdownMenu>
  );
}

function Item({
  checked,
  onChange,
  count,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  count: number | undefined;
  children: ReactNode;
}) {
  return (
    <MenuCheckbox checked={checked} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()}>
      <span className="flex-1">{children}</span>
      {count !== undefined && <Count>{count.toLocaleString("en")}</Count>}
    </MenuCheckbox>
  );
}

const toggled = <T,>(list: readonly T[], value: T, on: boolean): T[] =>
  on ? [...list, value] : list.filter((each) => each !== value);

function SeverityFacet({ state, change, counts }: FacetProps) {
  const known = isCountable(state) ? counts : undefined;
  return (
    <Facet label="Severity" active={state.severity.length > 0}>
      {SEVERITIES.map((severity) => (
        <Item
          key={severity}
          checked={state.severity.includes(severity)}
          onChange={(on) => change({ severity: toggled(state.severity, severity, on) })}
          count={countOf(known, [severity], shownStates(state))}
        >
          <SeverityLevel severity={severity} />
        </Item>
      ))}
    </Facet>
  );
}

function StateFacet({ state, change, counts }: FacetProps) {
  const known = isCountable(state) ? counts : undefined;
  const isUsual = state.state.length === 1 && state.state[0] === "open";
  const set = (next: ListState["state"]) => change({ state: next.length === 0 ? ["any"] : next });
  const shown = shownStates(state);
  return (
    <Facet label="State" active={!isUsual}>
      <Item
        checked={isUsual}
        onChange={() => set(["open"])}
        count={countOf(known, state.severity, shownStates({ state: ["open"] }))}
      >
        all open
      </Item>
      <Item
        checked={state.state.includes("any")}
        onChange={() => set(["any"])}
        count={countOf(known, state.severity, FINDING_STATES)}
      >
        any state
      </Item>
      <MenuSeparator />
      {FINDING_STATES.map((each) => (
        <Item
          key={each}
          checked={shown.includes(each) && !state.state.includes("any")}
          onChange={(on) => set(toggled(state.state.includes("any") ? [] : shown, each, on))}
          count={countOf(known, state.severity, [each])}
        >
          {STATE_WORDS[each]}
        </Item>
      ))}
    </Facet>
  );
}

function ScannerFacet({ state, change }: FacetProps) {
  const isOther = state.scanner !== null && SCANNERS.every((scanner) => scanner.id !== state.scanner);
  const options = [
    { value: ANY, label: "any tool" },
    ...SCANNERS.map(({ id, title }) => ({ value: id as string, label: title as string })),
    ...(isOther && state.scanner !== null ? [{ value: state.scanner, label: state.scanner }] : []),
  ];
  return (
    <Facet label="Scanner" active={state.scanner !== null}>
      <MenuRadio
        value={state.scanner ?? ANY}
        onValueChange={(value) => change({ scanner: value === ANY ? null : value })}
        options={options}
      />
    </Facet>
  );
}

function AssigneeFacet({ state, change, people }: FacetProps & { people: readonly Named[] }) {
  const options = [
    { value: ANY, label: "anyone" },
    { value: "me", label: "me" },
    { value: "none", label: "nobody" },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Facet label="Assignee" active={state.assignee !== null}>
      <MenuRadio
        value={state.assignee ?? ANY}
        onValueChange={(value) => change({ assignee: value === ANY ? null : value })}
        options={options}
      />
    </Facet>
  );
}

function DependencyFacet({ state, change, counts }: FacetProps) {
  return (
    <Facet label="Dependencies" active={state.dependency !== "folded"}>
      <MenuLabel>
        {counts === undefined
          ? "Code of others"
          : `${counts.dependency.toLocaleString("en")} in code of others, any state`}
      </MenuLabel>
      <MenuRadio
        value={state.dependency}
        onValueChange={(value) => change({ dependency: value === "shown" || value === "only" ? value : "folded" })}
        options={[
          { value: "folded", label: "folded away" },
          { value: "shown", label: "shown among ours" },
          { value: "only", label: "only these" },
        ]}
      />
    </Facet>
  );
}
