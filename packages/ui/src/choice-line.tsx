import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface Labelled {
  /** The text beside it; without one give `aria-label`. */
  label?: ReactNode;
  /** A second, quieter line under the label. */
  description?: ReactNode;
}

const LINE = "inline-flex min-h-5 items-start gap-2 pointer-coarse:min-h-touch phone:min-h-touch";

/** A choice with its label beside it, and room for a finger. */
export function ChoiceLine({
  id,
  label,
  description,
  className,
  children,
}: Labelled & { id: string; className?: string | undefined; children: ReactNode }) {
  return (
    <span className={cn(LINE, className)}>
      <span className="inline-flex h-5 items-center pointer-coarse:h-touch phone:h-touch">{children}</span>
      <span className="min-w-0">
        <label htmlFor={id} className="block phone:py-3 pointer-coarse:py-3">
          {label}
        </label>
        {description && (
          <span id={`${id}-more`} className="block text-12 text-ink-3 pointer-coarse:-mt-3 phone:-mt-3">
            {description}
          </span>
        )}
      </span>
    </span>
  );
}
