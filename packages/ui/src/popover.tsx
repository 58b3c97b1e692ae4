"use client";
import { Popover as RadixPopover, Tooltip as RadixTooltip } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

type Side = "top" | "right" | "bottom" | "left";
type Align = "start" | "center" | "end";

export interface PopoverProps {
  /** A button of this package. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: Side;
  align?: Align;
  width?: number;
  className?: string;
  children: ReactNode;
}

/** A small panel at its trigger: why a machine decided, the lines behind a number, a list of what is new. */
export function Popover({
  trigger,
  label,
  side = "bottom",
  align = "start",
  width = 360,
  className,
  children,
  ...root
}: PopoverProps) {
  return (
    <RadixPopover.Root {...root}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "float z-50 max-h-(--radix-popover-content-available-height) w-[calc(100vw-16px)] overflow-y-auto p-3 outline-none",
            className,
          )}
          style={{ maxWidth: width }}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

export interface TooltipProps {
  /** Plain words; nothing that only a tooltip says may matter. */
  text: ReactNode;
  side?: Side;
  /** One element that takes focus. */
  children: ReactNode;
}

/** A word of help on hover and focus. Needs one `TooltipProvider` above it. */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-2 bg-ink px-2 py-1 text-12 text-ink-invert"
        >
          {text}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}

/** Shares the opening delay between tooltips; once, near the root. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <RadixTooltip.Provider delayDuration={400}>{children}</RadixTooltip.Provider>;
}
