"use client";
import { type AnswerChange, findQuestion, wordsOf } from "@redoubt/domain/profile";
import { EmptyState, Loading, Section, Select, Skeleton, Split, Table, Td, Th, Time, Tr } from "@redoubt/ui";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryState } from "nuqs";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { originWords, type ProjectScope } from "../words.ts";

/** Every version of the answers, and what is different between two. */
export function VersionScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const { data: versions } = useSuspenseQuery(trpc.profile.versions.queryOptions(scope));
  const [chosen, setChosen] = useQueryState("version", parseAsInteger);
  const [other, setOther] = useQueryState("with", parseAsInteger);
  const [newest] = versions;
  if (newest === undefined) {
    return (
      <EmptyState title="No version yet">
        Each time somebody saves the questionnaire, all answers are kept as they stood, with who gave them and when.
      </EmptyState>
    );
  }
  const version = chosen ?? newest.number;
  const against = other ?? version - 1;
  const choose = (number: number): void => {
    void setChosen(number);
    void setOther(null);
  };
  return (
    <Split
      sideLabel="Versions"
      quietSide
      side={
        <ul aria-label="Versions of the profile" className="py-2">
          {versions.map(({ number, by, createdAt, changed }) => (
            <li key={number}>
              <button
                type="button"
                aria-current={number === version ? "true" : undefined}
                onClick={() => choose(number)}
                className="block w-full px-5 py-2 text-left hover:bg-hover aria-[current]:bg-selected phone:px-4"
              >
                <span className="font-medium">Version {number}</span>
                <span className="block text-12 text-ink-2">
                  {by ?? "the system"}, <Time value={createdAt} />
                </span>
                <span className="block text-12 text-ink-2">
                  {changed.length} {changed.length === 1 ? "answer" : "answers"} changed
                </span>
              </button>
            </li>
          ))}
        </ul>
      }
    >
      <Section
        title={`Version ${version}`}
        flush
        actions={
          <Select
            label="Compare with"
            className="w-56"
            value={String(against)}
            onValueChange={(value) => void setOther(Number(value))}
            options={[
              ...versions
                .filter(({ number }) => number !== version)
                .map(({ number }) => ({ value: String(number), label: `against version ${number}` })),
              { value: "0", label: "against nothing: all answers" },
            ]}
          />
        }
      >
        <Changes scope={scope} version={version} against={against} />
      </Section>
    </Split>
  );
}

function Changes({ scope, version, against }: { scope: ProjectScope; version: number; against: number }) {
  const { data, error } = useQuery(useTRPC().profile.compare.queryOptions({ ...scope, version, with: against }));
  if (error !== null) {
    return <p className="px-6 pb-4 text-bad phone:px-4">{problemOf(error).message}</p>;
  }
  if (data === undefined) {
    return (
      <Loading label="Answers are loading" className="flex flex-col gap-2 px-6 pb-4">
        <Skeleton width="70%" />
        <Skeleton width="50%" />
      </Loading>
    );
  }
  if (data.changes.length === 0) {
    return <p className="px-6 pb-4 text-ink-2 phone:px-4">The two versions say the same.</p>;
  }
  return (
    <Table label="Changed answers" roomy>
      <thead>
        <tr>
          <Th>Question</Th>
          <Th>{against === 0 ? "Nothing" : `Version ${against}`}</Th>
          <Th>Version {version}</Th>
        </tr>
      </thead>
      <tbody>
        {data.changes.map((change) => (
          <Tr key={change.question} hover={false}>
            <Td>{findQuestion(change.question)?.label ?? change.question}</Td>
            <Said change={change} side="before" />
            <Said change={change} side="after" />
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Said({ change, side }: { change: AnswerChange; side: "before" | "after" }) {
  const answer = change[side];
  if (answer === null) return <Td className="text-ink-3">no answer</Td>;
  return (
    <Td className="wrap-anywhere">
      {wordsOf(findQuestion(change.question), answer.value)}
      <div className="text-12 text-ink-3">
        {originWords(answer.origin, answer.revision)}, <Time value={answer.at} />
      </div>
    </Td>
  );
}
