"use client";
import {
  type Answers,
  findQuestion,
  GROUPS,
  isKnown,
  type Profile,
  questionsFor,
  wordsOf,
} from "@redoubt/domain/profile";
import { Button, Callout, notify, notifyProblem, Section } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { type Problem, problemOf } from "#trpc/problem.ts";
import { GROUP_WORDS, type ProjectScope } from "../words.ts";
import { AnswerField } from "./answer-field.tsx";
import { type Draft, fieldValue, readDraft } from "./draft.ts";

/** All questions on one page; saved together as a new version. */
export function QuestionnaireScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data } = useSuspenseQuery(trpc.profile.get.queryOptions(scope));
  const may = usePermissions(scope).has("profile:write");
  // The version that the fields stand on; a newer one is taken over when a person says so.
  const [base, setBase] = useState<Profile>(data.profile);
  const [draft, setDraft] = useState<Draft>({});
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(
    trpc.profile.save.mutationOptions({
      onSuccess: async (profile) => {
        setBase(profile);
        setDraft({});
        await cache.invalidateQueries(trpc.profile.pathFilter());
        notify(`Saved as version ${profile.version}`);
      },
      onError: (error) => setProblems(fieldProblems(problemOf(error))),
    }),
  );
  // What is typed in other fields stays as it is.
  const accept = useMutation(
    trpc.profile.save.mutationOptions({
      onSuccess: async (profile) => {
        setBase(profile);
        await cache.invalidateQueries(trpc.profile.pathFilter());
        notify(`Accepted, saved as version ${profile.version}`);
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const current = { ...valuesOf(base.answers), ...choicesOf(draft) };
  const questions = questionsFor(data.project.kind, current);
  const read = readDraft(questions, draft, base.answers);
  const submit = (): void => {
    setProblems(read.problems);
    const [first] = Object.keys(read.problems);
    if (first !== undefined) return focusQuestion(first);
    if (read.answers.length > 0) save.mutate({ ...scope, version: base.version, answers: [...read.answers] });
  };
  const problem = save.error === null ? null : problemOf(save.error);
  const theirs = storedOf(problem);
  return (
    <form
      noValidate
      aria-label="Questionnaire"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => saveByKey(event, submit)}
    >
      {GROUPS.map((group) => {
        const own = questions.filter((question) => question.group === group);
        if (own.length === 0) return null;
        const known = own.filter(({ key }) => isKnown(base.answers[key])).length;
        return (
          <Section key={group} title={GROUP_WORDS[group]} note={`${known} of ${own.length} answered`}>
            <ul className="max-w-[720px]">
              {own.map((question) => (
                <AnswerField
                  key={question.key}
                  question={question}
                  value={draft[question.key] ?? fieldValue(question, base.answers)}
                  stored={base.answers[question.key]}
                  problem={problems[question.key]}
                  proposal={data.proposals.find((each) => each.question === question.key)}
                  accepting={accept.isPending}
                  onAccept={({ question: key, revision }) => {
                    setDraft(({ [key]: _dropped, ...rest }) => rest);
                    accept.mutate({ ...scope, version: base.version, accept: [{ question: key, revision }] });
                  }}
                  disabled={!may}
                  onChange={(value) => setDraft((before) => ({ ...before, [question.key]: value }))}
                />
              ))}
            </ul>
          </Section>
        );
      })}
      <div className="sticky bottom-0 flex flex-col gap-2 border-t border-line-strong bg-canvas px-6 py-3 phone:px-4">
        {theirs !== null ? (
          <StaleNote
            mine={base}
            theirs={theirs}
            onTake={() => {
              setBase(theirs);
              save.reset();
            }}
          />
        ) : (
          problem !== null && (
            <Callout title="Not saved" live>
              {problem.message}
            </Callout>
          )
        )}
        <div className="flex flex-wrap items-center gap-3">
          {may ? (
            <>
              <Button
                type="submit"
                variant="primary"
                busy={save.isPending}
                disabled={read.answers.length === 0 && Object.keys(read.problems).length === 0}
              >
                Save as version {base.version + 1}
              </Button>
              <span role="status" className="text-12 text-ink-3">
                {changedWords(read.answers.length)}
              </span>
            </>
          ) : (
            <span className="text-12 text-ink-3">A security lead or an owner answers these questions.</span>
          )}
        </div>
      </div>
    </form>
  );
}

function changedWords(count: number): string {
  if (count === 0) return "Nothing changed yet. ⌘ or Ctrl with Enter saves from any field.";
  return count === 1 ? "1 answer changed" : `${count} answers changed`;
}

function saveByKey(event: KeyboardEvent, save: () => void): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  save();
}

function focusQuestion(key: string): void {
  document.getElementById(`q-${key}`)?.querySelector<HTMLElement>("input, textarea, button")?.focus();
}

/** What choices decide which other questions are asked. */
function valuesOf(answers: Answers): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, { value }]));
}

function choicesOf(draft: Draft): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, { value }]));
}

/** Problems of single answers, as the server names them. */
function fieldProblems({ code, details }: Problem): Readonly<Record<string, string>> {
  const { problems } = details as { problems?: Record<string, string> };
  return code === "profile.bad-answer" && problems !== undefined ? problems : {};
}

function storedOf(problem: Problem | null): Profile | null {
  const { stored } = (problem?.details ?? {}) as { stored?: Profile };
  return problem?.code === "profile.stale" && stored !== undefined ? stored : null;
}

/** Someone saved first: what is different there, and the way to put one's own answers on top. */
function StaleNote({ mine, theirs, onTake }: { mine: Profile; theirs: Profile; onTake: () => void }) {
  const keys = Object.keys({ ...mine.answers, ...theirs.answers }).filter(
    (key) => JSON.stringify(mine.answers[key]?.value) !== JSON.stringify(theirs.answers[key]?.value),
  );
  return (
    <Callout
      live
      title={`${theirs.by ?? "Somebody"} saved version ${theirs.version} meanwhile`}
      actions={<Button onClick={onTake}>Put mine on top</Button>}
    >
      Nothing of yours is lost. Different there:{" "}
      {keys
        .map((key) => {
          const question = findQuestion(key);
          const value = theirs.answers[key]?.value;
          return `${question?.label ?? key} ${value === undefined ? "(no answer)" : wordsOf(question, value)}`;
        })
        .join("; ")}
    </Callout>
  );
}
