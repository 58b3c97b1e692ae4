"use client";
import { cn, SearchInput, Switch } from "@redoubt/ui";
import { useEffect, useRef, useState } from "react";
import type { RouterOutputs } from "#trpc/client.tsx";

type Scan = RouterOutputs["scan"]["get"]["scans"][number];
const PROBLEM = /\b(error|failed|refused|not scanned|limit)\b/i;

/** What the scanners say, oldest first; follows the end while it is written. */
export function ScanLog({ scans, running }: { scans: readonly Scan[]; running: boolean }) {
  const [follow, setFollow] = useState(true);
  const [words, setWords] = useState("");
  const end = useRef<HTMLDivElement>(null);
  const lines = scans
    .flatMap((scan) => scan.log.map((line) => ({ ...line, scanner: scan.scanner })))
    .filter((line) => words === "" || line.text.toLowerCase().includes(words.toLowerCase()))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq);
  const count = lines.length;
  useEffect(() => {
    if (follow && running && count > 0) end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [follow, running, count]);
  return (
    <section className="border-b border-line">
      <div className="flex flex-wrap items-center gap-3 px-6 py-2 phone:px-4">
        <h2>Log</h2>
        <div className="ml-auto flex items-center gap-3">
          <SearchInput
            className="w-44"
            label="Find in log"
            placeholder="Find in log"
            value={words}
            onValueChange={setWords}
          />
          {running && <Switch label="Follow" checked={follow} onCheckedChange={setFollow} />}
        </div>
      </div>
      <div
        ref={end}
        role="log"
        aria-label="Scan log"
        tabIndex={0}
        className="max-h-[420px] min-h-32 overflow-auto bg-canvas py-2 font-mono text-12/5"
      >
        {lines.length === 0 ? (
          <p className="px-6 font-sans text-ink-3 phone:px-4">
            {words === "" ? "Nothing was written yet." : "No line has these words."}
          </p>
        ) : (
          lines.map((line) => (
            <div
              key={`${line.scanner} ${line.attempt} ${line.seq}`}
              className={cn(
                "grid grid-cols-[68px_116px_minmax(0,1fr)] gap-x-3 px-6 phone:grid-cols-[minmax(0,1fr)] phone:px-4",
                PROBLEM.test(line.text) && "bg-warn-soft",
              )}
            >
              <span className="text-ink-3 phone:hidden">{line.at.toLocaleTimeString("en-GB")}</span>
              <span className="truncate text-ink-3 phone:hidden">{line.scanner}</span>
              <span className="wrap-anywhere">{line.text}</span>
            </div>
          ))
        )}
      </div>
    </section>
  );
}
