import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface Crumb {
  id: string;
  /** A link for all but the last. */
  content: ReactNode;
}

/** Where this page stands; on a phone only the last step shows. */
export function Breadcrumbs({ crumbs, className }: { crumbs: readonly Crumb[]; className?: string }) {
  return (
    <nav aria-label="Breadcrumbs" className={cn("min-w-0", className)}>
      <ol className="flex min-w-0 items-center gap-1.5 whitespace-nowrap text-ink-3">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li
              key={crumb.id}
              className={cn(
                "flex min-w-0 items-center gap-1.5",
                last ? "font-medium text-ink" : "flex-none phone:hidden",
              )}
            >
              {index > 0 && (
                <span aria-hidden="true" className="text-line-strong phone:hidden">
                  /
                </span>
              )}
              <span aria-current={last ? "page" : undefined} className="truncate [&_a:hover]:text-ink">
                {crumb.content}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
