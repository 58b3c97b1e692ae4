import {
  type DiffFinding,
  DIFF_KINDS,
  type DiffKind,
  type ReportDiff,
  dayOf,
  stateWords,
  verdictWords,
  DIFF_WORDS,
  moveWords,
} from "@redoubt/domain/report";
import { SEVERITIES } from "@redoubt/domain/finding";
import { MarkWord, Table, Td, Th, Tr } from "@redoubt/ui";
import { SeverityLevel, SeverityHead } from "#features/finding/index.ts";
import { CodeTitle, RefLink } from "../ref-link.tsx";
import { type ProjectScope, verdictMark, within } from "../words.ts";

/** What is different between two frozen reports: counts, findings by kind of news, PoCs, what looked. */
export function Difference({ scope, diff }: { scope: ProjectScope | null; diff: ReportDiff }) {
  const { findings, findingsOmitted, complete } = diff;
  return (
    <div className="flex flex-col gap-5">
      <Counts diff={diff} />
      {!complete && (
        <p className="text-ink-3">
          One of the two reports does not list all of its findings: what it leaves out cannot be told apart from what is
          new.
        </p>
      )}
      {findings.length === 0 && <p className="text-ink-3">No finding is in another state or of another severity.</p>}
      {DIFF_KINDS.map((kind) => {
        const own = findings.filter((finding) => finding.kind === kind);
        return own.length === 0 ? null : <Group key={kind} scope={scope} kind={kind} findings={own} />;
      })}
      {findingsOmitted > 0 && <p className="text-ink-3">{findingsOmitted} more differences are left out.</p>}
      <Pocs scope={scope} diff={diff} />
      <Looked diff={diff} />
    </div>
  );
}

function Counts({ diff: { from, to } }: { diff: ReportDiff }) {
  return (
    <Table label="Open findings in both reports" flush>
      <thead>
        <tr>
          <Th>Open findings</Th>
          {SEVERITIES.map((severity) => (
            <Th key={severity} numeric>
              <SeverityHead severity={severity} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[from, to].map((side) => (
          <Tr key={side.number} hover={false}>
            <Td>
              Report {side.number}{" "}
              <span className="text-ink-3 phone:block">
                {dayOf(side.generatedAt)}
                {side.revision !== null && `, ${side.revision}`}
              </span>
            </Td>
            {SEVERITIES.map((severity) => (
              <Td key={severity} numeric className={side.open[severity] === 0 ? "text-ink-3" : undefined}>
                {side.open[severity].toLocaleString("en")}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Group({
  scope,
  kind,
  findings,
}: {
  scope: ProjectScope | null;
  kind: DiffKind;
  findings: readonly DiffFinding[];
}) {
  return (
    <section>
      <h3 className="mb-1 text-13! text-ink!">
        {DIFF_WORDS[kind]} <span className="font-normal text-ink-3">{findings.length}</span>
      </h3>
      <ul>
        {findings.map((finding) => (
          <li
            key={finding.number}
            className="grid grid-cols-[48px_minmax(0,1fr)_88px_minmax(0,220px)] items-baseline gap-x-3 border-b border-line py-1 phone:grid-cols-[48px_minmax(0,1fr)]"
          >
            <span className="text-ink-3 tabular-nums">F-{finding.number}</span>
            <RefLink href={within(scope, `finding/F-${finding.number}`)} className="wrap-anywhere hover:underline">
              <CodeTitle text={finding.title} />
            </RefLink>
            <span className="phone:col-start-2">
              <SeverityLevel severity={(finding.after ?? finding.before)?.severity ?? "info"} />
            </span>
            <span className="text-ink-2 phone:col-start-2">{moveWords(finding)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Pocs({ scope, diff: { pocs } }: { scope: ProjectScope | null; diff: ReportDiff }) {
  if (pocs.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-13! text-ink!">PoCs with another result on the newest revision</h3>
      <Table label="PoCs with another result" flush>
        <thead>
          <tr>
            <Th className="w-14">Finding</Th>
            <Th>PoC</Th>
            <Th className="w-44 phone:w-28">Before</Th>
            <Th className="w-44 phone:w-28">Now</Th>
          </tr>
        </thead>
        <tbody>
          {pocs.map(({ poc, title, finding, before, after }) => (
            <Tr key={poc} hover={false}>
              <Td className="text-ink-3 tabular-nums">{finding === null ? "" : `F-${finding}`}</Td>
              <Td className="wrap-anywhere">
                <RefLink href={within(scope, `verification/${poc}`)} className="hover:underline">
                  <CodeTitle text={title} />
                </RefLink>
              </Td>
              {[before, after].map((verdict, index) => (
                <Td key={index}>
                  <MarkWord kind={verdictMark(verdict)} className="whitespace-normal">
                    {verdictWords(verdict)}
                  </MarkWord>
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Looked({ diff: { scanners, gapsOpened, gapsClosed } }: { diff: ReportDiff }) {
  const rows = [
    ...scanners.map(({ title, before, after }) => ({
      what: title,
      how: `${stateWords(after ?? "not there")}, was ${stateWords(before ?? "not there")}`,
    })),
    ...gapsOpened.map(({ scanner, what, reason }) => ({ what: `${scanner} left out ${what}`, how: reason })),
    ...gapsClosed.map(({ scanner, what }) => ({ what: `${scanner} looks again`, how: what })),
  ];
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-13! text-ink!">What looked, and what was left out</h3>
      <ul>
        {rows.map(({ what, how }) => (
          <li key={`${what} ${how}`} className="flex flex-wrap justify-between gap-x-4 border-b border-line py-1">
            <span className="wrap-anywhere">{what}</span>
            <span className="text-ink-2 wrap-anywhere">{how}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
