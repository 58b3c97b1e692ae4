"use client";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "./cn.ts";

interface FieldControl {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldControl | null>(null);

interface ControlAttributes {
  id: string | undefined;
  required: boolean | undefined;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** What a control takes from the `Field` around it; empty outside of one. The control's own values win. */
export function useFieldControl(own: {
  id?: string | undefined;
  required?: boolean | undefined;
  "aria-describedby"?: string | undefined;
}): ControlAttributes {
  const field = useContext(FieldContext);
  const describedBy = [own["aria-describedby"], field?.describedBy].filter(Boolean).join(" ");
  return {
    id: own.id ?? field?.id,
    required: own.required ?? (field?.required || undefined),
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    "aria-invalid": field?.invalid ? true : undefined,
  };
}

export interface FieldProps {
  label: ReactNode;
  /** Stays visible while there is an error. */
  help?: ReactNode;
  /** What is wrong and what to do; read out when it appears. */
  error?: ReactNode;
  required?: boolean;
  /** Beside the label, at the end of the line. */
  aside?: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** Label, help and error around one control of this package, wired by id. */
export function Field({ label, help, error, required = false, aside, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : null, help ? helpId : null].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("min-w-0", className)}>
      <div className={cn("mb-1.5 flex items-baseline justify-between gap-2 text-12", hideLabel && "sr-only")}>
        <label htmlFor={id} className="font-medium text-ink-2">
          {label}
        </label>
        {aside && <span className="text-ink-3">{aside}</span>}
      </div>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext>
      <p id={errorId} role="alert" className={cn("text-12 text-bad", error && "mt-1.5")}>
        {error}
      </p>
      {help && (
        <p id={helpId} className="mt-1.5 text-12 text-ink-3">
          {help}
        </p>
      )}
    </div>
  );
}

export interface FieldSetProps {
  legend: ReactNode;
  help?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A group of boxes or switches under one heading. */
export function FieldSet({ legend, help, className, children }: FieldSetProps) {
  const id = useId();
  return (
    <fieldset className={cn("min-w-0", className)} aria-describedby={help ? id : undefined}>
      <legend className="mb-1.5 text-12 font-medium text-ink-2">{legend}</legend>
      {help && (
        <p id={id} className="mb-1.5 text-12 text-ink-3">
          {help}
        </p>
      )}
      {children}
    </fieldset>
  );
}
