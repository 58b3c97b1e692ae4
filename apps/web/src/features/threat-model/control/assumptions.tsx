"use client";
import { type Assumption, VALIDITIES } from "@redoubt/domain/threat-model";
import { Button, EmptyState, notifyProblem, Section, Select, Tag, Time } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { many, type ProjectScope, VALIDITY_WORDS } from "../words.ts";
import { AssumptionForm } from "./assumption-form.tsx";

const STATES = VALIDITIES.map((value) => ({ value, label: VALIDITY_WORDS[value].word }));

/** What the model takes for granted: unconfirmed until somebody says, and looked at again by its date. */
export function Assumptions({ scope, mayChange }: { scope: ProjectScope; mayChange: boolean }) {
  const trpc = useTRPC();
  const options = trpc.threatModel.assumptions.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: items } = useSuspenseQuery(options);
  const [open, setOpen] = useState<number | "new" | null>(null);
  return (
    <Section
      title="Assumptions"
      note={many(items.length, "assumption")}
      flush
      actions={mayChange && open !== "new" && <Button onClick={() => setOpen("new")}>New assumption</Button>}
    >
      {open === "new" && <AssumptionForm scope={scope} assumption={null} onDone={() => setOpen(null)} />}
      {items.length === 0 && open !== "new" && (
        <EmptyState compact title="Nothing is taken for granted yet">
          What must be true for the answers to hold: a feed that is honest, a chain that is live, people who answer.
        </EmptyState>
      )}
      <ul>
        {items.map((assumption) => (
          <Line
            key={assumption.id}
            scope={scope}
            assumption={assumption}
            mayChange={mayChange}
            isOpen={open === assumption.number}
            onOpen={setOpen}
          />
        ))}
      </ul>
    </Section>
  );
}

function isPast(date: Date): boolean {
  return date < new Date();
}

interface LineProps {
  readonly scope: ProjectScope;
  readonly assumption: Assumption;
  readonly mayChange: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (number: number | null) => void;
}

function Line({ scope, assumption, mayChange, isOpen, onOpen }: LineProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const judge = useMutation(
    trpc.threatModel.judgeAssumption.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.threatModel.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const { number, text, validity, reviewBy } = assumption;
  const isLate = reviewBy !== null && isPast(reviewBy);
  return (
    <li id={`A-${number}`} className="border-t border-line">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1 px-6 py-2.5 phone:px-4">
        <div className="min-w-0 flex-1 phone:basis-full">
          <p className="wrap-anywhere">
            <span className="text-ink-3">A-{number}</span> {text}
          </p>
          <p className={isLate ? "text-12 text-bad" : "text-12 text-ink-3"}>
            {reviewBy === null ? (
              "no date to look at it again"
            ) : (
              <>
                look at it again <Time value={reviewBy} />
              </>
            )}
            {assumption.owner !== null && `, ${assumption.owner.name} looks after it`}
            {assumption.decidedBy !== null && `, ${VALIDITY_WORDS[validity].word} by ${assumption.decidedBy}`}
          </p>
        </div>
        {mayChange ? (
          <Select
            label={`Validity of A-${number}`}
            className="w-36"
            value={validity}
            disabled={judge.isPending}
            onValueChange={(value) => {
              const said = VALIDITIES.find((each) => each === value);
              if (said !== undefined)
                judge.mutate({ ...scope, number, rowVersion: assumption.rowVersion, validity: said });
            }}
            options={STATES}
          />
        ) : (
          <Tag tone={VALIDITY_WORDS[validity].tone}>{VALIDITY_WORDS[validity].word}</Tag>
        )}
        {mayChange && (
          <Button
            variant="ghost"
            aria-expanded={isOpen}
            aria-label={`Change A-${number}`}
            onClick={() => onOpen(isOpen ? null : number)}
          >
            Change
          </Button>
        )}
      </div>
      {isOpen && (
        <AssumptionForm key={assumption.rowVersion} scope={scope} assumption={assumption} onDone={() => onOpen(null)} />
      )}
    </li>
  );
}
