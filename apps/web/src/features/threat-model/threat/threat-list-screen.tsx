"use client";
import { scoreBand, THREAT_STATES, type ThreatState } from "@redoubt/domain/threat-model";
import { Button, EmptyState, MarkWord, SearchInput, Section, Select, Table, Td, Th, Tr } from "@redoubt/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { debounce, parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { many, type ProjectScope, THREAT_STATE } from "../words.ts";
import { ThreatForm } from "./threat-form.tsx";

const ANY = "any";
const STATES = [
  { value: ANY, label: "All states" },
  ...THREAT_STATES.map((value) => ({ value, label: THREAT_STATE[value].word })),
];
const PAUSE_MS = 200;

/** Undecided first, then what is open, then what is answered, then what was set aside. */
const ORDER: Readonly<Record<ThreatState, number>> = {
  ...{ proposed: 0, regressed: 1, open: 2, "in-treatment": 3, mitigated: 4, demonstrated: 5 },
  ...{ acknowledged: 6, transferred: 7, avoided: 8, "not-applicable": 9 },
};

/** All threats of the model, narrowed by state and words. */
export function ThreatListScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const [state, setState] = useQueryState("state", parseAsStringLiteral([ANY, ...THREAT_STATES]).withDefault(ANY));
  const [text, setText] = useQueryState("q", parseAsString.withDefault(""));
  const options = trpc.threatModel.threats.queryOptions(
    { ...scope, states: state === ANY ? [] : [state], text: text.trim().slice(0, 200), limit: 500 },
    { placeholderData: keepPreviousData },
  );
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data, error } = useQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const [adding, setAdding] = useState(false);
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  if (error !== null) throw error;
  const items = (data?.items ?? []).toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.number - b.number);
  const isNarrowed = state !== ANY || text !== "";
  return (
    <>
      <Section
        title="Threats"
        note={data === undefined ? undefined : many(items.length, "threat")}
        flush
        actions={
          <>
            <SearchInput
              label="Words of the threat"
              placeholder="Words"
              className="w-44 phone:w-32"
              value={text}
              onValueChange={(value) => void setText(value || null, { limitUrlUpdates: debounce(PAUSE_MS) })}
            />
            <Select
              label="State"
              className="w-44 phone:w-36"
              value={state}
              onValueChange={(value) =>
                void setState(STATES.some((each) => each.value === value) ? (value as never) : ANY)
              }
              options={STATES}
            />
            {may && !adding && <Button onClick={() => setAdding(true)}>Record a threat</Button>}
          </>
        }
      >
        {adding && (
          <div className="border-t border-line px-6 py-4 phone:px-4">
            <ThreatForm scope={scope} threat={null} onDone={() => setAdding(false)} />
          </div>
        )}
        {data !== undefined && items.length === 0 && (
          <EmptyState compact title={isNarrowed ? "No threat is like that" : "No threat yet"}>
            {isNarrowed
              ? "Show all states, or other words."
              : "Draft from code proposes the first ones. You can also write one in a sentence."}
          </EmptyState>
        )}
        {items.length > 0 && (
          <Table label="Threats" roomy>
            <thead>
              <tr>
                <Th>Threat</Th>
                <Th className="phone:hidden">On</Th>
                <Th className="phone:hidden">Controls</Th>
                <Th className="phone:hidden">Score</Th>
                <Th>State</Th>
              </tr>
            </thead>
            <tbody>
              {items.map((threat) => {
                const places = [...threat.elements, ...threat.flows].filter(({ removed }) => !removed);
                const voids = threat.controls.filter(({ isVoid }) => isVoid).length;
                const band = scoreBand(threat.scores.current) ?? scoreBand(threat.scores.inherent);
                return (
                  <Tr key={threat.id}>
                    <Td className="align-top">
                      <Link
                        href={`${base}/threat/${threat.number}`}
                        className="font-medium wrap-anywhere hover:underline"
                      >
                        <span className="text-ink-3">T-{threat.number}</span> {threat.statement}
                      </Link>
                      {threat.owner !== null && <div className="text-12 text-ink-3">{threat.owner.name}</div>}
                    </Td>
                    <Td className="max-w-56 align-top text-ink-2 phone:hidden">
                      {places.map(({ name }) => name).join(", ") || <span className="text-ink-3">the whole</span>}
                    </Td>
                    <Td className="align-top phone:hidden">
                      {threat.controls.length === 0 ? (
                        <span className="text-ink-3">none</span>
                      ) : (
                        <>
                          {threat.controls.length}
                          {voids > 0 && <span className="text-bad"> ({voids} void)</span>}
                        </>
                      )}
                    </Td>
                    <Td className="align-top phone:hidden">{band ?? <span className="text-ink-3">not scored</span>}</Td>
                    <Td className="align-top">
                      <MarkWord kind={THREAT_STATE[threat.state].mark}>{THREAT_STATE[threat.state].word}</MarkWord>
                    </Td>
                  </Tr>
                );
              })}
            </tbody>
          </Table>
        )}
      </Section>
    </>
  );
}
