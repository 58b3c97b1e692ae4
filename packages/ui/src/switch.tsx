"use client";
import { Switch as Radix } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { ChoiceLine, type Labelled } from "./choice-line.tsx";
import { cn } from "./cn.ts";
import { useFieldControl } from "./field.tsx";

export type SwitchProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & Labelled;

/** On or off, taking effect at once. */
export function Switch({ label, description, className, id, ...rest }: SwitchProps) {
  const own = useId();
  const field = useFieldControl({ id });
  const switchId = field.id ?? own;
  const box = (
    <Radix.Root
      {...rest}
      id={switchId}
      aria-describedby={description ? `${switchId}-more` : undefined}
      className={cn("switch", label === undefined && className)}
    />
  );
  if (label === undefined) return box;
  return (
    <ChoiceLine id={switchId} label={label} description={description} className={className}>
      {box}
    </ChoiceLine>
  );
}
