import type { RunningWork } from "@redoubt/domain/report";
import { Button, Progress } from "@redoubt/ui";
import Link from "next/link";
import { below, type ProjectScope } from "./words.ts";

interface RunningListProps {
  scope: ProjectScope;
  running: readonly RunningWork[];
  /** Given, work that can be cancelled has a button. */
  cancel?: Readonly<Record<"may" | "isBusy", (work: RunningWork) => boolean>> & { run: (work: RunningWork) => void };
  onGo?: () => void;
  className?: string;
}

/** Work that waits or runs, with how much of it is done. */
export function RunningList({ scope, running, cancel, onGo, className }: RunningListProps) {
  return (
    <ul className={className}>
      {running.map((work) => (
        <li
          key={`${work.kind} ${work.number}`}
          className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 last:border-b-0"
        >
          <Link
            href={below(scope, work.href)}
            onClick={onGo}
            className="min-w-32 flex-none font-medium hover:underline"
          >
            {work.label}
          </Link>
          <span className="min-w-24 flex-1 truncate text-12 text-ink-3">{work.detail}</span>
          <span className="flex w-44 flex-none items-center gap-3 phone:w-full">
            <Progress
              className="flex-1"
              label={work.label}
              value={work.total === 0 ? null : Math.max(work.share, 0.02)}
            />
            <span className="w-14 text-right text-12 whitespace-nowrap text-ink-2 tabular-nums">{countOf(work)}</span>
          </span>
          {cancel?.may(work) && (
            <Button
              variant="ghost"
              aria-label={`Cancel ${work.label}`}
              busy={cancel.isBusy(work)}
              onClick={() => cancel.run(work)}
            >
              Cancel
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** "4 of 6"; nothing where parts are not counted. */
function countOf({ done, total }: RunningWork): string {
  return total === 0 ? "" : `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}
