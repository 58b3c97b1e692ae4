"use client";
import type { FindingDetail } from "@redoubt/domain/finding";
import { Button, Callout, Time } from "@redoubt/ui";
import { SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import { eventWords } from "./history-words.ts";
import type { Refused } from "../deeds/use-deeds.ts";

export interface StaleNoticeProps {
  readonly refused: Refused;
  /** The finding as it is now. */
  readonly current: FindingDetail;
  readonly onAgain: () => void;
  readonly onForget: () => void;
}

/** Someone else was faster: both versions side by side, and the decision again or not. */
export function StaleNotice({ refused, current, onAgain, onForget }: StaleNoticeProps) {
  const { seen, decision } = refused;
  const since = current.history.filter((event) => !seen.history.some((known) => known.id === event.id));
  const isPossible = (current.commands as readonly string[]).includes(decision.command);
  return (
    <Callout tone="warn" live title="It changed while you decided" className="mb-3">
      <p>Nothing was overwritten.</p>
      <table className="my-2 w-full text-left">
        <thead>
          <tr>
            <th className="pr-2 font-medium">
              <span className="sr-only">Fact</span>
            </th>
            <th className="pr-2 font-medium">You saw</th>
            <th className="font-medium">Now</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(seen, current).map(([name, before, now]) => (
            <tr key={name} className={before === now ? undefined : "text-ink"}>
              <th scope="row" className="pr-2 font-normal">
                {name}
              </th>
              <td className="pr-2">{before}</td>
              <td className={before === now ? undefined : "font-medium"}>{now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        {since.map((event) => {
          const { who, deed } = eventWords(event);
          return (
            <li key={event.id}>
              <b className="font-medium text-ink">{who}</b> {deed}, <Time value={event.at} />
            </li>
          );
        })}
      </ul>
      <div className="mt-2 flex flex-wrap gap-2">
        {isPossible && <Button onClick={onAgain}>Decide so all the same</Button>}
        <Button variant="ghost" onClick={onForget}>
          Leave it as it is
        </Button>
      </div>
    </Callout>
  );
}

function rowsOf(seen: Refused["seen"], now: FindingDetail): [string, string, string][] {
  return [
    ["State", STATE_WORDS[seen.state], STATE_WORDS[now.state]],
    ["Severity", SEVERITY_WORDS[seen.severity], SEVERITY_WORDS[now.severity]],
    ["Owner", seen.assignee?.name ?? "nobody", now.assignee?.name ?? "nobody"],
  ];
}
