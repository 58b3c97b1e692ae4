"use client";
import { Button, Callout, cn, Skeleton } from "@redoubt/ui";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { problemOf } from "#trpc/problem.ts";
import { countWords } from "../words.ts";
import type { Board, Line } from "./board.ts";
import { FindingRow, ROW_HEIGHT } from "./finding-row.tsx";
import { GroupHeading, HEADING_HEIGHT } from "./group-heading.tsx";
import type { BoardHandle } from "./use-board.ts";
import type { Selection } from "./use-selection.ts";

/** Rows that are drawn beyond the edge. */
const OVERSCAN = 6;

/** What keys do to the list from outside. */
export interface ListHandle {
  /** Brings a finding into view and gives it the focus. */
  focus: (id: string) => void;
  /** The same for a line by its index, such as a heading. */
  focusLine: (index: number) => void;
}

export interface TriageListProps {
  readonly handle: BoardHandle;
  readonly cursor: string | null;
  readonly selection: Selection | null;
  readonly withProject: boolean;
  /** When the visit before this one ended. */
  readonly since: Date | null;
  readonly looked: ReadonlySet<string>;
  readonly hrefOf: (id: string) => string;
  readonly projectName: (slug: string) => string;
  readonly onOpen: (id: string, event: MouseEvent) => void;
  readonly onSelectGroup: (part: string, on: boolean) => void;
  readonly control: RefObject<ListHandle | null>;
  /** What stands in the place of rows when there are none. */
  readonly empty: ReactNode;
  /** Under the last row: what is folded or hidden. */
  readonly footer: ReactNode;
}

/** The rows that are in view, of however many; more are read as they come near. */
export function TriageList(props: TriageListProps) {
  const { handle, cursor, selection, control, footer, empty } = props;
  const { board, pending, problem, need, refresh } = handle;
  const scroller = useRef<HTMLDivElement>(null);
  const lines = board.lines();
  const at = cursor === null ? -1 : board.indexOf(cursor);
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  // The virtualizer hands out functions that change without their names changing; nothing here memoizes them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "group" ? HEADING_HEIGHT : ROW_HEIGHT),
    // Sizes are worked out anew when the lines change, and not at each step of the cursor.
    getItemKey,
    overscan: OVERSCAN,
    initialRect: { width: 390, height: 760 },
    initialOffset: board.scrolledTo,
    // The row with the focus stays, wherever one scrolls: a focus that is taken away is lost.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range);
      return at < 0 || inView.includes(at) ? inView : [...inView, at].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const waiting = [
    ...new Set(items.map((item) => lines[item.index]).flatMap((line) => (line?.kind === "wait" ? [line.part] : []))),
  ];
  const wanted = pending || problem != null ? "" : waiting.join("\n");
  useEffect(() => {
    if (wanted !== "") for (const part of wanted.split("\n")) need(part);
  }, [wanted, need, board.version]);
  useEffect(() => {
    board.seen = items.map((item) => lines[item.index]).flatMap((line) => (line?.kind === "finding" ? [line.id] : []));
  });

  // Another list begins where it was left, or at its top.
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = board.scrolledTo;
  }, [board]);

  useImperativeHandle(control, () => {
    const focusLine = (index: number) => {
      if (index < 0) return;
      virtual.scrollToIndex(index, { align: "auto" });
      const line = lines[index];
      const name =
        line?.kind === "group" ? `[data-heading=${JSON.stringify(partName(line))}]` : `[data-row="${line?.key ?? ""}"]`;
      // It is drawn by the next frame, when it was out of view.
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(name)?.focus({ preventScroll: true }));
    };
    return { focusLine, focus: (id) => focusLine(board.indexOf(id)) };
  }, [virtual, lines, board]);

  if (problem != null) return <ListProblem error={problem} onRetry={() => void refresh()} />;
  const isEmpty = lines.length === 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col" aria-busy={pending || undefined}>
      <News board={board} onShow={() => void refresh()} />
      <div
        ref={scroller}
        data-list=""
        onScroll={(event) => {
          board.scrolledTo = event.currentTarget.scrollTop;
        }}
        className={cn("min-h-0 flex-1 overflow-y-auto [scrollbar-width:thin]", pending && "opacity-70")}
      >
        {isEmpty ? (
          empty
        ) : (
          <ul aria-label="Findings" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const line = lines[item.index];
              if (line === undefined) return null;
              return (
                <li
                  key={item.key}
                  aria-setsize={lines.length}
                  aria-posinset={item.index + 1}
                  className="absolute inset-x-0 top-0"
                  style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                >
                  <LineView
                    {...props}
                    line={line}
                    focusable={line.kind === "finding" && (line.id === cursor || (cursor === null && item.index === 0))}
                    selection={selection}
                  />
                </li>
              );
            })}
          </ul>
        )}
        {footer}
      </div>
    </div>
  );
}

function partName(line: Extract<Line, { kind: "group" }>): string {
  return line.key.slice("group ".length);
}

function LineView(props: TriageListProps & { line: Line; focusable: boolean }) {
  const { line, handle, cursor, selection, since, looked, hrefOf, projectName, onOpen, onSelectGroup, withProject } =
    props;
  const { board, retry } = handle;
  if (line.kind === "wait") return <RowSkeleton />;
  if (line.kind === "problem") {
    return (
      <div className="flex h-12 items-center gap-2 border-b border-line px-4">
        <span className="min-w-0 flex-1 truncate text-bad">The next rows could not be read.</span>
        <Button onClick={() => retry(line.part)}>Try again</Button>
      </div>
    );
  }
  if (line.kind === "group") {
    const part = partName(line);
    return (
      <GroupHeading
        group={line.group}
        part={part}
        folded={line.folded}
        left={line.left}
        selected={selection === null ? null : selectedOf(board, part, selection)}
        onFold={(which) => board.fold(which)}
        onSelect={onSelectGroup}
        projectName={projectName}
      />
    );
  }
  const row = board.row(line.id);
  if (row === undefined) return null;
  const isFresh = since !== null && row.state === "new" && row.firstSeenAt > since && !looked.has(row.id);
  return (
    <FindingRow
      finding={row}
      href={hrefOf(row.id)}
      withProject={withProject}
      current={row.id === cursor}
      focusable={props.focusable}
      selected={selection === null ? null : selection.ids.has(row.id)}
      selecting={selection !== null && selection.ids.size > 0}
      gone={board.isGone(row.id)}
      fresh={isFresh}
      onOpen={onOpen}
      onToggle={selection?.toggle ?? NOTHING}
    />
  );
}

const NOTHING = () => undefined;

function selectedOf(board: Board, part: string, selection: Selection): boolean | "indeterminate" {
  const ids = board.loaded(part);
  const count = ids.filter((id) => selection.ids.has(id)).length;
  if (count === 0) return false;
  return count === ids.length && board.part(part).cursor === null ? true : "indeterminate";
}

/** What came in and what left, behind a count: rows do not move under the cursor. */
function News({ board, onShow }: { board: Board; onShow: () => void }) {
  const [waiting, gone] = [board.waiting.size, board.goneCount];
  if (waiting === 0 && gone === 0 && !board.stale) return null;
  const parts = [
    waiting > 0 ? `${waiting.toLocaleString("en")} new` : null,
    gone > 0 ? `${countWords(gone, "finding")} left this list` : null,
    board.stale && waiting === 0 ? "This list has changed" : null,
  ];
  return (
    <div
      className={cn(
        "flex h-8 flex-none items-center gap-2 border-b border-line pr-1 pl-4 text-12",
        waiting > 0 ? "bg-accent-soft" : "bg-canvas text-ink-3",
      )}
    >
      <span role="status" className="flex-1">
        {parts.filter((part) => part !== null).join(", ")}
      </span>
      <Button variant="ghost" className="h-6 text-12 text-accent-text" aria-keyshortcuts="r" onClick={onShow}>
        {waiting > 0 || board.stale ? "Show" : "Tidy up"}
      </Button>
    </div>
  );
}

function RowSkeleton() {
  return (
    <div aria-hidden="true" className="flex h-12 flex-col justify-center gap-2 border-b border-line px-4">
      <Skeleton width="62%" />
      <Skeleton width="38%" />
    </div>
  );
}

function ListProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { message, requestId } = problemOf(error);
  return (
    <div className="p-4">
      <Callout title="The findings could not be read" actions={<Button onClick={onRetry}>Try again</Button>}>
        {message} {requestId !== null && <>Reference {requestId}.</>}
      </Callout>
    </div>
  );
}
