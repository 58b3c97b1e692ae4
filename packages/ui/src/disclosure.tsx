import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface DisclosureProps extends Omit<ComponentProps<"details">, "title"> {
  title: ReactNode;
  /** At the end of the line. */
  end?: ReactNode;
}

/** A line that opens to show what is folded below it. */
export function Disclosure({ title, end, className, children, ...rest }: DisclosureProps) {
  return (
    <details className={cn("group", className)} {...rest}>
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-2 text-ink-2 hover:text-ink phone:min-h-touch [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-3.5 text-ink-3 group-open:rotate-90" />
        <span className="min-w-0 flex-1">{title}</span>
        {end && <span className="text-12 text-ink-3">{end}</span>}
      </summary>
      {children}
    </details>
  );
}
