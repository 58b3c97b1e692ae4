"use client";
import { CATALOGUE, CATALOGUE_CLASSES, THREAT_STATES } from "@redoubt/domain/threat-model";
import { SearchInput, Select } from "@redoubt/ui";
import { debounce, useQueryStates } from "nuqs";
import { classWords, THREAT_STATE } from "../words.ts";
import { THREAT_PARSERS } from "./filter-state.ts";

const ANY = "any";
const PAUSE_MS = 200;
const STATES = [
  { value: ANY, label: "All states" },
  ...THREAT_STATES.map((value) => ({ value, label: THREAT_STATE[value].word })),
];
const ENTRIES = [
  { value: ANY, label: "Any entry of the catalogue" },
  ...CATALOGUE.map(({ id, title }) => ({ value: id, label: `${id} ${title}` })),
];

export interface ThreatFiltersProps {
  readonly elements: readonly { readonly id: string; readonly name: string }[];
}

/** Narrows the list; everything stands in the address. */
export function ThreatFilters({ elements }: ThreatFiltersProps) {
  const [state, setState] = useQueryStates(THREAT_PARSERS);
  const chosen = (patch: Partial<typeof state>) => void setState(patch, { history: "push" });
  const orNull = (value: string) => (value === ANY ? null : value);
  // A class or an element that the address names, and nobody else, can still be read and taken away.
  const classes = [...new Set([...CATALOGUE_CLASSES, ...(state.class === null ? [] : [state.class])])];
  const isGone = state.on !== null && elements.every(({ id }) => id !== state.on);
  return (
    <search
      className="flex flex-wrap items-center gap-2 px-6 pb-3 phone:grid phone:grid-cols-2 phone:px-4"
      aria-label="Threats"
    >
      <SearchInput
        label="Words of the threat"
        placeholder="Words or T-number"
        className="w-60 phone:col-span-2 phone:w-full"
        value={state.q}
        onValueChange={(q) => void setState({ q: q || null }, { limitUrlUpdates: debounce(PAUSE_MS) })}
      />
      <Select
        label="State"
        className="w-44 phone:w-full"
        value={state.state ?? ANY}
        onValueChange={(value) => chosen({ state: THREAT_STATES.find((each) => each === value) ?? null })}
        options={STATES}
      />
      <Select
        label="Element"
        className="w-52 phone:w-full"
        value={state.on ?? ANY}
        onValueChange={(value) => chosen({ on: orNull(value) })}
        options={[
          { value: ANY, label: "Any element" },
          ...elements.map(({ id, name }) => ({ value: id, label: name })),
          ...(isGone && state.on !== null ? [{ value: state.on, label: "An element that is gone" }] : []),
        ]}
      />
      <Select
        label="Class"
        className="w-44 phone:w-full"
        value={state.class ?? ANY}
        onValueChange={(value) => chosen({ class: orNull(value) })}
        options={[{ value: ANY, label: "Any class" }, ...classes.map((value) => ({ value, label: classWords(value) }))]}
      />
      <Select
        label="Entry of the catalogue"
        className="w-60 phone:w-full"
        value={state.entry ?? ANY}
        onValueChange={(value) => chosen({ entry: CATALOGUE.find(({ id }) => id === value)?.id ?? null })}
        options={ENTRIES}
      />
    </search>
  );
}
