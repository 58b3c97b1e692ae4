"use client";
import type { Poc } from "@redoubt/domain/verification";
import { Button, cn } from "@redoubt/ui";
import { Play } from "lucide-react";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { type ProjectScope, usePocActions } from "./use-poc-actions.ts";
import { byRevision, isUnderWay, pocLabel, runFacts } from "./verdicts.ts";
import { Verdict } from "./verdict.tsx";

export interface FindingPocsProps {
  readonly scope: ProjectScope;
  readonly pocs: readonly Poc[];
  readonly mayRun: boolean;
}

/** The PoCs of one finding: the same file on every revision, and what it did there. */
export function FindingPocs({ scope, pocs, mayRun }: FindingPocsProps) {
  const { run, busy } = usePocActions(scope);
  return (
    <div className="flex flex-col gap-4">
      {pocs.map((poc) => (
        <div key={poc.number}>
          <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              href={`${paths.projectSlice(scope.organization, scope.project, "verification")}/${poc.number}`}
              className="link"
            >
              {pocLabel(poc.number)}
            </Link>
            <span className="min-w-0 text-12 wrap-anywhere text-ink-3">
              <code>{poc.originPath ?? poc.fileName}</code>, the same file on every revision
            </span>
            {mayRun && (
              <Button
                className="ml-auto"
                busy={busy}
                onClick={() => run(poc.number)}
                aria-label={`Run ${pocLabel(poc.number)} again`}
              >
                <Play aria-hidden="true" />
                Run again
              </Button>
            )}
          </div>
          <PocRevisions scope={scope} poc={poc} />
        </div>
      ))}
    </div>
  );
}

function PocRevisions({ scope, poc }: { scope: ProjectScope; poc: Poc }) {
  const runs = byRevision(poc.runs);
  if (runs.length === 0) {
    return <p className="text-ink-2">No revision with a Solidity root is here yet; it runs as soon as one is.</p>;
  }
  const here = `${paths.projectSlice(scope.organization, scope.project, "verification")}/${poc.number}`;
  return (
    <ul className="mt-1 grid grid-cols-[repeat(auto-fit,minmax(200px,1fr))] gap-y-3 phone:grid-cols-1">
      {runs.map(({ run, again }) => (
        <li
          key={run.id}
          className={cn(
            "border-line-strong px-4 not-first:border-l first:pl-0",
            "phone:border-t phone:px-0 phone:py-2 phone:not-first:border-l-0",
          )}
        >
          <div className="font-medium">{run.revisionName}</div>
          <Verdict run={run} again={again} />
          <p className="text-12 wrap-anywhere text-ink-2">
            {runFacts(run)}{" "}
            <Link href={`${here}?run=${run.id}`} className="why">
              {isUnderWay(run) ? "watch" : "log"}
              <span className="sr-only">
                {" "}
                of {pocLabel(poc.number)} on {run.revisionName}
              </span>
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
