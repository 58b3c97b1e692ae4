"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { cn } from "../cn.ts";
import type { Placement } from "./late.tsx";

const ITEM =
  "flex min-h-control items-center gap-2 rounded-2 px-2 text-left text-ink-2 outline-none select-none data-highlighted:bg-selected data-highlighted:text-ink data-disabled:text-ink-3";

export interface MenuWindowProps extends Placement {
  trigger: ReactNode;
  label?: string | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** It was opened by a key before it was drawn: the first line has the focus. */
  byKey: boolean;
  children: ReactNode;
}

/** The menu with its trigger, once it was opened. */
export function MenuWindow(props: MenuWindowProps) {
  const { trigger, label, byKey, side = "bottom", align = "start", width = 216, children, ...root } = props;
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!byKey) return;
    const frame = requestAnimationFrame(() => {
      content.current?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [byKey]);
  return (
    <Radix.Root modal={false} {...root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          ref={content}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="float z-50 max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto p-1"
          style={{ minWidth: width }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  /** At the end: a key, a state. */
  end?: ReactNode;
  danger?: boolean;
}

/** One deed; with `asChild` and a link inside, one place. */
export function MenuItem({ icon, end, danger, asChild, className, children, ...rest }: MenuItemProps) {
  const look = cn(ITEM, danger && "text-bad data-highlighted:text-bad", className);
  if (asChild) {
    return (
      <Radix.Item asChild className={look} {...rest}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={look} {...rest}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {end && <span className="text-12 text-ink-3">{end}</span>}
    </Radix.Item>
  );
}

/** A line with a tick that stays open or shut by itself. */
export function MenuCheckbox({ className, children, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(ITEM, "relative pr-8", className)} {...rest}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden="true" className="size-3.5" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

export interface MenuRadioProps {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[];
}

/** One of a few, ticked. */
export function MenuRadio({ value, onValueChange, options }: MenuRadioProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={cn(ITEM, "relative pr-8")}>
          {option.icon}
          {option.label}
          <Radix.ItemIndicator className="absolute right-2">
            <Check aria-hidden="true" className="size-3.5" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

/** The small grey heading over some items. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-0.5 text-12 text-ink-3">{children}</Radix.Label>;
}

/** A hairline between groups of items. */
export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
