import type { ReactNode } from "react";

/** A part of a report below a heading that the contents lead to. */
export function Part({
  title,
  note,
  id,
  actions,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  id?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} className="mt-6 scroll-mt-4 first:mt-0">
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2>{title}</h2>
        {note && <span className="text-12 text-ink-3">{note}</span>}
        {actions && <div className="ml-auto">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
