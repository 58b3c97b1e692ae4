"use client";
import type { Poc } from "@redoubt/domain/verification";
import { Button, Mark } from "@redoubt/ui";
import { Play } from "lucide-react";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { byRevision, markOf, runFacts, toneOf, usePocActions, verdictWords } from "#features/verification/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";

/** As many revisions as stand beside each other. */
const MOST_REVISIONS = 4;
const TONES = { bad: "text-bad", ok: "text-ok", quiet: "text-ink" } as const;

/** What the first PoC did on each revision, under the code. */
export function PocStrip({ scope, pocs, mayRun }: { scope: ProjectScope; pocs: readonly Poc[]; mayRun: boolean }) {
  const { run, busy } = usePocActions(scope);
  const [poc] = pocs;
  if (poc === undefined) return null;
  const runs = byRevision(poc.runs);
  const last = runs.at(-1);
  const here = `${paths.projectSlice(scope.organization, scope.project, "verification")}/${poc.number}`;
  return (
    <section aria-label="PoC by revision" className="flex-none border-t border-line bg-canvas px-4 pt-2 pb-3">
      <div className="flex h-8 items-center gap-2">
        <Mark kind={markOf(last?.run)} />
        <Link href={here} className="min-w-0 truncate font-medium hover:underline">
          PoC {last === undefined ? "has not run" : `${verdictWords(last.run, last.again)} on ${last.run.revisionName}`}
        </Link>
        <span className="min-w-0 truncate text-12 text-ink-3">
          {last === undefined ? "" : runFacts(last.run)}
          {pocs.length > 1 && `, ${pocs.length - 1} more`}
        </span>
        {mayRun && (
          <Button className="ml-auto flex-none" busy={busy} onClick={() => run(poc.number)}>
            <Play aria-hidden="true" />
            Run again
          </Button>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-1 py-1">
        {runs.slice(-MOST_REVISIONS).map(({ run: each, again }) => (
          <div key={each.id}>
            <dt className="text-12 text-ink-3">{each.revisionName}</dt>
            <dd className={`font-medium ${TONES[toneOf(each)]}`}>{verdictWords(each, again)}</dd>
          </div>
        ))}
      </dl>
      <p className="truncate font-mono text-12 text-ink-3">{poc.originPath ?? `test/poc/${poc.fileName}`}</p>
    </section>
  );
}
