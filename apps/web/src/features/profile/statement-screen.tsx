"use client";
import { type Asset, reasonLabel, type Sentence } from "@redoubt/domain/profile";
import { BlindLine, cn, EmptyState, LinkButton, Section, Time } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "./words.ts";

const WEIGHT = {
  bad: { edge: "border-l-failed", word: "counts against it" },
  unknown: { edge: "border-l-stale", word: "not known, counts against it" },
  plain: { edge: "border-l-line-strong", word: "" },
  good: { edge: "border-l-demonstrated", word: "counts for it" },
} as const;

/** What is at stake in plain words, each sentence with what it rests on. */
export function StatementScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.profile.get.queryOptions(scope);
  useLiveQueries(["profile"], [options.queryKey]);
  const { data } = useSuspenseQuery(options);
  const { profile, statement, assets } = data;
  const may = usePermissions(scope).has("profile:write");
  const base = paths.projectSlice(scope.organization, scope.project, "profile");
  if (profile.version === 0 && assets.length === 0) {
    return (
      <EmptyState
        title="Nobody has said what is at stake"
        actions={
          may && (
            <LinkButton variant="primary" asChild>
              <Link href={`${base}/questionnaire`}>Answer the questions</Link>
            </LinkButton>
          )
        }
      >
        A page of questions, most with a few answers to choose from. What follows from them stands here in sentences,
        and decides what is worth doing first.
      </EmptyState>
    );
  }
  return (
    <>
      <Section
        title="Statement"
        note={
          profile.createdAt !== null && (
            <>
              version {profile.version}
              {profile.by === null ? "" : ` by ${profile.by}`}, <Time value={profile.createdAt} />
            </>
          )
        }
        actions={
          <LinkButton asChild>
            <Link href={`${base}/questionnaire`}>{may ? "Change answers" : "See answers"}</Link>
          </LinkButton>
        }
      >
        <ul className="flex max-w-[760px] flex-col gap-3">
          {statement.sentences.map((sentence) => (
            <SentenceLine key={sentence.id} sentence={sentence} assets={assets} base={base} />
          ))}
        </ul>
      </Section>
      <BlindLine title="Not known">
        {statement.unknown.length === 0 ? (
          "Every question has an answer."
        ) : (
          <>
            {statement.unknown.length} of the questions {statement.unknown.length === 1 ? "has" : "have"} no answer, and
            what is not known counts against the project:{" "}
            {statement.unknown.map(({ question, label }, index) => (
              <span key={question}>
                {index > 0 && "; "}
                <Link href={`${base}/questionnaire#q-${question}`} className="why whitespace-normal">
                  {label}
                </Link>
              </span>
            ))}
          </>
        )}
      </BlindLine>
    </>
  );
}

interface LineProps {
  sentence: Sentence;
  assets: readonly Asset[];
  base: string;
}

function SentenceLine({ sentence, assets, base }: LineProps) {
  const { edge, word } = WEIGHT[sentence.weight];
  return (
    <li className={cn("border-l-2 pl-3", edge)}>
      <p className="text-14">
        {sentence.text}
        {word !== "" && <span className="sr-only"> ({word})</span>}
      </p>
      <p className="flex flex-wrap gap-x-3 text-12 text-ink-3">
        {word !== "" && <span>{word}</span>}
        {sentence.because.map((reason) => (
          <Link
            key={reason}
            href={reason.startsWith("ast_") ? `${base}/asset` : `${base}/questionnaire#q-${reason}`}
            className="why whitespace-normal"
          >
            {reasonLabel(reason, assets)}
          </Link>
        ))}
      </p>
    </li>
  );
}
