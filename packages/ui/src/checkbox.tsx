"use client";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { ChoiceLine, type Labelled } from "./choice-line.tsx";
import { cn } from "./cn.ts";
import { useFieldControl } from "./field.tsx";

export type CheckboxProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & Labelled;

/** A box; `checked="indeterminate"` shows that some below are on. */
export function Checkbox({ label, description, className, id, ...rest }: CheckboxProps) {
  const own = useId();
  const field = useFieldControl({ id, required: rest.required });
  const boxId = field.id ?? own;
  const describedBy = description ? `${boxId}-more` : field["aria-describedby"];
  const box = (
    <Radix.Root
      {...rest}
      id={boxId}
      aria-describedby={describedBy}
      className={cn("check", label === undefined && className)}
    />
  );
  if (label === undefined) return box;
  return (
    <ChoiceLine id={boxId} label={label} description={description} className={className}>
      {box}
    </ChoiceLine>
  );
}
