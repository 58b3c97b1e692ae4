"use client";
import { Tabs as Radix, ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { TAB_CLASS, TAB_LIST_CLASS } from "./tab-nav.tsx";

export interface Tab {
  value: string;
  label: ReactNode;
  count?: number | undefined;
  content: ReactNode;
}

export interface TabsProps {
  tabs: readonly Tab[];
  /** The accessible name of the list of tabs. */
  label: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
  listClassName?: string;
  contentClassName?: string;
}

/** Tabs that switch what stands below them. Where the tab belongs into the URL use `TabNav`. */
export function Tabs({ tabs, label, className, listClassName, contentClassName, ...root }: TabsProps) {
  return (
    <Radix.Root
      {...root}
      defaultValue={root.value === undefined ? (root.defaultValue ?? tabs[0]?.value) : undefined}
      className={className}
    >
      <Radix.List aria-label={label} className={cn(TAB_LIST_CLASS, listClassName)}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className={TAB_CLASS}>
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-12 font-normal text-ink-3 tabular-nums">{tab.count}</span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={contentClassName}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

export interface SegmentedProps<Value extends string> {
  options: readonly { value: Value; label: ReactNode; count?: number; disabled?: boolean }[];
  /** The accessible name of the group. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string;
}

/** One of two to five views or ranges, side by side. */
export function Segmented<Value extends string>({
  options,
  label,
  value,
  onValueChange,
  className,
}: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onValueChange(chosen.value);
      }}
      className={cn("inline-flex h-control rounded-2 bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="inline-flex items-center gap-1.5 rounded-[4px] px-2.5 whitespace-nowrap text-ink-2 hover:text-ink disabled:text-ink-3 data-[state=on]:bg-raised data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:ring-1 data-[state=on]:ring-line-strong"
        >
          {option.label}
          {option.count !== undefined && (
            <span className="text-12 font-normal text-ink-3 tabular-nums">{option.count}</span>
          )}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
