import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export interface TableProps extends ComponentProps<"table"> {
  /** The accessible name: what the rows are. */
  label: string;
  /** Without the page padding at both ends: inside a panel that has its own. */
  flush?: boolean;
  /** Rows of two lines. */
  roomy?: boolean;
}

/** A table with hairlines and rows of 32 px; scrolls sideways inside itself when it must, hidden words with it. */
export function Table({ label, flush, roomy, className, ...rest }: TableProps) {
  return (
    <div className="relative min-w-0 overflow-x-auto">
      <table
        aria-label={label}
        data-flush={flush || undefined}
        data-roomy={roomy || undefined}
        className={cn("tb", className)}
        {...rest}
      />
    </div>
  );
}

export interface TrProps extends ComponentProps<"tr"> {
  selected?: boolean;
  /** A heading row over a group of rows. */
  group?: boolean;
  /** Answers to the pointer; on unless told (rows of facts that open nothing set it off). */
  hover?: boolean;
}

/** A row of the body. */
export function Tr({ selected, group, hover = true, ...rest }: TrProps) {
  return (
    <tr
      data-selected={selected || undefined}
      aria-selected={selected}
      data-group={group || undefined}
      data-hover={(hover && !group) || undefined}
      {...rest}
    />
  );
}

export type SortDirection = "ascending" | "descending";

export interface ThProps extends ComponentProps<"th"> {
  numeric?: boolean;
  /** Keeps the words for screen readers: columns whose content speaks for itself. */
  hideLabel?: boolean;
  /** Given (also as `null`, for "not by this") the head sorts: put a `SortButton`, or a link with `SortArrow`, in it. */
  sort?: SortDirection | null;
}

/** A column head. */
export function Th({ numeric, sort, hideLabel, scope = "col", children, ...rest }: ThProps) {
  return (
    <th
      scope={scope}
      data-numeric={numeric || undefined}
      aria-sort={sort === undefined ? undefined : (sort ?? "none")}
      {...rest}
    >
      {hideLabel ? <span className="sr-only">{children}</span> : children}
    </th>
  );
}

/** A cell; `numeric` aligns digits to the right. */
export function Td({ numeric, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return <td data-numeric={numeric || undefined} {...rest} />;
}

export interface SortButtonProps extends ComponentProps<"button"> {
  sort: SortDirection | null;
}

/** The button inside a sortable column head. */
export function SortButton({ sort, className, children, type, ...rest }: SortButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={cn(
        "hit -mx-1 inline-flex items-center gap-1 rounded-1 px-1 hover:text-ink",
        sort && "text-ink",
        className,
      )}
      {...rest}
    >
      {children}
      <SortArrow sort={sort} />
    </button>
  );
}

/** The arrow of a sorted column; keeps its place when the column is not sorted. */
export function SortArrow({ sort }: { sort: SortDirection | null }) {
  const Arrow = sort === "descending" ? ArrowDown : ArrowUp;
  return <Arrow aria-hidden="true" className={cn("size-3", sort === null && "invisible")} />;
}
