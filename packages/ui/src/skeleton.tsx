import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** A grey bar where text will stand; give it the width of that text. */
export function Skeleton({ width, className }: { width?: number | string; className?: string }) {
  return <span aria-hidden="true" className={cn("block h-2.5 rounded-1 bg-line", className)} style={{ width }} />;
}

export interface SkeletonRowsProps {
  /** One bar per column; `null` leaves the cell empty, a negative number stands at the right. */
  columns: readonly (number | null)[];
  rows: number;
}

/** Rows of a table body that keep the columns while data comes. */
export function SkeletonRows({ columns, rows }: SkeletonRowsProps) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} aria-hidden="true">
      {columns.map((width, column) => (
        <td key={column}>
          {width !== null && <Skeleton width={Math.abs(width)} className={width < 0 ? "ml-auto" : undefined} />}
        </td>
      ))}
    </tr>
  ));
}

/** Says to screen readers that a region is loading, around skeletons. */
export function Loading({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
