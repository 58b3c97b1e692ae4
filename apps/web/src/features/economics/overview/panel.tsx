import { cn, Popover, WhyButton } from "@redoubt/ui";
import type { ReactNode } from "react";

export interface MoneyPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** At the end of the title's line. */
  readonly end?: ReactNode;
  /** What a click on the words tells: how it is computed. */
  readonly why?: { readonly label: string; readonly text: ReactNode };
  /** The second of two beside each other. */
  readonly second?: boolean;
  readonly children: ReactNode;
}

/** One part of the screen, with how it is computed a click away. */
export function MoneyPanel({ title, note, end, why, second, children }: MoneyPanelProps) {
  return (
    <section
      aria-label={title}
      className={cn("min-w-0 px-6 pt-2 pb-4 phone:px-4", second && "border-line max-lg:border-t lg:border-l lg:px-5")}
    >
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
        <h2>{title}</h2>
        {note !== undefined && <span className="flex flex-wrap gap-x-3 text-12 text-ink-3">{note}</span>}
        <span className="ml-auto flex flex-wrap items-center gap-3">
          {end}
          {why !== undefined && (
            <Popover trigger={<WhyButton>{why.label}</WhyButton>} label={`${title}: ${why.label}`} align="end">
              <div className="flex flex-col gap-2 text-ink-2">{why.text}</div>
            </Popover>
          )}
        </span>
      </header>
      {children}
    </section>
  );
}
