"use client";
import type { PairOfFindings } from "@redoubt/domain/finding";
import { EmptyState, Kbd, MoreRows, PageHeader, SkeletonRows, Table, Td, Th, Tr } from "@redoubt/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { isTyping } from "../keys/use-keys.ts";
import { scannerTitle } from "@redoubt/domain/scan";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { findingLabel, placeText } from "../words.ts";
import { useIdentity } from "./use-identity.ts";
import { PairAnswers } from "./pair-answers.tsx";

/** Findings that may be one, two by two; one key says that they are, another that they are not. */
export function PairScreen(scope: ProjectScope) {
  const { organization, project } = scope;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { organization, project, limit: 50 };
  const queryKey = [...trpc.finding.pairs.queryKey(input), "pages"] as const;
  useLiveQueries(["finding"], [queryKey]);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) =>
      client.finding.pairs.query(pageParam === null ? input : { ...input, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const mayTriage = usePermissions(scope).has("finding:triage");
  const last = useRef<[number, number] | null>(null);
  const identity = useIdentity(scope, (numbers) => {
    last.current = numbers;
  });
  if (query.error !== null) throw query.error;
  const pairs = query.data?.pages.flatMap((page) => page.items) ?? [];
  const cursor = useCursor(pairs, mayTriage && !identity.busy, {
    same: (pair) => identity.decide(numbersOf(pair), "same"),
    apart: (pair) => identity.decide(numbersOf(pair), "apart"),
    undo: () => last.current !== null && identity.undo(last.current),
  });
  const list = paths.projectSlice(organization, project, "finding");
  return (
    <>
      <PageHeader
        title="May be the same"
        description="Findings that look alike, and that nothing tells apart or together for sure. What you say is remembered: no scan goes against it."
        actions={
          mayTriage &&
          pairs.length > 0 && (
            <span className="flex flex-wrap items-center gap-x-3 text-12 text-ink-3">
              <span>
                <Kbd>J</Kbd> <Kbd>K</Kbd> move
              </span>
              <span>
                <Kbd>=</Kbd> the same
              </span>
              <span>
                <Kbd>N</Kbd> not the same
              </span>
              <span>
                <Kbd>Z</Kbd> undo
              </span>
            </span>
          )
        }
      />
      {query.data !== undefined && pairs.length === 0 && (
        <EmptyState compact title="Nothing waits">
          When a scan sees something that may be a finding that is known already, and cannot tell, the two stand here.
        </EmptyState>
      )}
      {(query.isPending || pairs.length > 0) && (
        <Table label="Pairs" roomy>
          <thead>
            <tr>
              <Th>Findings</Th>
              <Th className="phone:hidden">Why</Th>
              {mayTriage && <Th hideLabel>Answer</Th>}
            </tr>
          </thead>
          <tbody>
            {query.isPending && <SkeletonRows columns={[60, 40, 20]} rows={4} />}
            {pairs.map((pair, index) => (
              <Tr
                key={numbersOf(pair).join(" ")}
                selected={index === cursor.index}
                ref={index === cursor.index ? cursor.row : undefined}
                onFocus={() => cursor.go(index)}
              >
                <Td className="py-2">
                  <Side list={list} finding={pair.first} />
                  <Side list={list} finding={pair.second} />
                  <p className="hidden text-12 text-ink-2 phone:block">{pair.why}</p>
                </Td>
                <Td className="py-2 text-ink-2 phone:hidden">{pair.why}</Td>
                {mayTriage && (
                  <Td className="py-2">
                    <PairAnswers pair={numbersOf(pair)} identity={identity} />
                  </Td>
                )}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {query.hasNextPage && (
        <MoreRows busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()}>
          Show more
        </MoreRows>
      )}
    </>
  );
}

const numbersOf = ({ first, second }: PairOfFindings): [number, number] => [first.number, second.number];

function Side({ list, finding }: { list: string; finding: PairOfFindings["first"] }) {
  const tools = [finding.scanner, ...finding.alsoBy].flatMap((tool) => (tool === null ? [] : scannerTitle(tool)));
  return (
    <div className="flex items-start gap-2 py-0.5">
      <SeverityLevel severity={finding.severity} bare />
      <div className="min-w-0 flex-1">
        <Link href={`${list}/${findingLabel(finding.number)}`} className="hover:underline">
          <span className="text-ink-3 tabular-nums">{findingLabel(finding.number)}</span> {finding.title}
        </Link>{" "}
        {finding.state !== "new" && <StateTag state={finding.state} />}
        <div className="text-12 text-ink-3 wrap-anywhere">
          {tools.length === 0 ? "recorded by hand" : tools.join(", ")}, {placeText(finding) ?? "no file"}
        </div>
      </div>
    </div>
  );
}

interface PairKeys {
  same(pair: PairOfFindings): void;
  apart(pair: PairOfFindings): void;
  undo(): void;
}

/** The pair that the keys are about; when it was answered, the next one takes its place. */
function useCursor(pairs: readonly PairOfFindings[], may: boolean, deeds: PairKeys) {
  const [at, setAt] = useState(0);
  const index = Math.min(at, Math.max(0, pairs.length - 1));
  const row = useRef<HTMLTableRowElement>(null);
  const latest = useRef({ pair: pairs[index], may, deeds, count: pairs.length });
  useEffect(() => {
    latest.current = { pair: pairs[index], may, deeds, count: pairs.length };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const now = latest.current;
      const move = (by: number) => setAt((before) => Math.max(0, Math.min(now.count - 1, before + by)));
      if (event.key === "j") move(1);
      else if (event.key === "k") move(-1);
      else if (event.key === "z" && now.may) now.deeds.undo();
      else if (event.key === "=" && now.may && now.pair !== undefined) now.deeds.same(now.pair);
      else if (event.key === "n" && now.may && now.pair !== undefined) now.deeds.apart(now.pair);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  useEffect(() => {
    row.current?.scrollIntoView({ block: "nearest" });
  }, [index]);
  return { index, row, go: setAt };
}
