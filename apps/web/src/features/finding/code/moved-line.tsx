import { type FindingDetail, matchSentence } from "@redoubt/domain/finding";
import { cn, Time } from "@redoubt/ui";
import { MoveRight } from "lucide-react";
import { revisionName } from "./place-code.tsx";

/** That the finding moved, and why it is the same one all the same; nothing when it never did. */
export function MovedLine({ finding, className }: { finding: FindingDetail; className?: string }) {
  const move = lastMove(finding);
  if (move === null) return null;
  return (
    <p className={cn("flex items-start gap-2 px-6 py-1.5 text-12 text-ink-2 phone:px-4", className)}>
      <MoveRight aria-hidden="true" className="mt-px size-3.5 flex-none text-ink-3" />
      <span className="min-w-0">
        <b className="font-medium text-ink">{move.words}</b> in {move.where}: same finding, because {move.why}{" "}
        <Time value={move.at} className="text-ink-3" />
      </span>
    </p>
  );
}

interface Move {
  readonly words: string;
  readonly where: string;
  readonly why: string;
  readonly at: Date;
}

/** The newest place that lies elsewhere than the one before it. */
export function lastMove({ occurrences }: Pick<FindingDetail, "occurrences">): Move | null {
  const moved = occurrences
    .filter(({ match }) => match.from !== undefined && match.to !== undefined && !isSame(match.from, match.to))
    .sort((a, b) => b.firstSeenAt.getTime() - a.firstSeenAt.getTime());
  const [newest] = moved;
  if (newest?.match.from === undefined || newest.match.to === undefined) return null;
  const { from, to } = newest.match;
  // The sentence begins with what moved; here that is said already.
  const { from: _from, to: _to, ...rest } = newest.match;
  const reason = matchSentence(rest);
  return {
    words: from.path === to.path ? `Line ${from.line ?? "?"} to ${to.line ?? "?"}` : `${spot(from)} to ${spot(to)}`,
    where: revisionName(newest),
    why: `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    at: newest.firstSeenAt,
  };
}

interface Spot {
  readonly path?: string | undefined;
  readonly line?: number | undefined;
}

function isSame(a: Spot, b: Spot): boolean {
  return a.path === b.path && a.line === b.line;
}

function spot({ path, line }: Spot): string {
  return `${path ?? "no file"}${line === undefined ? "" : `:${line}`}`;
}
