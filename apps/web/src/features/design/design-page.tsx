import { Logo } from "#features/frame/index.ts";
import { ControlSections } from "./control-sections.tsx";
import { DataSections } from "./data-sections.tsx";
import { FloatingSections } from "./floating-sections.tsx";
import { FoundationSections } from "./foundation-sections.tsx";

/** Every part of the design system in its states, on one page. */
export function DesignPage() {
  return (
    <div className="min-h-full bg-surface">
      <main className="px-8 pb-8 phone:px-4">
        <div className="flex h-16 items-center gap-3 border-b border-line-strong">
          <Logo className="size-6 flex-none" />
          <h1>Components</h1>
          <span className="text-ink-3 phone:hidden">both themes from the same tokens</span>
        </div>
        <div className="grid grid-cols-2 gap-x-10 max-lg:grid-cols-1">
          <FoundationSections />
          <ControlSections />
          <DataSections />
          <FloatingSections />
        </div>
      </main>
    </div>
  );
}
