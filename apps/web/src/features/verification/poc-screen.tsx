"use client";
import type { Poc, PocRun } from "@redoubt/domain/verification";
import {
  Button,
  Callout,
  CodeBlock,
  CopyButton,
  PageHeader,
  Section,
  SideSection,
  Split,
  Table,
  Td,
  Th,
  Time,
  Tr,
} from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { NotFoundScreen, paths } from "#features/frame/index.ts";
import { useHighlighted } from "#features/source/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { RunLogView } from "./run-log.tsx";
import { type ProjectScope, usePocActions } from "./use-poc-actions.ts";
import { byRevision, pocLabel, runFacts } from "./verdicts.ts";
import { Verdict } from "./verdict.tsx";

export interface PocScreenProps {
  readonly scope: ProjectScope;
  readonly number: number;
}

/** One PoC: what it did on each revision, the log of a run, its file. */
export function PocScreen({ scope, number }: PocScreenProps) {
  const trpc = useTRPC();
  const options = trpc.verification.get.queryOptions({ ...scope, poc: number });
  useLiveQueries(["verification"], [options.queryKey]);
  const { data, error, refetch } = useQuery(options);
  const [run, setRun] = useQueryState("run", parseAsString.withOptions({ history: "push" }));
  const permissions = useQuery(trpc.project.get.queryOptions(scope)).data?.permissions ?? [];
  const actions = usePocActions(scope);
  if (error !== null && data === undefined) {
    const problem = problemOf(error);
    if (problem.code === "verification.not-found") return <NotFoundScreen framed />;
    return (
      <Section>
        <Callout title="The PoC could not be read" actions={<Button onClick={() => void refetch()}>Try again</Button>}>
          {problem.message}
        </Callout>
      </Section>
    );
  }
  if (data === undefined) return <PageHeader title={pocLabel(number)} />;
  const mayRun = permissions.includes("verification:run");
  const newest = [...data.runs].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const shown = data.runs.find((each) => each.id === run) ?? newest[0];
  // The newest run is the one asked for: its log is shown as it grows.
  const onRun = (revisions?: readonly number[]) => {
    void setRun(null);
    actions.run(number, revisions);
  };
  return (
    <div className="flex min-h-full flex-col">
      <PocHeader scope={scope} poc={data} mayRun={mayRun} busy={actions.busy} onRun={() => onRun()} />
      <Split
        sideLabel="Runs"
        sideWidth={408}
        side={
          <RunSide
            scope={scope}
            poc={data}
            runs={newest}
            shown={shown}
            mayRun={mayRun}
            actions={actions}
            onRun={onRun}
            onShow={(id) => void setRun(id)}
          />
        }
      >
        <PocFileSection path={data.originPath ?? data.fileName} content={data.content} />
      </Split>
    </div>
  );
}

function PocHeader({
  scope,
  poc,
  mayRun,
  busy,
  onRun,
}: {
  scope: ProjectScope;
  poc: Poc;
  mayRun: boolean;
  busy: boolean;
  onRun: () => void;
}) {
  return (
    <PageHeader
      eyebrow={
        <>
          <span className="tabular-nums">{pocLabel(poc.number)}</span>
          {poc.finding !== null && (
            <Link
              href={`${paths.projectSlice(scope.organization, scope.project, "finding")}/F-${poc.finding.number}`}
              className="link min-w-0 wrap-anywhere"
            >
              F-{poc.finding.number} {poc.finding.title}
            </Link>
          )}
        </>
      }
      title={poc.title}
      description={
        <>
          {poc.origin === "revision" ? "Picked from a revision" : "Uploaded"} <Time value={poc.createdAt} />, the same
          file on every revision
        </>
      }
      actions={
        mayRun && (
          <Button variant="primary" busy={busy} onClick={onRun}>
            <Play aria-hidden="true" />
            Run on all revisions
          </Button>
        )
      }
    />
  );
}

interface RunSideProps {
  scope: ProjectScope;
  poc: Poc;
  runs: readonly PocRun[];
  shown: PocRun | undefined;
  mayRun: boolean;
  actions: ReturnType<typeof usePocActions>;
  onRun: (revisions: readonly number[]) => void;
  onShow: (id: string) => void;
}

function RunSide({ scope, poc, runs, shown, mayRun, actions, onRun, onShow }: RunSideProps) {
  return (
    <>
      <SideSection title="By revision">
        {runs.length === 0 && (
          <p className="text-ink-2">
            It has not run: no fetched revision has a Solidity root. It runs as soon as one has.
          </p>
        )}
        <ul>
          {byRevision(poc.runs).map(({ run, again }) => (
            <li key={run.id} className="flex min-h-9 items-center gap-2 border-b border-line py-1 last:border-b-0">
              <div className="min-w-0 flex-1">
                <div className="flex flex-wrap items-center gap-x-3">
                  <b className="font-medium">{run.revisionName}</b>
                  <Verdict run={run} again={again} />
                </div>
                <div className="text-12 wrap-anywhere text-ink-2">{runFacts(run)}</div>
              </div>
              <Button
                variant="ghost"
                aria-pressed={shown?.id === run.id}
                aria-label={`Show the log on ${run.revisionName}`}
                className={shown?.id === run.id ? "text-ink" : undefined}
                onClick={() => onShow(run.id)}
              >
                Log
              </Button>
              {mayRun && (
                <Button
                  aria-label={`Run on ${run.revisionName}`}
                  busy={actions.busy}
                  onClick={() => onRun([run.revision])}
                >
                  Run
                </Button>
              )}
            </li>
          ))}
        </ul>
      </SideSection>
      {shown !== undefined && (
        <SideSection title={`Run on ${shown.revisionName}`} note={<Time value={shown.createdAt} />}>
          <RunLogView
            key={shown.id}
            scope={scope}
            runId={shown.id}
            mayRun={mayRun}
            cancelling={actions.cancelling}
            onCancel={actions.cancel}
          />
        </SideSection>
      )}
      {runs.length > 0 && (
        <SideSection title="All runs" note={`${runs.length}`}>
          <Table label="All runs" flush>
            <thead>
              <tr>
                <Th>Revision</Th>
                <Th>Verdict</Th>
                <Th>When</Th>
              </tr>
            </thead>
            <tbody>
              {runs.slice(0, 50).map((run) => (
                <Tr key={run.id} selected={run.id === shown?.id}>
                  <Td>
                    <button type="button" className="link" onClick={() => onShow(run.id)}>
                      {run.revisionName}
                    </button>
                  </Td>
                  <Td>
                    <Verdict run={run} />
                  </Td>
                  <Td className="whitespace-nowrap text-ink-3">
                    <Time value={run.createdAt} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </SideSection>
      )}
    </>
  );
}

function PocFileSection({ path, content }: { path: string; content: string }) {
  const lines = useHighlighted(content, path);
  return (
    <Section
      flush
      title="Test"
      note={<code className="wrap-anywhere">{path}</code>}
      actions={<CopyButton text={content} label="Copy the test" />}
    >
      <CodeBlock lines={lines} label={`Source of ${path}`} className="pb-4" />
    </Section>
  );
}
