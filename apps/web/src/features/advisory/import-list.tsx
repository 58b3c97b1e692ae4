"use client";
import type { AdvisoryImport, AdvisoryImportState } from "@redoubt/domain/advisory";
import {
  Button,
  Disclosure,
  notifyProblem,
  Progress,
  Section,
  Table,
  Td,
  Th,
  Time,
  Tr,
  WorkState,
  type WorkStateKind,
} from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { importWords } from "./words.ts";

const STATES: Readonly<Record<AdvisoryImportState, { words: string; mark: WorkStateKind }>> = {
  queued: { words: "waiting", mark: "none" },
  reading: { words: "reading", mark: "part" },
  succeeded: { words: "finished", mark: "done" },
  failed: { words: "failed", mark: "block" },
  cancelled: { words: "cancelled", mark: "none" },
};

/** What was brought lately, and what became of it. */
export function ImportList({
  organization,
  imports,
  may,
}: {
  organization: string;
  imports: readonly AdvisoryImport[];
  may: boolean;
}) {
  if (imports.length === 0) return null;
  return (
    <Section title="Imports" flush>
      <Table label="Imports" roomy>
        <thead>
          <tr>
            <Th>File</Th>
            <Th>State</Th>
            <Th className="phone:hidden">What came of it</Th>
            <Th className="phone:hidden">When</Th>
          </tr>
        </thead>
        <tbody>
          {imports.map((each) => (
            <Row key={each.id} organization={organization} entry={each} may={may} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Row({ organization, entry, may }: { organization: string; entry: AdvisoryImport; may: boolean }) {
  const isMoving = entry.state === "queued" || entry.state === "reading";
  const { words, mark } = STATES[entry.state];
  return (
    <Tr hover={false}>
      <Td className="wrap-anywhere">
        <span className="font-medium">{entry.name}</span>
        <div className="hidden text-12 text-ink-3 phone:block">
          <Outcome entry={entry} />
        </div>
      </Td>
      <Td>
        {entry.state === "reading" ? (
          <Progress className="w-24" label={`Import of ${entry.name}`} value={shareOf(entry)} />
        ) : (
          <span className="inline-flex items-center gap-2 whitespace-nowrap">
            <WorkState state={mark} label={words} />
            {words}
          </span>
        )}
        {isMoving && may && <CancelButton organization={organization} entry={entry} />}
      </Td>
      <Td className="wrap-anywhere phone:hidden">
        <Outcome entry={entry} />
      </Td>
      <Td className="whitespace-nowrap phone:hidden">
        <Time value={entry.finishedAt ?? entry.createdAt} />
        <div className="text-12 text-ink-3">{entry.requestedBy ?? "Redoubt"}</div>
      </Td>
    </Tr>
  );
}

function Outcome({ entry }: { entry: AdvisoryImport }) {
  if (entry.failure !== null) return <span className="text-bad">{entry.failure}</span>;
  return (
    <>
      {importWords(entry)}
      {entry.notices.length > 0 && (
        <Disclosure title={`${entry.notices.length} remarks`}>
          <ul className="list-disc pl-5 text-12 text-ink-2">
            {entry.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

function CancelButton({ organization, entry }: { organization: string; entry: AdvisoryImport }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const cancel = useMutation(
    trpc.advisory.cancelImport.mutationOptions({
      onSettled: () => cache.invalidateQueries(trpc.advisory.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Button
      variant="ghost"
      busy={cancel.isPending}
      aria-label={`Cancel the import of ${entry.name}`}
      onClick={() => cancel.mutate({ organization, importId: entry.id })}
    >
      Cancel
    </Button>
  );
}

/** Work done, 0 to 1. */
function shareOf({ progress: { done, total } }: AdvisoryImport): number {
  return done === undefined || total === undefined || total === 0 ? 0.02 : Math.min(0.98, done / total);
}
