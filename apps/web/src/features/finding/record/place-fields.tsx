"use client";
import { shortName } from "@redoubt/domain/source";
import { CodeBlock, Field, FieldSet, Input, Select } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useHighlighted, useRevisionFiles, useSourceFile } from "#features/source/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";

/** Where a finding is; lines as they are typed. */
export interface Place {
  readonly revision: number | null;
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export const NO_PLACE: Place = { revision: null, path: "", from: "", to: "" };

const NONE = "none";
const SUGGESTED = 50;
const AROUND = 4;

const isLine = (text: string) => /^[1-9]\d{0,6}$/.test(text);

/** What is wrong with a place; undefined when it can be sent. */
export function placeProblem({ revision, path, from, to }: Place): string | undefined {
  if (path.trim() !== "" && revision === null) return "Choose the revision that holds the file.";
  if (path.trim() === "" && (from !== "" || to !== "")) return "Name the file that the lines are in.";
  if ((from !== "" && !isLine(from)) || (to !== "" && !isLine(to))) return "Lines are numbers, the first one is 1.";
  if (to !== "" && from === "") return "Write the first line too.";
  if (to !== "" && Number(to) < Number(from)) return "The last line cannot come before the first.";
  return undefined;
}

export interface PlaceFieldsProps {
  readonly scope: ProjectScope;
  readonly place: Place;
  readonly onChange: (place: Place) => void;
  readonly problem: string | undefined;
}

/** Revision, file and lines, with the code that they mean. */
export function PlaceFields({ scope, place, onChange, problem }: PlaceFieldsProps) {
  const trpc = useTRPC();
  const listId = useId();
  const revisions = useQuery(trpc.source.listRevisions.queryOptions(scope)).data ?? [];
  const ready = revisions.filter((revision) => revision.state === "ready");
  const files = useRevisionFiles(scope, place.revision ?? 0, place.revision !== null).data?.files ?? [];
  const wanted = place.path.trim().toLowerCase();
  const isKnown = files.some((file) => file.path === place.path.trim());
  const suggested = isKnown ? [] : files.filter((file) => file.path.toLowerCase().includes(wanted)).slice(0, SUGGESTED);
  const set = (change: Partial<Place>) => onChange({ ...place, ...change });
  return (
    <FieldSet legend="Place" help="Optional; with a revision and a file, the code stands beside the finding.">
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_80px_80px] gap-3 phone:grid-cols-2">
        <Field label="Revision">
          <Select
            value={place.revision === null ? NONE : String(place.revision)}
            onValueChange={(value) => set({ revision: value === NONE ? null : Number(value) })}
            options={[
              { value: NONE, label: ready.length === 0 ? "none is ready" : "none" },
              ...ready.map((revision) => ({
                value: String(revision.number),
                label: shortName(revision),
                description: `${revision.sourceName}, ${revision.ref}`,
                text: shortName(revision),
              })),
            ]}
          />
        </Field>
        <Field label="File">
          <Input
            mono
            list={listId}
            placeholder="src/Vault.sol"
            value={place.path}
            onChange={(event) => set({ path: event.target.value })}
          />
        </Field>
        <Field label="Line">
          <Input
            inputMode="numeric"
            value={place.from}
            onChange={(event) => set({ from: event.target.value.trim() })}
          />
        </Field>
        <Field label="To line">
          <Input inputMode="numeric" value={place.to} onChange={(event) => set({ to: event.target.value.trim() })} />
        </Field>
      </div>
      <datalist id={listId}>
        {suggested.map((file) => (
          <option key={file.path} value={file.path} />
        ))}
      </datalist>
      <p role="alert" className="mt-1.5 text-12 text-bad empty:hidden">
        {problem}
      </p>
      {isKnown && isLine(place.from) && <Preview scope={scope} place={place} />}
    </FieldSet>
  );
}

function Preview({ scope, place }: { scope: ProjectScope; place: Place }) {
  const path = place.path.trim();
  const { data } = useSourceFile(scope, place.revision, path);
  const from = Number(place.from);
  const to = isLine(place.to) && Number(place.to) >= from ? Number(place.to) : from;
  const lines = useHighlighted(data?.text ?? null, path).filter(
    (line) => line.number >= from - AROUND && line.number <= Math.min(to, from + 40) + AROUND,
  );
  if (data === undefined) return null;
  if (lines.length === 0) return <p className="mt-2 text-12 text-warn">The file ends before line {from}.</p>;
  return (
    <CodeBlock
      lines={lines}
      label={`Preview of ${path}`}
      regions={[{ from, to, main: true }]}
      className="mt-2 rounded-2 border border-line py-2"
    />
  );
}
