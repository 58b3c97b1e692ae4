import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface KeyValueItem {
  key: string;
  /** The label; the key unless told. */
  label?: ReactNode;
  value: ReactNode;
}

export interface KeyValueProps {
  items: readonly KeyValueItem[];
  /** Width of the label column in px. */
  labelWidth?: number;
  className?: string;
}

/** Facts, one to a line: label, then value. */
export function KeyValue({ items, labelWidth = 84, className }: KeyValueProps) {
  return (
    <dl
      className={cn("grid gap-x-2 leading-6", className)}
      style={{ gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` }}
    >
      {items.map((item) => (
        <div key={item.key} className="contents">
          <dt className="text-ink-3">{item.label ?? item.key}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
