"use client";
import { type PastDocument, type PastEntry, readPastText } from "@redoubt/domain/finding";
import { Table, Td, Th, Tr } from "@redoubt/ui";
import { useDeferredValue, useMemo } from "react";
import { SeverityLevel } from "../tags.tsx";
import { countWords } from "../words.ts";
import { PAST_STATE_WORDS } from "./words.ts";

/** Longer texts are read by the worker alone, so that typing stays quick. */
const MOST_LIVE = 1_000_000;
const MOST_SHOWN = 200;

export interface LiveReading {
  readonly document: PastDocument | null;
  /** Why nothing is shown while there is a text. */
  readonly why: string | null;
}

/** Reads a text while it is typed; the worker reads it again when it is brought. */
export function useLiveReading(text: string): LiveReading {
  const calm = useDeferredValue(text);
  return useMemo(() => {
    if (calm.trim() === "") return { document: null, why: null };
    if (calm.length > MOST_LIVE) return { document: null, why: "This is long: it is read when you bring it." };
    const document = readPastText(calm);
    const why =
      document.entries.length === 0
        ? "No finding is recognised yet. A finding has a heading with its number or severity, or a row in a table."
        : null;
    return { document, why };
  }, [calm]);
}

/** What is recognised in a text so far. */
export function LivePreview({ reading: { document, why } }: { reading: LiveReading }) {
  if (document === null || document.entries.length === 0) {
    return (
      <p role="status" className="text-ink-3">
        {why ?? "Paste a report: what is recognised stands here while you type."}
      </p>
    );
  }
  const { entries, head } = document;
  const facts = [head.firm, head.date, head.commit === null ? null : `commit ${head.commit.slice(0, 10)}`];
  return (
    <>
      <p role="status" className="mb-2">
        <b className="font-medium">{countWords(entries.length, "finding")}</b>
        <span className="text-ink-3"> {facts.filter((fact) => fact !== null).join(", ")}</span>
      </p>
      <Table label="Recognised findings" flush>
        <thead>
          <tr>
            <Th>Line</Th>
            <Th>Finding</Th>
            <Th>Severity</Th>
            <Th>Says</Th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, MOST_SHOWN).map((entry) => (
            <Tr key={`${entry.at} ${entry.key} ${entry.title}`} hover={false}>
              <Td className="text-ink-3 tabular-nums">{entry.at}</Td>
              <Td>
                <EntryName entry={entry} />
              </Td>
              <Td>
                {entry.severity === null ? (
                  <span className="text-ink-3">not said</span>
                ) : (
                  <SeverityLevel severity={entry.severity} />
                )}
              </Td>
              <Td>{entry.state === null ? "" : PAST_STATE_WORDS[entry.state]}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {entries.length > MOST_SHOWN && <p className="mt-2 text-ink-3">and {entries.length - MOST_SHOWN} more</p>}
    </>
  );
}

function EntryName({ entry: { key, title } }: { entry: PastEntry }) {
  return (
    <span className="line-clamp-2 wrap-anywhere">
      {key !== null && <code className="mr-1.5 text-12 text-ink-2">{key}</code>}
      {title}
    </span>
  );
}
