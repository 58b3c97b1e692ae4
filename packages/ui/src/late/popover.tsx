"use client";
import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn.ts";
import type { Placement } from "./late.tsx";

export interface PopoverWindowProps extends Placement {
  trigger: ReactNode;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** The panel with its trigger, once it was opened. */
export function PopoverWindow({
  trigger,
  label,
  side = "bottom",
  align = "start",
  width = 360,
  className,
  children,
  ...root
}: PopoverWindowProps) {
  return (
    <Radix.Root {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
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
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
