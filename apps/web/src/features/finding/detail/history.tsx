"use client";
import type { FindingEvent } from "@redoubt/domain/finding";
import { Button, SideSection, Time, Timeline } from "@redoubt/ui";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { eventWords } from "./history-words.ts";

const FIRST = 20;

export interface HistoryProps {
  readonly scope: ProjectScope;
  readonly history: readonly FindingEvent[];
  readonly className?: string;
}

/** What happened to the finding, newest first: who or what did it, and why. */
export function History({ scope, history, className }: HistoryProps) {
  const [isWhole, setWhole] = useState(false);
  const newest = history.toReversed();
  const shown = isWhole ? newest : newest.slice(0, FIRST);
  return (
    <SideSection title="History" id="history" className={className}>
      <Timeline
        className="mt-2"
        entries={shown.map((event) => {
          const { who, deed, why, tone } = eventWords(event);
          return {
            id: event.id,
            tone,
            time: <Time value={event.at} />,
            text: (
              <span className={event.undone ? "line-through" : undefined}>
                <b>{who}</b> {deed}
                <ScanLink scope={scope} event={event} />
                <PastLink scope={scope} event={event} />
                {event.undone && <span className="sr-only"> (taken back)</span>}
              </span>
            ),
            detail: detailOf(event, why),
          };
        })}
      />
      {newest.length > shown.length && (
        <Button variant="ghost" onClick={() => setWhole(true)}>
          Show {newest.length - shown.length} older
        </Button>
      )}
    </SideSection>
  );
}

function detailOf(event: FindingEvent, why: string | null) {
  const reason = event.kind === "transition" && event.to === "acknowledged" ? event.reason : null;
  const said = event.comment ?? reason;
  if (said === null && why === null) return null;
  return (
    <>
      {why !== null && <span className="block text-12 text-ink-3">{why}</span>}
      {said !== null && <SafeMarkdown text={said} />}
    </>
  );
}

/** Where a line comes from that a document of the past brought along. */
function PastLink({ scope, event }: { scope: ProjectScope; event: FindingEvent }) {
  const { past, key } = event.details;
  if (typeof past !== "number") return null;
  const name = typeof key === "string" ? `as ${key} of document ${past}` : `in document ${past}`;
  return (
    <>
      {" "}
      <Link href={`${paths.projectSlice(scope.organization, scope.project, "finding")}/past/${past}`} className="why">
        {name}
      </Link>
    </>
  );
}

function ScanLink({ scope, event }: { scope: ProjectScope; event: FindingEvent }) {
  const { scan } = event.details;
  if (typeof scan !== "number") return null;
  return (
    <>
      {" "}
      <Link href={`${paths.projectSlice(scope.organization, scope.project, "scan")}/${scan}`} className="why">
        scan {scan}
      </Link>
    </>
  );
}
