import type { PocRun } from "@redoubt/domain/verification";
import { cn, Mark } from "@redoubt/ui";
import { markOf, toneOf, verdictWords } from "./verdicts.ts";

const TONE = { bad: "text-bad", ok: "text-ok", quiet: "text-ink-3" };

/** The mark of a run with its verdict in words. */
export function Verdict({
  run,
  again = false,
  className,
}: {
  run: PocRun | undefined;
  again?: boolean;
  className?: string;
}) {
  return (
    <span className={cn("inline-flex items-center gap-2", className)}>
      <span aria-hidden="true" className="inline-flex">
        <Mark kind={markOf(run)} />
      </span>
      <span className={cn("font-medium", TONE[toneOf(run)])}>{verdictWords(run, again)}</span>
    </span>
  );
}
