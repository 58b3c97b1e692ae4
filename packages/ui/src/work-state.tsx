import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type WorkStateKind = "none" | "part" | "done" | "stale" | "block";

/** The words of the circles. */
export const WORK_STATE_WORDS: Record<WorkStateKind, string> = {
  none: "not started",
  part: "in progress",
  done: "satisfied",
  stale: "stale",
  block: "blocked",
};

export interface WorkStateProps {
  state: WorkStateKind;
  /** The accessible name; the word of the state unless told. */
  label?: string;
  className?: string;
}

/** A circle: the state of a piece of work (a stage, a step, a condition). */
export function WorkState({ state, label, className }: WorkStateProps) {
  const name = label ?? WORK_STATE_WORDS[state];
  return <span role="img" aria-label={name} title={name} className={cn("st", `st-${state}`, className)} />;
}

export interface Step {
  id: string;
  state: WorkStateKind;
  title: ReactNode;
  /** What happened or what it is for. */
  detail?: ReactNode;
  /** At the end of the line: a time, a count or a button. */
  end?: ReactNode;
}

export interface StepListProps {
  steps: readonly Step[];
  /** With hairlines and room, for an empty page; dense for a list of things that run. */
  roomy?: boolean;
  className?: string;
}

/** Steps in their order, circles on one line. */
export function StepList({ steps, roomy, className }: StepListProps) {
  return (
    <ol className={cn("relative", className)}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={cn(
            "relative grid grid-cols-[26px_minmax(0,1fr)_auto]",
            roomy
              ? "items-center border-t border-line py-3.5 last:border-b phone:grid-cols-[26px_minmax(0,1fr)]"
              : "pb-3",
          )}
        >
          {index < steps.length - 1 && (
            <span
              aria-hidden="true"
              className={cn(
                "absolute left-[6.5px] w-px bg-line-strong",
                roomy ? "top-9 -bottom-3" : "top-5 -bottom-0.5",
              )}
            />
          )}
          <WorkState state={step.state} className="mt-[3px] self-start" />
          <div className="min-w-0">
            <div className={step.state === "none" && !roomy ? "text-ink-2" : "font-medium"}>{step.title}</div>
            {step.detail && <div className={roomy ? "text-ink-2" : "text-12 text-ink-3"}>{step.detail}</div>}
          </div>
          {step.end && (
            <div className={cn("pl-4 text-ink-2 tabular-nums", roomy && "phone:col-start-2 phone:mt-2 phone:pl-0")}>
              {step.end}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
