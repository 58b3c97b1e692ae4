"use client";
import { type Assumption, VALIDITIES } from "@redoubt/domain/threat-model";
import {
  Button,
  Callout,
  EmptyState,
  Field,
  Input,
  notify,
  notifyProblem,
  Section,
  Select,
  Tag,
  Time,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { many, type ProjectScope, VALIDITY_WORDS } from "../words.ts";

const STATES = VALIDITIES.map((value) => ({ value, label: VALIDITY_WORDS[value].word }));

/** What the model takes for granted: unconfirmed until somebody says, and looked at again by its date. */
export function Assumptions({ scope, mayChange }: { scope: ProjectScope; mayChange: boolean }) {
  const trpc = useTRPC();
  const options = trpc.threatModel.assumptions.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: items } = useSuspenseQuery(options);
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Assumptions"
      note={many(items.length, "assumption")}
      flush
      actions={mayChange && !adding && <Button onClick={() => setAdding(true)}>New assumption</Button>}
    >
      {adding && <AssumptionForm scope={scope} onDone={() => setAdding(false)} />}
      {items.length === 0 && !adding && (
        <EmptyState compact title="Nothing is taken for granted yet">
          What must be true for the answers to hold: a feed that is honest, a chain that is live, people who answer.
        </EmptyState>
      )}
      <ul>
        {items.map((assumption) => (
          <Line key={assumption.id} scope={scope} assumption={assumption} mayChange={mayChange} />
        ))}
      </ul>
    </Section>
  );
}

function isPast(date: Date): boolean {
  return date < new Date();
}

function Line({ scope, assumption, mayChange }: { scope: ProjectScope; assumption: Assumption; mayChange: boolean }) {
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
    <li
      id={`A-${number}`}
      className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-6 py-2.5 phone:px-4"
    >
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
    </li>
  );
}

function AssumptionForm({ scope, onDone }: { scope: ProjectScope; onDone: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [text, setText] = useState("");
  const [reviewBy, setReviewBy] = useState("");
  const [missing, setMissing] = useState(false);
  const record = useMutation(
    trpc.threatModel.recordAssumption.mutationOptions({
      onSuccess: async ({ number }) => {
        notify(`A-${number} is saved`);
        onDone();
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
      },
    }),
  );
  return (
    <form
      noValidate
      aria-label="New assumption"
      className="flex max-w-[760px] flex-wrap items-end gap-3 border-t border-line px-6 py-4 phone:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(text.trim() === "");
        if (text.trim() === "") return;
        record.mutate({ ...scope, text, reviewBy: reviewBy === "" ? null : new Date(`${reviewBy}T00:00:00Z`) });
      }}
    >
      {record.error !== null && (
        <Callout title="Not saved" live className="basis-full">
          {problemOf(record.error).message}
        </Callout>
      )}
      <Field
        label="What is taken for granted"
        required
        error={missing ? "Say it in a sentence." : undefined}
        className="flex-1 basis-72"
      >
        <Input value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Field label="Look at it again by">
        <Input type="date" value={reviewBy} onChange={(event) => setReviewBy(event.target.value)} />
      </Field>
      <Button type="submit" busy={record.isPending}>
        Add
      </Button>
      <Button variant="ghost" onClick={onDone}>
        Close
      </Button>
    </form>
  );
}
