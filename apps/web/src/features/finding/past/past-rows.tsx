"use client";
import { PAST_VIEWS, type PastImportDetail, type PastRowView, type PastView } from "@redoubt/domain/finding";
import { Checkbox, Loading, MoreRows, notify, Section, Segmented, Skeleton, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { paths } from "#features/frame/index.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SeverityLevel } from "../tags.tsx";
import { findingLabel } from "../words.ts";
import { PastRowEditor } from "./past-row-editor.tsx";
import { useRowChange } from "./use-row-change.ts";
import { PAST_STATE_WORDS } from "./words.ts";

const VIEW_WORDS: Readonly<Record<PastView, string>> = {
  all: "All",
  conflicts: "Conflicts",
  new: "New",
  joined: "Known",
  "left-out": "Left out",
};

export interface PastRowsProps {
  readonly scope: ProjectScope;
  readonly past: PastImportDetail;
  readonly mayChange: boolean;
}

/** The findings of a document: what each says, where it stands, and what becomes of it. */
export function PastRows({ scope, past, mayChange }: PastRowsProps) {
  const trpc = useTRPC();
  const [view, setView] = useQueryState("show", parseAsStringLiteral(PAST_VIEWS).withDefault("all"));
  const waits = past.state === "ready";
  const input = { ...scope, number: past.number, view: waits ? view : ("all" as const), limit: 100 };
  const client = useTRPCClient();
  const rows = useInfiniteQuery({
    queryKey: trpc.finding.past.rows.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) => client.finding.past.rows.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  if (rows.error !== null) throw rows.error;
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const counts: Readonly<Record<PastView, number>> = {
    ...{ all: past.counts.rows, conflicts: past.counts.conflicts, new: past.counts.create },
    ...{ joined: past.counts.join, "left-out": past.counts.leave },
  };
  return (
    <Section
      flush
      title="Findings"
      actions={
        waits && (
          <Segmented
            label="Show"
            value={view}
            onValueChange={(value) => void setView(value)}
            options={PAST_VIEWS.map((value) => ({ value, label: VIEW_WORDS[value], count: counts[value] }))}
            className="max-w-full overflow-x-auto"
          />
        )
      }
    >
      {rows.isPending ? (
        <Loading label="Reading the rows">
          <Skeleton className="mx-6 my-4 h-24 phone:mx-4" />
        </Loading>
      ) : items.length === 0 ? (
        <p className="px-6 pb-4 text-ink-3 phone:px-4">No finding of this kind.</p>
      ) : (
        <Table label="Findings of the document" roomy>
          <thead>
            <tr>
              {mayChange && <Th hideLabel>Import</Th>}
              <Th>Finding</Th>
              <Th>Says</Th>
              <Th className="phone:hidden">In the code</Th>
              <Th>Becomes</Th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <Row key={row.position} scope={scope} past={past} row={row} mayChange={mayChange} />
            ))}
          </tbody>
        </Table>
      )}
      {rows.hasNextPage && (
        <MoreRows busy={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()}>
          More findings
        </MoreRows>
      )}
    </Section>
  );
}

function Row({ scope, past, row, mayChange }: PastRowsProps & { readonly row: PastRowView }) {
  const change = useRowChange((message) => notify(message));
  const name = row.key === null ? row.title : `${row.key} ${row.title}`;
  // What was asked for stands there until the answer does.
  const leftOut = (change.isPending ? change.variables.leftOut : undefined) ?? row.leftOut;
  return (
    <Tr hover={false} className={row.fate.deed === "leave" ? "text-ink-3" : undefined}>
      {mayChange && (
        <Td className="align-top">
          <Checkbox
            aria-label={`Import ${name}`}
            checked={!leftOut}
            disabled={change.isPending}
            onCheckedChange={(checked) =>
              change.mutate({ ...scope, number: past.number, position: row.position, leftOut: checked !== true })
            }
          />
        </Td>
      )}
      <Td className="align-top">
        <span className="line-clamp-3 wrap-anywhere">
          {row.key !== null && <code className="mr-1.5 text-12 text-ink-2">{row.key}</code>}
          {row.title}
        </span>
        <PastRowEditor scope={scope} past={past} row={row} mayChange={mayChange} />
      </Td>
      <Td className="align-top">
        <SeverityLevel severity={row.severity} />
        <span className="block text-12 text-ink-3">
          {row.severityGuessed ? "severity not said" : (row.stateWords ?? stateWords(row))}
        </span>
      </Td>
      <Td className="max-w-72 align-top phone:hidden">
        <Place row={row} />
      </Td>
      <Td className="align-top">
        <Fate scope={scope} row={row} />
      </Td>
    </Tr>
  );
}

function stateWords({ state }: PastRowView): string {
  return state === null ? "" : PAST_STATE_WORDS[state];
}

function Place({ row: { place } }: { row: PastRowView }) {
  if (place.kind !== "found") {
    return (
      <span className="text-ink-3">
        {place.kind === "gone" && <Tag tone="warn">gone</Tag>} {place.words}
      </span>
    );
  }
  const line = place.startLine === undefined ? "" : `:${place.startLine}`;
  return (
    <span title={place.words}>
      <code className="text-12 wrap-anywhere">
        {place.path}
        {line}
      </code>
      {place.callable !== undefined && (
        <span className="block text-12 text-ink-3">
          {[place.container, place.callable].filter((part) => part !== undefined).join(".")}
        </span>
      )}
    </span>
  );
}

function Fate({ scope, row }: { scope: ProjectScope; row: PastRowView }) {
  const list = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <>
      {row.finding !== null && (
        <Link className="link mr-1.5 underline" href={`${list}/${findingLabel(row.finding)}`}>
          {findingLabel(row.finding)}
        </Link>
      )}
      <span>{row.fate.words}</span>
      {row.fate.conflict !== null && (
        <span className="mt-0.5 block text-12">
          <Tag tone="warn">conflict</Tag> {row.fate.conflict}
        </span>
      )}
      {row.fate.conflict === null && row.alike.length > 0 && (
        <span className="mt-0.5 block text-12 text-ink-3">
          Near {row.alike.map(({ number }) => findingLabel(number)).join(", ")}
        </span>
      )}
    </>
  );
}
