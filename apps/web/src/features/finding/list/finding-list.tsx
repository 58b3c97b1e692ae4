"use client";
import type { FindingSummary } from "@redoubt/domain/finding";
import { Button, Callout, Checkbox, Loading, Skeleton } from "@redoubt/ui";
import type { ReactNode } from "react";
import { useCallback, useEffect, useRef } from "react";
import { problemOf } from "#trpc/problem.ts";
import { countWords } from "../words.ts";
import { FindingRow } from "./finding-row.tsx";
import type { FindingPages } from "./use-finding-pages.ts";
import { useListKeys } from "./use-list-keys.ts";
import type { Selection } from "./use-selection.ts";

export interface FindingListProps {
  readonly organization: string;
  readonly pages: FindingPages;
  readonly rows: readonly FindingSummary[];
  readonly gone: ReadonlySet<string>;
  readonly waiting: number;
  readonly onRefresh: () => void;
  readonly query: string;
  /** Null where nothing can be decided from the list. */
  readonly selection: Selection | null;
  readonly withProject: boolean;
  /** What stands in the place of rows when there are none. */
  readonly empty: ReactNode;
  /** Lines under the rows: what is folded or hidden. */
  readonly footer: ReactNode;
}

/** The rows, with news waiting behind a count and more behind the last one. */
export function FindingList(props: FindingListProps) {
  const { pages, rows, gone, waiting, onRefresh, selection, empty, footer } = props;
  const { query } = pages;
  const toggle = useCallback(
    (number: number, range: boolean) => selection?.select(number, !selection.numbers.has(number), range),
    [selection],
  );
  useListKeys(selection === null ? null : toggle);
  const select = selection?.select ?? NOBODY;

  if (query.isError && rows.length === 0)
    return <ListProblem error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <ListSkeleton />;
  return (
    <div className="flex min-w-0 flex-col" aria-busy={query.isPlaceholderData || undefined}>
      <ListHead {...props} />
      {waiting + gone.size > 0 && (
        <div className="flex items-center gap-2 border-b border-line bg-accent-soft px-6 py-1 phone:px-4">
          <span role="status">{newsWords(waiting, gone.size)}</span>
          <Button variant="ghost" className="text-accent-text" onClick={onRefresh}>
            Show
          </Button>
        </div>
      )}
      {rows.length === 0 ? (
        empty
      ) : (
        <ul aria-label="Findings">
          {rows.map((finding) => (
            <FindingRow
              key={finding.id}
              finding={finding}
              organization={props.organization}
              query={props.query}
              withProject={props.withProject}
              gone={gone.has(finding.id)}
              selected={selection === null ? null : selection.numbers.has(finding.number)}
              onSelect={select}
            />
          ))}
        </ul>
      )}
      {footer}
      {query.hasNextPage && <More onMore={() => void query.fetchNextPage()} busy={query.isFetchingNextPage} />}
    </div>
  );
}

const NOBODY = () => undefined;

function newsWords(waiting: number, gone: number): string {
  const parts = [
    waiting > 0 ? `${countWords(waiting, "finding")} came in` : null,
    gone > 0 ? `${countWords(gone, "finding")} left this list` : null,
  ];
  return `${parts.filter((part) => part !== null).join(", ")}.`;
}

function ListHead({ rows, pages, selection }: FindingListProps) {
  if (rows.length === 0) return null;
  const more = pages.query.hasNextPage ? "the first " : "";
  const chosen = selection?.numbers.size ?? 0;
  return (
    <div className="flex h-8 items-center gap-3 border-b border-line-strong px-6 text-12 text-ink-3 phone:h-touch phone:px-4">
      {selection !== null && (
        <Checkbox
          aria-label="Select all rows shown"
          checked={chosen === 0 ? false : chosen >= rows.length ? true : "indeterminate"}
          onCheckedChange={(on) => selection.selectAll(on === true)}
        />
      )}
      <span className="flex-1">
        {chosen > 0 ? `${chosen} selected` : `${more}${countWords(rows.length, "finding")}`}
      </span>
      <span className="w-36 text-right phone:hidden">State</span>
      <span className="w-6 text-center phone:hidden" aria-hidden="true" />
      <span className="w-20 text-right phone:hidden">First seen</span>
    </div>
  );
}

/** Loads the next page when it comes near; a button for those who do not scroll. */
function More({ onMore, busy }: { onMore: () => void; busy: boolean }) {
  const anchor = useRef<HTMLDivElement>(null);
  const load = useRef(onMore);
  useEffect(() => {
    load.current = onMore;
  });
  useEffect(() => {
    const element = anchor.current;
    if (element === null || busy) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && load.current(),
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={anchor} className="flex justify-center py-3">
      <Button busy={busy} onClick={onMore}>
        Load more
      </Button>
    </div>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Findings are loading" className="border-t border-line-strong">
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex h-[49px] items-center gap-3 border-b border-line px-6 phone:px-4">
          <Skeleton width={14} />
          <Skeleton width={64} className="phone:hidden" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton width={`${38 + ((row * 17) % 30)}%`} />
            <Skeleton width={`${24 + ((row * 11) % 20)}%`} />
          </div>
          <Skeleton width={70} />
        </div>
      ))}
    </Loading>
  );
}

function ListProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { message, requestId } = problemOf(error);
  return (
    <div className="px-6 py-4 phone:px-4">
      <Callout title="The findings could not be read" actions={<Button onClick={onRetry}>Try again</Button>}>
        {message} {requestId !== null && <>Reference {requestId}.</>}
      </Callout>
    </div>
  );
}
