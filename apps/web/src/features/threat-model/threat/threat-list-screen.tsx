"use client";
import { scoreBand, type Threat, THREAT_ORDER } from "@redoubt/domain/threat-model";
import { Button, EmptyState, MarkWord, Section, Table, Td, Th, Tr } from "@redoubt/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { many, type ProjectScope, THREAT_STATE } from "../words.ts";
import { isNarrowed, THREAT_PARSERS, threatsInput } from "./filter-state.ts";
import { ThreatFilters } from "./threat-filters.tsx";
import { ThreatForm } from "./threat-form.tsx";

/** All threats of the model, narrowed by what the address says. */
export function ThreatListScreen(scope: ProjectScope) {
  const [filters] = useQueryStates(THREAT_PARSERS);
  const { elements, isGone, items, error } = useThreats(scope, filters);
  const may = usePermissions(scope).has("threat-model:write");
  const [adding, setAdding] = useState(false);
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  if (error !== null) throw error;
  return (
    <Section
      title="Threats"
      note={items === null ? undefined : many(items.length, "threat")}
      flush
      actions={may && !adding && <Button onClick={() => setAdding(true)}>Record a threat</Button>}
    >
      <ThreatFilters elements={elements} />
      {adding && (
        <div className="border-t border-line px-6 py-4 phone:px-4">
          <ThreatForm scope={scope} threat={null} onDone={() => setAdding(false)} />
        </div>
      )}
      {items !== null && items.length === 0 && (
        <EmptyState compact title={isNarrowed(filters) ? "No threat is like that" : "No threat yet"}>
          {isGone
            ? "The element is no longer in the model. Choose another one."
            : isNarrowed(filters)
              ? "Take a filter away, or search for other words."
              : "Draft from code proposes the first ones. You can also write one in a sentence."}
        </EmptyState>
      )}
      {items !== null && items.length > 0 && <ThreatTable items={items} base={base} />}
    </Section>
  );
}

function useThreats(scope: ProjectScope, filters: Parameters<typeof threatsInput>[0]) {
  const trpc = useTRPC();
  const drawn = trpc.threatModel.diagram.queryOptions(scope);
  const diagram = useQuery(drawn);
  const elements = (diagram.data?.elements ?? []).filter(({ kind }) => kind !== "note");
  const isGone = filters.on !== null && diagram.data !== undefined && elements.every(({ id }) => id !== filters.on);
  const options = trpc.threatModel.threats.queryOptions(
    { ...scope, ...threatsInput(filters), ...(filters.on === null ? {} : { element: filters.on }) },
    { placeholderData: keepPreviousData, enabled: filters.on === null || (diagram.data !== undefined && !isGone) },
  );
  useLiveQueries(["threat-model"], [options.queryKey, drawn.queryKey]);
  const { data, error } = useQuery(options);
  const found = isGone ? [] : data?.items;
  const sorted = found?.toSorted((a, b) => THREAT_ORDER[a.state] - THREAT_ORDER[b.state] || a.number - b.number);
  return { elements, isGone, items: sorted ?? null, error: diagram.error ?? error };
}

function ThreatTable({ items, base }: { items: readonly Threat[]; base: string }) {
  return (
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
        {items.map((threat) => (
          <Row key={threat.id} threat={threat} href={`${base}/threat/${threat.number}`} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ threat, href }: { threat: Threat; href: string }) {
  const places = [...threat.elements, ...threat.flows].filter(({ removed }) => !removed);
  const voids = threat.controls.filter(({ isVoid }) => isVoid).length;
  const band = scoreBand(threat.scores.current) ?? scoreBand(threat.scores.inherent);
  return (
    <Tr>
      <Td className="align-top">
        <Link href={href} className="font-medium wrap-anywhere hover:underline">
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
}
