import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface PageHeaderProps {
  title: ReactNode;
  /** Over the title: number, state, level. */
  eyebrow?: ReactNode;
  /** On the line of the title: tags, commit, facts, split by `Divider`. */
  meta?: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** The title of a page with its state, its facts and what can be done. */
export function PageHeader({ title, eyebrow, meta, description, actions, className }: PageHeaderProps) {
  return (
    <header
      className={cn(
        "flex min-w-0 flex-none flex-wrap items-center gap-x-3 gap-y-2 px-6 pt-4 pb-3 phone:px-4 phone:pt-3",
        className,
      )}
    >
      <div className="min-w-0 flex-1 phone:basis-48">
        {eyebrow && <div className="mb-1 flex flex-wrap items-center gap-2 text-ink-3">{eyebrow}</div>}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 wrap-anywhere">{title}</h1>
          {meta && <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-ink-3">{meta}</div>}
        </div>
        {description && <p className="mt-0.5 text-14 text-ink-2">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 self-start">{actions}</div>}
    </header>
  );
}

export interface SectionProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  /** Beside the title, in grey. */
  note?: ReactNode;
  /** At the end of the title's line. */
  actions?: ReactNode;
  /** On the ground of the frame instead of the work surface. */
  quiet?: boolean;
  /** The content reaches the edges: tables and code. */
  flush?: boolean;
}

/** A part of a page, split from the one above by a hairline. */
export function Section({ title, note, actions, quiet, flush, className, children, ...rest }: SectionProps) {
  return (
    <section
      className={cn(
        "min-w-0 border-t border-line first:border-t-0",
        quiet && "bg-canvas",
        !flush && "px-6 pb-4 phone:px-4",
        className,
      )}
      {...rest}
    >
      {title && (
        <div
          className={cn(
            "flex min-h-10 flex-wrap items-center gap-x-3 py-1 phone:gap-y-2 phone:py-2",
            flush && "px-6 phone:px-4",
          )}
        >
          <h2>{title}</h2>
          {note && <span className="min-w-0 text-12 text-ink-3">{note}</span>}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

export interface SplitProps extends ComponentProps<"div"> {
  side: ReactNode;
  /** The accessible name of the side panel. */
  sideLabel: string;
  /** 312 to 408 px, 520 where the side is the result of the left. */
  sideWidth?: 312 | 336 | 372 | 408 | 520;
  /** The side stands on the ground of the frame. */
  quietSide?: boolean;
}

/** The list or the thing on the left, why and what next on the right; one under the other when narrow. */
export function Split({
  side,
  sideLabel,
  sideWidth = 336,
  quietSide,
  className,
  style,
  children,
  ...rest
}: SplitProps) {
  return (
    <div
      className={cn(
        "grid shrink-0 grow basis-auto grid-cols-1 border-t border-line-strong lg:grid-cols-[minmax(0,1fr)_var(--side-width)]",
        className,
      )}
      style={{ ...style, ["--side-width" as string]: `${sideWidth}px` }}
      {...rest}
    >
      <div className="flex min-w-0 flex-col">{children}</div>
      <aside
        aria-label={sideLabel}
        className={cn("min-w-0 border-line max-lg:border-t lg:border-l", quietSide && "bg-canvas")}
      >
        {side}
      </aside>
    </div>
  );
}

/** One block of a side panel. */
export function SideSection({ title, note, actions, className, children, ...rest }: SectionProps) {
  return (
    <section className={cn("border-t border-line px-5 py-3 first:border-t-0 phone:px-4", className)} {...rest}>
      {title && (
        <div className="mb-1 flex min-h-6 items-center gap-2">
          <h2>{title}</h2>
          {note && <span className="text-12 text-ink-3">{note}</span>}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** A framed box: for what floats or needs a person now, not for grouping. */
export function Panel({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("rounded-3 border border-line-strong bg-surface", className)} {...rest} />;
}

export interface FigureItem {
  id: string;
  label: ReactNode;
  value: ReactNode;
  /** Small print under the figure. */
  note?: ReactNode;
  tone?: "plain" | "bad" | "warn" | "ok";
}

const FIGURE_TONE = { plain: "", bad: "text-bad", warn: "text-warn", ok: "text-ok" };

/** One line of figures with hairlines between them; each value may be a link to its rows. */
export function Figures({ items, className }: { items: readonly FigureItem[]; className?: string }) {
  return (
    <dl className={cn("flex flex-wrap gap-y-3", className)}>
      {items.map((item) => (
        <div key={item.id} className="min-w-24 border-l border-line px-4 first:border-l-0 first:pl-0">
          <dt className="text-12 text-ink-3">{item.label}</dt>
          <dd className={cn("text-20 font-semibold tabular-nums", FIGURE_TONE[item.tone ?? "plain"])}>{item.value}</dd>
          {item.note && <dd className="text-12 text-ink-3">{item.note}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** The last line of a page that sums up: what it does not show. */
export function BlindLine({
  title,
  actions,
  className,
  children,
}: {
  title: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <footer
      className={cn(
        "mt-auto flex min-h-11 flex-none flex-wrap items-center gap-x-4 border-t border-line-strong bg-canvas px-6 py-1.5 text-ink-2 phone:px-4",
        className,
      )}
    >
      <b className="font-medium text-ink">{title}</b>
      <div className="min-w-0 flex-1 phone:basis-48">{children}</div>
      {actions}
    </footer>
  );
}
