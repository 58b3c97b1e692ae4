import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A key on the keyboard. */
export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-grid h-[18px] min-w-[18px] flex-none place-items-center rounded-1 border border-line-strong bg-surface px-1 font-sans text-12/[16px] font-medium text-ink-3",
        "in-[.btn-primary]:border-current in-[.btn-primary]:bg-transparent in-[.btn-primary]:text-current",
        className,
      )}
      {...rest}
    />
  );
}

/** At most two letters for a name: of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return ([...first].slice(0, 1).join("") + [...last].slice(0, 1).join("")).toUpperCase();
}

export interface AvatarProps {
  name: string;
  /** `sm` is for lines of a table and shows one letter. */
  size?: "sm" | "md";
  /** The name stands beside it, so do not say it twice. */
  decorative?: boolean;
  className?: string;
}

/** A person as letters in a circle. */
export function Avatar({ name, size = "md", decorative, className }: AvatarProps) {
  const letters = initials(name);
  return (
    <span
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name, title: name })}
      className={cn(
        "inline-grid flex-none place-items-center rounded-full bg-line text-12/none font-medium tracking-[-0.03em] text-ink-2",
        size === "sm" ? "size-5" : "size-6",
        className,
      )}
    >
      {size === "sm" ? [...letters][0] : letters}
    </span>
  );
}

/** A person with the name beside the circle. */
export function Person({ name, className }: { name: string; className?: string }) {
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-1.5", className)}>
      <Avatar name={name} size="sm" decorative />
      <span className="truncate">{name}</span>
    </span>
  );
}

/** A thin upright line between facts of one row. */
export function Divider({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn("h-4 w-px flex-none bg-line-strong", className)} />;
}
