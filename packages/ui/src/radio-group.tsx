"use client";
import { RadioGroup as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ChoiceLine, type Labelled } from "./choice-line.tsx";
import { cn } from "./cn.ts";

export interface RadioOption extends Labelled {
  value: string;
  label: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps {
  options: readonly RadioOption[];
  /** The accessible name of the group. */
  label: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  name?: string;
  /** Side by side instead of one under the other. */
  inline?: boolean;
  disabled?: boolean;
  required?: boolean;
  className?: string;
}

/** One of a few, all in view. */
export function RadioGroup({ options, label, inline, className, ...root }: RadioGroupProps) {
  const base = useId();
  return (
    <Radix.Root
      {...root}
      aria-label={label}
      className={cn("flex", inline ? "flex-wrap gap-x-5 gap-y-2" : "flex-col gap-2", className)}
    >
      {options.map((option) => {
        const id = `${base}-${option.value}`;
        return (
          <ChoiceLine key={option.value} id={id} label={option.label} description={option.description}>
            <Radix.Item
              id={id}
              value={option.value}
              disabled={option.disabled}
              aria-describedby={option.description ? `${id}-more` : undefined}
              className="radio"
            />
          </ChoiceLine>
        );
      })}
    </Radix.Root>
  );
}
