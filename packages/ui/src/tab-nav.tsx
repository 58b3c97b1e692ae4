import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const TAB_LIST_CLASS = "flex flex-none gap-4 overflow-x-auto border-b border-line px-6 phone:px-4";
export const TAB_CLASS =
  "relative inline-flex h-9 flex-none items-center gap-1.5 whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink phone:h-touch aria-[current]:font-medium aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--text)] data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:shadow-[inset_0_-2px_0_var(--text)]";

/** Tabs that are links, for what the URL says. */
export function TabNav({ label, className, ...rest }: ComponentProps<"nav"> & { label: string }) {
  return <nav aria-label={label} className={cn(TAB_LIST_CLASS, className)} {...rest} />;
}

export interface TabNavLinkProps extends ComponentProps<"a"> {
  current?: boolean;
  /** The single child is the link itself (a router's), and gets the looks. */
  asChild?: boolean;
}

/** One tab of a `TabNav`. */
export function TabNavLink({ current, asChild, className, ...rest }: TabNavLinkProps) {
  const Element = asChild ? Slot.Root : "a";
  return <Element aria-current={current ? "page" : undefined} className={cn(TAB_CLASS, className)} {...rest} />;
}

/** The small grey number after a label. */
export function Count({ className, ...rest }: ComponentProps<"span">) {
  return <span className={cn("text-12 font-normal text-ink-3 tabular-nums", className)} {...rest} />;
}
