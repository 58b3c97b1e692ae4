"use client";
import type { ImportPreview, Outcome } from "@redoubt/domain/finding";
import { Button, Callout, notify, notifyProblem, Section, Tabs } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";
import { PreviewTable } from "./preview-table.tsx";

const WORDS: Readonly<Record<Outcome, string>> = {
  new: "New",
  reopened: "Back again",
  moved: "Moved",
  closes: "Would close",
  held: "Held",
  "not-observed": "Not observed",
  unchanged: "Unchanged",
};

const HELP: Readonly<Record<Outcome, string>> = {
  new: "Nothing known is the same.",
  reopened: "They had been resolved and are reported again.",
  moved: "The same finding at another place.",
  closes: "The report no longer has them, and it proves that it looked.",
  held: "So many would close at once that they stay open until a person decides on the import's page.",
  "not-observed": "The report no longer has them, and it does not prove that it looked.",
  unchanged: "The same finding at the same place.",
};

/** What an uploaded report would do, until somebody publishes it or throws it away; nothing for other requests. */
export function ImportPreviewSection({
  scope,
  number,
  showStatements,
}: {
  scope: ProjectScope;
  number: number;
  /** What a document of statements would decide, as the page shows statements. */
  showStatements: (statements: ImportPreview["statements"]) => ReactNode;
}) {
  const trpc = useTRPC();
  const reading = trpc.finding.importPreview.queryOptions({ ...scope, number });
  useLiveQueries(["scan", "finding"], [reading.queryKey]);
  const { data: preview } = useQuery(reading);
  if (preview == null) return null;
  if (preview.decision !== null) return <Decided preview={preview} />;
  const kinds = preview.kinds.filter(({ count }) => count > 0);
  return (
    <>
      <Waiting scope={scope} number={number} preview={preview} />
      <Section title="What it would do" note={preview.runs.map(({ title }) => title).join(", ")} flush>
        {kinds.length === 0 ? (
          <p className="px-6 pb-4 text-ink-3 phone:px-4">The report changes no finding.</p>
        ) : (
          <Tabs
            label="What becomes of findings"
            listClassName="px-6 phone:px-4"
            tabs={kinds.map(({ kind, count, listed, restricted }) => ({
              value: kind,
              label: WORDS[kind],
              count,
              content: (
                <>
                  <p className="px-6 py-2 text-12 text-ink-2 phone:px-4">
                    {HELP[kind]} {limitWords(count, listed, restricted)}
                  </p>
                  <PreviewTable scope={scope} number={number} kind={kind} label={WORDS[kind]} />
                </>
              ),
            }))}
          />
        )}
      </Section>
      {showStatements(preview.statements)}
    </>
  );
}

function limitWords(count: number, listed: number, restricted: number): string {
  const first = listed < count ? `The worst ${listed.toLocaleString("en")} are listed. ` : "";
  return restricted > 0
    ? `${first}${countWords(restricted, "restricted finding")} among them not shown to you.`
    : first;
}

function Waiting({ scope, number, preview }: { scope: ProjectScope; number: number; preview: ImportPreview }) {
  const { publish, discard, busy } = useDecision(scope, number);
  const mayDecide = usePermissions(scope).has("scan:import");
  const silent = preview.runs.some((run) => !run.movesState);
  const partial = preview.runs.some((run) => !run.complete);
  return (
    <div className="px-6 py-4 phone:px-4">
      <Callout
        tone="note"
        title="Nothing was published yet"
        actions={
          mayDecide && (
            <>
              <Button variant="primary" busy={busy} onClick={publish}>
                Publish
              </Button>
              <Button disabled={busy} onClick={discard}>
                Throw away
              </Button>
            </>
          )
        }
      >
        <p>
          This is what {preview.name ?? "the report"} would do. It is worked out again when you publish it.
          {partial && " The report is not complete, so it closes little or nothing."}
          {silent && " It is not of the newest revision of the default branch: it is stored, and moves no state."}{" "}
          {mayDecide
            ? `Without a decision the upload is removed on ${preview.expiresAt.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}.`
            : "Who may import reports decides on it."}
        </p>
      </Callout>
    </div>
  );
}

function Decided({ preview }: { preview: ImportPreview }) {
  const who = preview.decidedBy ?? "Redoubt";
  const words = {
    confirmed: `${who} published it after a look at what it would do.`,
    discarded: `${who} looked at what it would do and threw it away. The file is removed.`,
    expired: "Nobody decided on it in time, so it was thrown away. The file is removed.",
  } as const;
  return preview.decision === null ? null : (
    <p className="px-6 py-3 text-ink-2 phone:px-4">{words[preview.decision]}</p>
  );
}

function useDecision(scope: ProjectScope, number: number) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const reread = async () => {
    await client.invalidateQueries({ queryKey: trpc.scan.pathKey() });
    await client.invalidateQueries({ queryKey: trpc.finding.pathKey() });
  };
  const onError = (error: unknown) => notifyProblem("Nothing was changed", { detail: problemOf(error).message });
  const options = { onError, onSettled: reread };
  const confirm = useMutation(trpc.finding.confirmImport.mutationOptions(options));
  const discard = useMutation(
    trpc.finding.discardImport.mutationOptions({ ...options, onSuccess: () => notify("The upload was thrown away.") }),
  );
  return {
    publish: () => confirm.mutate({ ...scope, number }),
    discard: () => discard.mutate({ ...scope, number }),
    busy: confirm.isPending || discard.isPending,
  };
}
