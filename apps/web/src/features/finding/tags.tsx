import type { FindingState, Severity } from "@redoubt/domain/finding";
import { Level, Tag } from "@redoubt/ui";
import type { ReactNode } from "react";
import { SEVERITY_STEPS, SEVERITY_WORDS, STATE_TONES, STATE_WORDS } from "./words.ts";

/** The bars of a severity with its word; `bare` keeps the bars alone. */
export function SeverityLevel({
  severity,
  bare,
  children,
}: {
  severity: Severity;
  bare?: boolean;
  children?: ReactNode;
}) {
  return (
    <Level step={SEVERITY_STEPS[severity]} word={SEVERITY_WORDS[severity]} {...(bare === undefined ? {} : { bare })}>
      {children}
    </Level>
  );
}

/** The severity at the head of a column: on a phone there is room for its bars alone. */
export function SeverityHead({ severity }: { severity: Severity }) {
  return (
    <>
      <span className="phone:hidden">
        <SeverityLevel severity={severity} />
      </span>
      <span className="hidden phone:inline">
        <SeverityLevel severity={severity} bare />
      </span>
    </>
  );
}

export function StateTag({ state }: { state: FindingState }) {
  return <Tag tone={STATE_TONES[state]}>{STATE_WORDS[state]}</Tag>;
}
