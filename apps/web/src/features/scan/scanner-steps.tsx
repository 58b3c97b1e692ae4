import { cn, WorkState } from "@redoubt/ui";
import type { RouterOutputs } from "#trpc/client.tsx";
import { durationWords, isMoving, SCAN_STATE, scanWords } from "./words.ts";

type Scan = RouterOutputs["scan"]["get"]["scans"][number];

/** The scanners of a request; choosing one shows its log alone. */
export function ScannerSteps({
  scans,
  selected,
  onSelect,
}: {
  scans: readonly Scan[];
  selected: string | null;
  onSelect: (scanner: string) => void;
}) {
  return (
    <ul className="py-2">
      {scans.map((scan) => (
        <li key={scan.id}>
          <button
            type="button"
            aria-pressed={scan.scanner === selected}
            onClick={() => onSelect(scan.scanner)}
            className={cn(
              "grid w-full grid-cols-[24px_minmax(0,1fr)_auto] gap-x-1 px-6 py-2 text-left hover:bg-hover phone:px-4",
              scan.scanner === selected && "bg-selected",
            )}
          >
            <WorkState className="mt-0.5" state={SCAN_STATE[scan.state].mark} label={SCAN_STATE[scan.state].words} />
            <span className="font-medium">
              {scan.title} {scan.version !== null && <span className="font-normal text-ink-3">{scan.version}</span>}
            </span>
            <span className="text-12 text-ink-3 tabular-nums">
              {!isMoving(scan.state) && scan.stats.durationMs > 0 ? durationWords(scan.stats.durationMs) : ""}
            </span>
            <span className="col-start-2 col-end-4 text-12 text-ink-3 wrap-anywhere">{scanWords(scan)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
