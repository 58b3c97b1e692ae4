import { type Adversary, CATALOGUE, type CatalogueThreat, voidReasons } from "@redoubt/domain/threat-model";
import { KeyValue, Tag } from "@redoubt/ui";
import Link from "next/link";
import { many } from "../words.ts";
import { Entry } from "./entry.tsx";
import type { Capability } from "./search.ts";

/** How far an attacker works without people. */
const AUTONOMY = [
  "by hand",
  "with scripts",
  "people with agents",
  "agents with people",
  "by itself from reading to exit",
] as const;

/** One kind of attacker. */
export function AdversaryEntry({ entry }: { entry: Adversary }) {
  const threats = CATALOGUE.filter(({ adversaries }) => adversaries.includes(entry.id));
  // The description begins with the name, which stands above it.
  const more = sentence(entry.description.slice(entry.name.length).replace(/^: /, ""));
  const figure = (value: number | null, words: (count: string) => string) =>
    value === null ? "counting makes no sense" : words(value.toLocaleString("en-US"));
  return (
    <Entry
      id={entry.id}
      title={entry.name}
      tags={entry.insiderAccess && <Tag tone="warn">inside</Tag>}
      end={many(threats.length, "threat")}
    >
      {more !== "" && <p className="mb-2 text-ink-2">{more}.</p>}
      <KeyValue
        labelWidth={148}
        items={[
          { key: "Wants", value: entry.goal },
          { key: "Has", value: entry.resources },
          { key: "Works", value: `${AUTONOMY[entry.autonomy] ?? ""} (${entry.autonomy} of 4)` },
          { key: "Tries", value: figure(entry.attemptsPerDay, (count) => `${count} times a day`) },
          { key: "Capital", value: figure(entry.capMult, (count) => `${count} times what is at stake`) },
          { key: "Patience", value: entry.patience },
          { key: "Fixed cost", value: `${entry.fixedCostUsd.toLocaleString("en-US")} USD` },
          { key: "Stealth", value: entry.stealth },
          { key: "Signature", value: entry.typicalTargets },
          { key: "Taxonomies", value: entry.taxonomies.join(", ") },
          { key: "Threats", value: <Threats items={threats} /> },
        ]}
      />
    </Entry>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One thing that an attacker may be able to do, and whether a control may hope that they are not. */
export function CapabilityEntry({ entry }: { entry: Capability }) {
  const threats = CATALOGUE.filter(({ capabilities }) => capabilities.includes(entry.id));
  const [reason] = voidReasons([entry.id]);
  return (
    <Entry
      id={entry.id}
      title={entry.title}
      tags={reason !== undefined && <Tag tone="bad">everybody has it</Tag>}
      end={many(threats.length, "threat")}
    >
      <KeyValue
        labelWidth={148}
        items={[
          {
            key: "Controls",
            value: reason?.why ?? "A control may rest on its absence, if it says so and people agree.",
          },
          { key: "Threats", value: <Threats items={threats} /> },
        ]}
      />
    </Entry>
  );
}

/** The threats of the catalogue behind an entry, each found by its number on this page. */
function Threats({ items }: { items: readonly CatalogueThreat[] }) {
  if (items.length === 0) return "none";
  return (
    <span className="flex flex-wrap gap-x-2">
      {items.map(({ id, title }) => (
        <Link key={id} href={`?q=${id}`} className="link" title={title}>
          {id}
        </Link>
      ))}
    </span>
  );
}
