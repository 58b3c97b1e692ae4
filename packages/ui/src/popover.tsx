"use client";
import type { ReactNode } from "react";
import { late, LateTrigger, type Placement, useOpening } from "./late/late.tsx";

const POPOVER = late(() => import("./late/popover.tsx"));

export interface PopoverProps extends Placement {
  /** A button of this package. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** A small panel at its trigger: why a machine decided, the lines behind a number, a list of what is new. */
export function Popover({ trigger, open, onOpenChange, ...rest }: PopoverProps) {
  const { part, isOpen, change } = useOpening(POPOVER, { open, onOpenChange });
  if (part === undefined) {
    return (
      <LateTrigger part={POPOVER} popup="dialog" onOpen={() => change(true)}>
        {trigger}
      </LateTrigger>
    );
  }
  return <part.PopoverWindow trigger={trigger} open={isOpen} onOpenChange={change} {...rest} />;
}
