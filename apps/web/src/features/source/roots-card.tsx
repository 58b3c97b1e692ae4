import type { ProjectRoot } from "@redoubt/domain/source";
import { Check, Minus, X } from "lucide-react";
import { rootFacts } from "./words.ts";

/** Whether a root compiles, as icon and word. */
export function CompilesWord({ root }: { root: Pick<ProjectRoot, "compiles"> }) {
  if (root.compiles === "yes") {
    return (
      <span className="inline-flex items-center gap-1 whitespace-nowrap text-ok">
        <Check aria-hidden="true" />
        compiles: yes
      </span>
    );
  }
  if (root.compiles === "no") {
    return (
      <span className="inline-flex items-center gap-1 whitespace-nowrap text-bad">
        <X aria-hidden="true" />
        compiles: no
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-3">
      <Minus aria-hidden="true" />
      nothing to compile
    </span>
  );
}

/** The first card of a revision: for each root what it is, and whether it compiles or exactly why not. */
export function RootsCard({ roots }: { roots: readonly ProjectRoot[] }) {
  return (
    <ul className="divide-y divide-line">
      {roots.map((root) => (
        <li key={`${root.kind} ${root.path}`} className="px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-3">
            <span className="min-w-0 flex-1 font-mono font-medium wrap-anywhere">
              {root.path === "" ? "." : root.path}
            </span>
            <CompilesWord root={root} />
          </div>
          {root.compiles === "no" && root.reason !== null && (
            <p className="mt-0.5 text-12 text-bad wrap-anywhere">{root.reason}</p>
          )}
          <p className="mt-0.5 text-12 text-ink-3">{rootFacts(root)}</p>
          {root.compiles === "no" && (
            <p className="mt-0.5 text-12 text-ink-2">
              Scanners that need no build run anyway; what is skipped is listed on the scan.
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
