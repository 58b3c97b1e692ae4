import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { type Step, StepList } from "./work-state.tsx";

export interface EmptyStateProps {
  /** What is not there, as a statement. */
  title: ReactNode;
  /** What it is for and what is missing until then. */
  children?: ReactNode;
  /** The way to fill it; the next step carries the one primary button. */
  steps?: readonly Step[];
  actions?: ReactNode;
  /** Another way, below. */
  footnote?: ReactNode;
  /** In a panel or an empty list instead of a whole page. */
  compact?: boolean;
  className?: string;
}

/** Says what would stand here, what it is for and the next step. */
export function EmptyState({ title, children, steps, actions, footnote, compact, className }: EmptyStateProps) {
  return (
    <div className={cn("max-w-[720px] px-6 phone:px-4", compact ? "py-6" : "py-12 phone:py-8", className)}>
      <h2 className={compact ? "text-14 font-semibold" : "text-20 font-semibold"}>{title}</h2>
      {children && (
        <div className={cn("max-w-[620px] text-ink-2", compact ? "mt-1" : "mt-2 text-14 leading-[22px]")}>
          {children}
        </div>
      )}
      {steps && <StepList steps={steps} roomy className="mt-6" />}
      {actions && <div className="mt-4 flex flex-wrap gap-2">{actions}</div>}
      {footnote && <p className="mt-4 text-12 text-ink-3">{footnote}</p>}
    </div>
  );
}
