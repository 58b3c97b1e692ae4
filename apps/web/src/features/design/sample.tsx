import { cn } from "@redoubt/ui";
import type { ReactNode } from "react";

/** One block of the page of components. */
export function Sample({ title, wide, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={cn("min-w-0 border-b border-line pt-4 pb-5", wide && "col-span-full")}>
      <h2 className="mb-3 text-12 font-medium text-ink-3">{title}</h2>
      {children}
    </section>
  );
}

/** Parts side by side. */
export function Row({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("flex flex-wrap items-center gap-2 [:not(h2)+&]:mt-3", className)}>{children}</div>;
}
