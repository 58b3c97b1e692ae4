import type { ReactNode } from "react";
import { Logo } from "#features/frame/index.ts";

/** The ground of the pages that people see once: demo, set-up, invitation. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col bg-surface px-6 py-8 phone:px-4">
      <div className="flex items-center gap-2 text-16 font-semibold">
        <Logo className="size-6" />
        Redoubt
      </div>
      <div className="m-auto w-full max-w-[400px] py-8">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
