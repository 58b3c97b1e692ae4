import {
  ADVERSARIES,
  type AiShift,
  CAPABILITIES,
  type CatalogueThreat,
  type OrganizationGenerator,
  type Threat,
} from "@redoubt/domain/threat-model";
import { KeyValue, type KeyValueItem, Tag } from "@redoubt/ui";
import Link from "next/link";
import { threatQuery } from "../threat/filter-state.ts";
import { classWords, many } from "../words.ts";
import { Entry } from "./entry.tsx";
import { taxonomies } from "./search.ts";

const SHIFT_WORDS: Readonly<Record<AiShift, string>> = {
  cheaper: "machines made it cheaper",
  faster: "machines made it faster",
  wider: "machines made it wider",
  unchanged: "machines changed nothing",
  new: "new with machines",
};

export interface ThreatEntryProps {
  /** The address of the project's threat model. */
  readonly base: string;
  readonly entry: CatalogueThreat;
  readonly generators: readonly OrganizationGenerator[];
  /** The project's threats of this entry. */
  readonly threats: readonly Threat[];
}

/** One threat of the catalogue, with what proposes it here and what came of it. */
export function ThreatEntry({ base, entry, generators, threats }: ThreatEntryProps) {
  return (
    <Entry
      id={entry.id}
      title={entry.title}
      tags={
        <>
          <Tag tone="outline">{classWords(entry.classId)}</Tag>
          {entry.aiShift !== "unchanged" && <Tag tone="warn">{SHIFT_WORDS[entry.aiShift]}</Tag>}
        </>
      }
      end={threats.length === 0 ? "none here" : many(threats.length, "threat")}
    >
      <KeyValue labelWidth={148} items={factsOf(entry)} />
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
        {threats.length > 0 && (
          <Link href={`${base}/threat${threatQuery({ entry: entry.id })}`} className="why whitespace-normal">
            {many(threats.length, "threat")} of this project
          </Link>
        )}
        {generators.map(({ definition, enabled }) => (
          <Link
            key={definition.key}
            href={`${base}/generation?generator=${encodeURIComponent(definition.key)}#generator-${definition.key}`}
            className="why whitespace-normal"
          >
            Generator {definition.key}
            {!enabled && ", switched off"}
          </Link>
        ))}
      </p>
    </Entry>
  );
}

function factsOf(entry: CatalogueThreat): KeyValueItem[] {
  return [
    { key: "Needs", value: <Lines items={entry.preconditions} /> },
    { key: "Is about", value: entry.assets.join(", ") },
    { key: "Attackers", value: <Lines items={entry.adversaries.map(adversaryWords)} /> },
    { key: "They can", value: <Lines items={entry.capabilities.map(capabilityWords)} /> },
    { key: "Machines", value: SHIFT_WORDS[entry.aiShift] },
    { key: "Answers", value: <Lines items={entry.mitigations} /> },
    { key: "Tests", value: <Lines items={entry.tests} /> },
    ...(entry.rules.length === 0 ? [] : [{ key: "Monitor rules", value: entry.rules.join(", ") }]),
    { key: "Runbook", value: entry.runbook },
    ...taxonomies(entry).map(({ name, ids }) => ({ key: name, value: ids.join(", ") })),
    ...(entry.evidence.length === 0 ? [] : [{ key: "Seen in", value: <Lines items={entry.evidence} /> }]),
  ];
}

function Lines({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item} className="wrap-anywhere">
          {item}
        </li>
      ))}
    </ul>
  );
}

function adversaryWords(id: string): string {
  const found = ADVERSARIES.find((each) => each.id === id);
  return found === undefined ? id : `${id} ${found.name}`;
}

function capabilityWords(id: string): string {
  const found = CAPABILITIES.find((each) => each.id === id);
  return found === undefined ? id : `${id} ${found.title}`;
}
