"use client";
import { countWords } from "../words.ts";
import type { Board } from "./board.ts";

/** How much of the list is read, and what it leaves out, at its foot. */
export function ListStatus({ board, total }: { board: Board; total: number | undefined }) {
  const read = board.loaded().length;
  const of = total === undefined || total < read ? null : total;
  return (
    <div className="flex h-7 flex-none items-center justify-between gap-3 border-t border-line px-4 text-12 text-ink-3 tabular-nums">
      <span className="truncate">
        {of === null
          ? `${countWords(read, "finding")} read`
          : `${read.toLocaleString("en")} of ${countWords(of, "finding")} read`}
      </span>
      {board.cut.length > 0 && (
        <span className="truncate" title={board.cut.join("\n")}>
          not all functions of {countWords(board.cut.length, "file")} are told apart
        </span>
      )}
    </div>
  );
}
