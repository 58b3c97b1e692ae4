"use client";
import { PAST_FIELDS, type PastField, type PastImportDetail } from "@redoubt/domain/finding";
import { Button, Section, Select, Table, Td, Th, Tr } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { type Problem, problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { PAST_FIELD_WORDS } from "./words.ts";

const NOTHING = "nothing";

/** Which column holds what; what is chosen is kept for tables with the same header. */
export function PastMapping({ scope, past }: { scope: ProjectScope; past: PastImportDetail }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(() => fieldsOf(past));
  const [problem, setProblem] = useState<Problem | null>(null);
  const map = useMutation(
    trpc.finding.past.map.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.finding.past.pathFilter()),
      onError: (error) => setProblem(problemOf(error)),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const mapping = Object.fromEntries([...chosen].map(([column, field]) => [field, column]));
    map.mutate({ ...scope, number: past.number, mapping });
  };
  const choose = (column: number, value: string) =>
    setChosen((old) => {
      const field = PAST_FIELDS.find((each) => each === value);
      // A field is held by one column.
      const next = new Map([...old].filter(([other, held]) => other !== column && held !== field));
      if (field !== undefined) next.set(column, field);
      return next;
    });
  const hasTitle = [...chosen.values()].includes("title");
  return (
    <Section title="Columns" note="kept for tables with the same header" flush>
      <form noValidate aria-label="Columns" onSubmit={submit}>
        <Table label="Columns of the table">
          <thead>
            <tr>
              <Th>Column</Th>
              <Th>Holds</Th>
              <Th className="phone:hidden">For example</Th>
            </tr>
          </thead>
          <tbody>
            {past.columns.map(({ name, samples }, column) => (
              <Tr key={`${column} ${name}`} hover={false}>
                <Td className="wrap-anywhere">{name}</Td>
                <Td>
                  <Select
                    bare
                    label={`${name} holds`}
                    value={chosen.get(column) ?? NOTHING}
                    onValueChange={(value) => choose(column, value)}
                    options={[
                      { value: NOTHING, label: "nothing" },
                      ...PAST_FIELDS.map((field) => ({ value: field, label: PAST_FIELD_WORDS[field] })),
                    ]}
                  />
                </Td>
                <Td className="max-w-64 truncate text-ink-3 phone:hidden">{samples.join(" · ")}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        <div className="flex flex-wrap items-center gap-3 px-6 py-3 phone:px-4">
          <Button type="submit" busy={map.isPending} disabled={!hasTitle}>
            Read the table so
          </Button>
          <span className="text-12 text-ink-3">
            {hasTitle ? "Corrections of rows are lost." : "Choose the column that holds the title."}
          </span>
          {problem !== null && (
            <p role="alert" className="text-bad">
              {problem.message}
            </p>
          )}
        </div>
      </form>
    </Section>
  );
}

function fieldsOf({ mapping }: PastImportDetail): ReadonlyMap<number, PastField> {
  return new Map(
    PAST_FIELDS.flatMap((field) => {
      const column = mapping?.[field];
      return column === undefined ? [] : [[column, field] as const];
    }),
  );
}
