"use client";
import { CATALOGUE_CLASSES, type OrganizationGenerator, type Threat } from "@redoubt/domain/threat-model";
import { EmptyState, SearchInput, Section, Segmented, Select } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { classWords, many, type ProjectScope } from "../words.ts";
import { AdversaryEntry, CapabilityEntry } from "./other-entries.tsx";
import { type Found, type Part, PARTS, searchCatalogue } from "./search.ts";
import { ThreatEntry } from "./threat-entry.tsx";

const PARSERS = {
  part: parseAsStringLiteral(PARTS).withDefault("threats"),
  q: parseAsString.withDefault(""),
  class: parseAsString,
};
const ANY = "any";
const PAUSE_MS = 200;
const CLASSES = [
  { value: ANY, label: "Any class" },
  ...CATALOGUE_CLASSES.map((value) => ({ value, label: classWords(value) })),
];

/** The built-in threats, those who attack and what they can do: to read, to search, and where each leads here. */
export function CatalogueScreen(scope: ProjectScope) {
  const [state, setState] = useQueryStates(PARSERS);
  const { q, part } = state;
  const found = useMemo(() => searchCatalogue(q, state.class), [q, state.class]);
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  return (
    <Section title="Catalogue" note="threats, attackers and what they can do; the same for all projects" flush>
      <search className="flex flex-wrap items-center gap-2 px-6 pb-3 phone:px-4" aria-label="Catalogue">
        <SearchInput
          label="Words of the catalogue"
          placeholder="Words, TH-01, SCWE-112"
          className="w-60 phone:w-full"
          value={q}
          onValueChange={(value) => void setState({ q: value || null }, { limitUrlUpdates: debounce(PAUSE_MS) })}
        />
        <Segmented
          label="Part"
          value={part}
          options={PARTS.map((value) => ({ value, label: PART_WORDS[value], count: found[value].length }))}
          onValueChange={(value) =>
            void setState({ part: PARTS.find((each) => each === value) ?? null }, { history: "push" })
          }
        />
        {part === "threats" && (
          <Select
            label="Class"
            className="w-44"
            value={state.class ?? ANY}
            onValueChange={(value) => void setState({ class: value === ANY ? null : value }, { history: "push" })}
            options={CLASSES}
          />
        )}
      </search>
      <Entries scope={scope} base={base} part={part} found={found} />
    </Section>
  );
}

const PART_WORDS: Readonly<Record<Part, string>> = {
  threats: "Threats",
  adversaries: "Adversaries",
  capabilities: "Capabilities",
};

interface EntriesProps {
  readonly scope: ProjectScope;
  readonly base: string;
  readonly part: Part;
  readonly found: Found;
}

function Entries({ scope, base, part, found }: EntriesProps) {
  const { ofThreat, mine } = useWhereItLeads(scope);
  if (found[part].length === 0) {
    return (
      <EmptyState compact title="Nothing in the catalogue is like that">
        Search for other words, or take the class away.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="sr-only" role="status">
        {many(found[part].length, "entry", "entries")}
      </p>
      <ul aria-label={PART_WORDS[part]}>
        {part === "threats" &&
          found.threats.map((entry) => (
            <ThreatEntry
              key={entry.id}
              base={base}
              entry={entry}
              generators={ofThreat.get(entry.id) ?? []}
              threats={mine.get(entry.id) ?? []}
            />
          ))}
        {part === "adversaries" && found.adversaries.map((entry) => <AdversaryEntry key={entry.id} entry={entry} />)}
        {part === "capabilities" && found.capabilities.map((entry) => <CapabilityEntry key={entry.id} entry={entry} />)}
      </ul>
    </>
  );
}

/** The organization's generators and the project's threats, each by the entry that it is of. */
function useWhereItLeads(scope: ProjectScope) {
  const trpc = useTRPC();
  const threats = trpc.threatModel.threats.queryOptions({ ...scope, limit: 500 });
  useLiveQueries(["threat-model"], [threats.queryKey]);
  const { data: page } = useQuery(threats);
  const { data: generators } = useQuery(trpc.threatModel.generators.queryOptions({ organization: scope.organization }));
  const ofThreat = useMemo(
    () => Map.groupBy<string | null, OrganizationGenerator>(generators ?? [], ({ definition }) => definition.threat),
    [generators],
  );
  const mine = useMemo(
    () => Map.groupBy<string | null, Threat>(page?.items ?? [], ({ catalogueKey }) => catalogueKey),
    [page],
  );
  return { ofThreat, mine };
}
