"use client";
import { Button, Callout, KeyValue, Loading, Skeleton, Tag, Time } from "@redoubt/ui";
import { useEffect, useRef } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "./use-poc-actions.ts";
import { useRunLog } from "./use-run-log.ts";
import { isUnderWay, verdictWords } from "./verdicts.ts";
import { Verdict } from "./verdict.tsx";

export interface RunLogProps {
  readonly scope: ProjectScope;
  readonly runId: string;
  readonly mayRun: boolean;
  readonly cancelling: boolean;
  readonly onCancel: (runId: string) => void;
}

/** One run: its verdict, its tests and its log, which grows while it runs. */
export function RunLogView({ scope, runId, mayRun, cancelling, onCancel }: RunLogProps) {
  const { data, error, refetch } = useRunLog(scope, runId);
  if (error !== null && data === undefined) {
    return (
      <Callout title="The log could not be read" actions={<Button onClick={() => void refetch()}>Try again</Button>}>
        {problemOf(error).message}
      </Callout>
    );
  }
  if (data === undefined) {
    return (
      <Loading label="The log is loading" className="flex flex-col gap-2 py-2">
        {[62, 48, 70, 35].map((width) => (
          <Skeleton key={width} width={`${width}%`} />
        ))}
      </Loading>
    );
  }
  const { run, lines } = data;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Verdict run={run} />
        {run.sandboxed === false && <Tag tone="warn">ran without a jail</Tag>}
        {isUnderWay(run) && mayRun && (
          <Button busy={cancelling} className="ml-auto" onClick={() => onCancel(run.id)}>
            Cancel
          </Button>
        )}
      </div>
      <KeyValue
        labelWidth={88}
        items={[
          { key: "Revision", value: run.revisionName },
          ...(run.reason === null ? [] : [{ key: "Reason", value: run.reason }]),
          { key: "Asked for", value: <Time value={run.createdAt} /> },
          ...(run.durationMs === null ? [] : [{ key: "Took", value: `${(run.durationMs / 1000).toFixed(1)} s` }]),
          {
            key: "State",
            label: "Counts",
            value:
              run.movesState === null
                ? "not yet"
                : run.movesState
                  ? "the newest revision of the default branch: it moves the state of the finding"
                  : "kept and shown, moves no state",
          },
        ]}
      />
      {run.tests.length > 0 && (
        <ul aria-label="Tests" className="flex flex-col gap-1">
          {run.tests.map((test) => (
            <li key={test.name} className="flex flex-wrap items-baseline gap-x-2">
              <Tag tone={test.passed ? "outline" : "neutral"}>{test.passed ? "passed" : "failed"}</Tag>
              <code className="wrap-anywhere">{test.name}</code>
              {test.reason !== null && <span className="text-12 wrap-anywhere text-ink-2">{test.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      <Lines lines={lines} live={isUnderWay(run)} />
      <span role="status" className="sr-only">
        {verdictWords(run)}
      </span>
    </div>
  );
}

/** The lines; stays at the end while one is there, and where one reads while one is not. */
function Lines({ lines, live }: { lines: readonly { seq: number; text: string }[]; live: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines]);
  return (
    <div
      ref={box}
      role="region"
      aria-label="Log"
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        isAtEnd.current = currentTarget.scrollTop + currentTarget.clientHeight >= currentTarget.scrollHeight - 24;
      }}
      className="max-h-96 min-h-24 overflow-auto rounded-2 bg-sunken px-3 py-2 font-mono text-12/[18px] whitespace-pre-wrap wrap-anywhere -outline-offset-2"
    >
      {lines.map((line) => (
        <div key={line.seq}>{line.text === "" ? " " : line.text}</div>
      ))}
      {live && <div className="text-ink-3">{lines.length === 0 ? "Waiting for a worker …" : "…"}</div>}
      {!live && lines.length === 0 && <div className="text-ink-3">The run left no lines.</div>}
    </div>
  );
}
