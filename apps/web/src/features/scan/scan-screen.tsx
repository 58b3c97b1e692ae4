"use client";
import {
  Button,
  Divider,
  type FigureItem,
  Figures,
  PageHeader,
  PartsProgress,
  Section,
  Skeleton,
  Tag,
  Time,
} from "@redoubt/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCcw, Square } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { BacklogCallout, ImportPreviewSection } from "../finding/index.ts";
import { paths, useThingName } from "../frame/index.ts";
import { usePermissions } from "../project/index.ts";
import { HeldClosings } from "./held-closings.tsx";
import { NotScannedTable } from "./not-scanned-table.tsx";
import { ScanLog } from "./scan-log.tsx";
import { ScannerSteps } from "./scanner-steps.tsx";
import { StatementsTable } from "./statements-table.tsx";
import { durationWords, isMoving, revisionWords, SCAN_STATE, shareOf, shareOfRequest } from "./words.ts";

type Request = RouterOutputs["scan"]["get"];
type Scope = { organization: string; project: string };

/** One request: its scanners as steps, the log as it is written, what came of it, and what was not looked at. */
export function ScanScreen({ scope, number }: { scope: Scope; number: number }) {
  const trpc = useTRPC();
  const options = trpc.scan.get.queryOptions({ ...scope, number, logTail: 500 });
  useLiveQueries(["scan"], [options.queryKey]);
  const { data: request, error } = useQuery({
    ...options,
    // The stream tells of changes; this is for a stream that is down.
    refetchInterval: (query) => (isMoving(query.state.data?.state) ? 5000 : false),
  });
  const [selected, setSelected] = useQueryState("scanner", parseAsString);
  if (error) throw error;
  if (request === undefined) return <PageHeader title={<Skeleton className="h-6 w-32" />} />;
  const shown = request.scans.find((scan) => scan.scanner === selected) ?? null;
  return (
    <>
      <Head scope={scope} request={request} />
      {isMoving(request.state) && (
        <div className="px-6 pb-3 phone:px-4" aria-live="polite">
          <p className="mb-1.5">
            <b className="text-20 font-semibold tabular-nums">{Math.round(shareOfRequest(request) * 100)} %</b>{" "}
            <span className="text-12 text-ink-3">progress is work done, not time</span>
          </p>
          <PartsProgress
            label={`Scan ${number}`}
            parts={request.scans.map((scan) => ({ id: scan.id, label: scan.title, weight: 1, done: shareOf(scan) }))}
          />
        </div>
      )}
      <div className="grid min-h-0 flex-1 grid-cols-1 border-t border-line-strong lg:grid-cols-[300px_minmax(0,1fr)]">
        <aside aria-label="Scanners" className="min-w-0 border-line max-lg:border-b lg:border-r">
          <ScannerSteps
            scans={request.scans}
            selected={shown?.scanner ?? null}
            onSelect={(scanner) => void setSelected(scanner === selected ? null : scanner)}
          />
        </aside>
        <div className="flex min-w-0 flex-col">
          {/* Not before the progress above it has gone: what is to be pressed must not move. */}
          {request.kind === "import" && !isMoving(request.state) && (
            <ImportPreviewSection
              scope={scope}
              number={number}
              showStatements={(statements) => <StatementsTable scope={scope} scans={[{ id: "preview", statements }]} />}
            />
          )}
          <ScanLog scans={shown === null ? request.scans : [shown]} running={isMoving(request.state)} />
          {request.state !== "previewed" && <Outcome scope={scope} request={request} />}
          <HeldClosings scope={scope} request={request} />
          <StatementsTable scope={scope} scans={shown === null ? request.scans : [shown]} />
          <NotScannedTable scans={shown === null ? request.scans : [shown]} finished={!isMoving(request.state)} />
        </div>
      </div>
    </>
  );
}

function Head({ scope, request }: { scope: Scope; request: Request }) {
  const trpc = useTRPC();
  const cancel = useMutation(trpc.scan.cancel.mutationOptions());
  const scanAgain = useMutation(trpc.scan.retry.mutationOptions());
  const importAgain = useMutation(trpc.finding.retryImport.mutationOptions());
  const retry = request.kind === "import" ? importAgain : scanAgain;
  const state = SCAN_STATE[request.state];
  const selector = { ...scope, number: request.number };
  const unsandboxed = request.scans.some((scan) => scan.sandboxed === false);
  const revisionHref = `${paths.projectSlice(scope.organization, scope.project, "source")}/${request.revision?.number ?? ""}`;
  const problem = cancel.error ?? retry.error;
  const mayRun = usePermissions(scope).has("scan:run");
  const title = `${request.kind === "import" ? "Import" : "Scan"} ${request.number}`;
  useThingName(title);
  return (
    <PageHeader
      title={title}
      meta={
        <>
          <Tag tone={state.tone}>{state.words}</Tag>
          {request.scans[0]?.upload != null && <span className="wrap-anywhere">{request.scans[0].upload}</span>}
          {request.revision === null ? (
            <span>report without a revision</span>
          ) : (
            <Link className="font-mono hover:underline" href={revisionHref}>
              {revisionWords(request.revision)}
            </Link>
          )}
          <Divider />
          <span>
            {request.scans.length} {request.scans.length === 1 ? "scanner" : "scanners"}
          </span>
          <Divider />
          <span>by {request.requestedBy ?? "Redoubt"}</span>
          <Divider />
          <Time value={request.createdAt} />
          {request.finishedAt !== null && (
            <span>took {durationWords(request.finishedAt.getTime() - request.createdAt.getTime())}</span>
          )}
          {unsandboxed && <Tag tone="warn">ran without a sandbox: our own demo code</Tag>}
        </>
      }
      {...(problem ? { description: <span className="text-bad">{problem.message}</span> } : {})}
      actions={
        mayRun &&
        (isMoving(request.state) ? (
          <Button variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate(selector)}>
            <Square aria-hidden="true" />
            Cancel scan
          </Button>
        ) : (
          (request.state === "failed" || request.state === "partial" || request.state === "cancelled") && (
            <Button busy={retry.isPending} onClick={() => retry.mutate(selector)}>
              <RotateCcw aria-hidden="true" />
              Try again
            </Button>
          )
        ))
      }
    />
  );
}

/** Closings that wait for a person; a newer publication of the scanner takes them over and asks anew. */
function heldItem({ scans, stats }: Request): FigureItem {
  const waiting = scans.some((scan) => scan.hold !== null && scan.hold.decision === null);
  const note = stats.held > 0 && !waiting ? "a newer scan decides" : "needs a person";
  return { id: "held", label: "Held", value: stats.held, tone: waiting ? "warn" : "plain", note };
}

function Outcome({ scope, request }: { scope: Scope; request: Request }) {
  const { stats } = request;
  const findings = paths.projectSlice(scope.organization, scope.project, "finding");
  const items: FigureItem[] = [
    { id: "in", label: "New", value: stats.in, note: `${stats.results.toLocaleString("en")} results` },
    {
      id: "reopened",
      label: "Back again",
      value: stats.reopened,
      tone: stats.reopened > 0 ? "bad" : "plain",
      note: "had been resolved",
    },
    { id: "moved", label: "Moved", value: stats.moved, note: "same finding, other place" },
    { id: "unchanged", label: "Unchanged", value: stats.unchanged },
    {
      id: "closed",
      label: "Closed",
      value: stats.closed,
      tone: stats.closed > 0 ? "ok" : "plain",
      note: "on evidence",
    },
    heldItem(request),
    ...(stats.policy > 0 ? [{ id: "policy", label: "By policy", value: stats.policy, note: "decided at once" }] : []),
    ...(stats.suppressed > 0
      ? [{ id: "suppressed", label: "Suppressed", value: stats.suppressed, note: "by comments or configuration" }]
      : []),
    { id: "dependency", label: "In dependencies", value: stats.dependency, note: "folded away" },
  ];
  const movesState = request.scans.some((scan) => scan.movesState === false);
  return (
    <Section
      title={isMoving(request.state) ? "Findings so far" : "Findings"}
      note={isMoving(request.state) ? "each scanner publishes when it is done" : undefined}
      actions={
        <Link className="link" href={findings}>
          Open findings
        </Link>
      }
    >
      <Figures items={items} />
      {!isMoving(request.state) && <BacklogCallout scope={scope} className="mt-4" />}
      {movesState && (
        <p className="mt-3 text-12 text-ink-2">
          This is not the newest revision of the default branch: results are stored and shown, and move no state.
        </p>
      )}
    </Section>
  );
}
