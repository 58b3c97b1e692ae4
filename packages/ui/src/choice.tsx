"use client";
import { Checkbox as RadixCheckbox, RadioGroup as RadixRadio, Switch as RadixSwitch } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { useFieldControl } from "./field.tsx";

interface Labelled {
  /** The text beside it; without one give `aria-label`. */
  label?: ReactNode;
  /** A second, quieter line under the label. */
  description?: ReactNode;
}

const LINE = "inline-flex min-h-5 items-start gap-2 pointer-coarse:min-h-touch phone:min-h-touch";

function Line({
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

export type CheckboxProps = Omit<ComponentProps<typeof RadixCheckbox.Root>, "children"> & Labelled;

/** A box; `checked="indeterminate"` shows that some below are on. */
export function Checkbox({ label, description, className, id, ...rest }: CheckboxProps) {
  const own = useId();
  const field = useFieldControl({ id, required: rest.required });
  const boxId = field.id ?? own;
  const describedBy = description ? `${boxId}-more` : field["aria-describedby"];
  const box = (
    <RadixCheckbox.Root
      {...rest}
      id={boxId}
      aria-describedby={describedBy}
      className={cn("check", label === undefined && className)}
    />
  );
  if (label === undefined) return box;
  return (
    <Line id={boxId} label={label} description={description} className={className}>
      {box}
    </Line>
  );
}

export type SwitchProps = Omit<ComponentProps<typeof RadixSwitch.Root>, "children"> & Labelled;

/** On or off, taking effect at once. */
export function Switch({ label, description, className, id, ...rest }: SwitchProps) {
  const own = useId();
  const field = useFieldControl({ id });
  const switchId = field.id ?? own;
  const box = (
    <RadixSwitch.Root
      {...rest}
      id={switchId}
      aria-describedby={description ? `${switchId}-more` : undefined}
      className={cn("switch", label === undefined && className)}
    />
  );
  if (label === undefined) return box;
  return (
    <Line id={switchId} label={label} description={description} className={className}>
      {box}
    </Line>
  );
}

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
    <RadixRadio.Root
      {...root}
      aria-label={label}
      className={cn("flex", inline ? "flex-wrap gap-x-5 gap-y-2" : "flex-col gap-2", className)}
    >
      {options.map((option) => {
        const id = `${base}-${option.value}`;
        return (
          <Line key={option.value} id={id} label={option.label} description={option.description}>
            <RadixRadio.Item
              id={id}
              value={option.value}
              disabled={option.disabled}
              aria-describedby={option.description ? `${id}-more` : undefined}
              className="radio"
            />
          </Line>
        );
      })}
    </RadixRadio.Root>
  );
}
