import { FINDING_STATES } from "@redoubt/domain/finding";
import { type CodeWindow, type FindingSheet, ageWords, dayOf, reasonWords, verdictWords } from "@redoubt/domain/report";
import { CodeBlock, KeyValue, MarkWord, Person, Tag, Timeline } from "@redoubt/ui";
import type { ReactNode } from "react";
import { SafeMarkdown, SeverityLevel, StateTag } from "#features/finding/index.ts";
import { verdictMark } from "../words.ts";

/** All that a report tells of one finding, below its heading. */
export function SheetBody({ sheet }: { sheet: FindingSheet }) {
  return (
    <>
      <SheetFacts sheet={sheet} />
      <div className="mt-3 text-14 leading-[22px]">
        <SafeMarkdown text={sheet.description} />
      </div>
      {sheet.code !== null && <SheetCode code={sheet.code} />}
      {sheet.code === null && sheet.noCode !== null && (
        <p className="mt-3 text-ink-3">No code is shown. {sheet.noCode}</p>
      )}
      <Evidence sheet={sheet} />
      {sheet.advice !== null && (
        <Part title="Advice">
          <SafeMarkdown text={sheet.advice} />
        </Part>
      )}
      <SheetHistory sheet={sheet} />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-5">
      <h4 className="mb-1 font-medium">{title}</h4>
      {children}
    </div>
  );
}

function SheetFacts({ sheet }: { sheet: FindingSheet }) {
  const { severity, confidence, state, reason, until, owner, dueAt, ageDays, path, line, place, classes } = sheet;
  const where = path === null ? place : line === null ? path : `${path}:${line}`;
  const ids = [...classes.scwe, ...classes.cwe, ...classes.swc];
  const known = FINDING_STATES.find((candidate) => candidate === state);
  const items = [
    {
      key: "severity",
      label: "Severity",
      value: (
        <SeverityLevel severity={severity}>
          <span className="font-normal text-ink-3">, confidence {confidence}</span>
        </SeverityLevel>
      ),
    },
    {
      key: "state",
      label: "State",
      value: (
        <span className="flex flex-wrap items-center gap-x-2">
          {known === undefined ? <Tag>{state}</Tag> : <StateTag state={known} />}
          {state === "dismissed" && reason !== null && <span>as {reasonWords(reason)}</span>}
          {until !== null && <span>until {dayOf(until)}</span>}
        </span>
      ),
    },
    {
      key: "owner",
      label: "Owner",
      value: owner === null ? <span className="text-bad">nobody</span> : <Person name={owner} />,
    },
    { key: "age", label: "Open for", value: `${ageWords(ageDays)}, since ${dayOf(sheet.firstSeenAt)}` },
    ...(dueAt === null ? [] : [{ key: "due", label: "Due", value: dayOf(dueAt) }]),
    ...(ids.length === 0 ? [] : [{ key: "class", label: "Class", value: ids.join(", ") }]),
    ...(where === null
      ? []
      : [
          {
            key: "place",
            label: "Place",
            value: (
              <>
                <code className="wrap-anywhere">{where}</code>{" "}
                {place !== null && place !== where && <span className="text-ink-3">{place}</span>}
              </>
            ),
          },
        ]),
  ];
  return <KeyValue items={items} labelWidth={76} />;
}

function SheetCode({ code }: { code: CodeWindow }) {
  const { path, revision, firstLine, lines, from, to, cut } = code;
  const last = firstLine + lines.length - 1;
  return (
    <figure className="mt-4 overflow-hidden rounded-2 border border-line-strong print:break-inside-avoid">
      <figcaption className="flex flex-wrap gap-x-2 border-b border-line px-3 py-1.5 text-12 text-ink-3">
        <code className="text-ink-2 wrap-anywhere">{path}</code>
        <span>
          {revision.name}
          {revision.commit !== null && revision.commit.slice(0, 7) !== revision.name && (
            <>
              , <code>{revision.commit.slice(0, 7)}</code>
            </>
          )}
        </span>
      </figcaption>
      <CodeBlock
        label={`${path}, lines ${firstLine} to ${last}, ${revision.name}`}
        lines={lines.map((text, index) => ({ number: firstLine + index, tokens: [{ text }] }))}
        regions={[{ from, to, main: true }]}
        className="py-1"
      />
      {cut && <p className="border-t border-line px-3 py-1 text-12 text-ink-3">The region goes on below.</p>}
    </figure>
  );
}

function Evidence({ sheet: { pocs, reporters, recordedBy } }: { sheet: FindingSheet }) {
  return (
    <Part title="Why we believe it">
      <ul className="flex flex-col gap-1.5">
        {pocs.map((poc) => (
          <li key={poc.number} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span>PoC {poc.number}</span>
            {poc.runs.length === 0 && <span className="text-ink-3">has not run yet</span>}
            {poc.runs.map(({ revision, verdict, reason }) => (
              <span key={revision.number} title={reason ?? undefined}>
                <MarkWord kind={verdictMark(verdict)}>
                  {verdictWords(verdict)} on {revision.name}
                </MarkWord>
              </span>
            ))}
          </li>
        ))}
        {pocs.length === 0 && (
          <li>
            <MarkWord kind="missing" className="whitespace-normal">
              no exploit was written: nobody has carried it out here
            </MarkWord>
          </li>
        )}
        {recordedBy !== null && (
          <li>
            <MarkWord kind="claimed">recorded by hand, {recordedBy}</MarkWord>
          </li>
        )}
        {reporters.map(({ title, detector, present, places }) => (
          <li key={`${title} ${detector}`}>
            <MarkWord kind={present ? "claimed" : "missing"} className="whitespace-normal">
              {title} {present ? "reports it" : "no longer reports it"}
              {places > 1 && ` at ${places} places`}: <code className="wrap-anywhere">{detector}</code>
            </MarkWord>
          </li>
        ))}
        {reporters.length === 0 && (
          <li>
            <MarkWord kind="missing">no scanner reported it</MarkWord>
          </li>
        )}
      </ul>
    </Part>
  );
}

function SheetHistory({ sheet: { history, historyOmitted } }: { sheet: FindingSheet }) {
  if (history.length === 0) return null;
  return (
    <Part title="History">
      {historyOmitted > 0 && <p className="text-ink-3">{historyOmitted} older lines are left out.</p>}
      <Timeline
        entries={history.toReversed().map(({ at, who, deed, said, undone }, index) => ({
          id: `${at} ${index}`,
          tone: "plain",
          time: <time dateTime={at}>{dayOf(at)}</time>,
          text: (
            <span className={undone ? "line-through" : undefined}>
              <b>{who}</b> {deed}
              {undone && <span className="sr-only"> (taken back)</span>}
            </span>
          ),
          detail: said === null ? null : <SafeMarkdown text={said} />,
        }))}
      />
    </Part>
  );
}
