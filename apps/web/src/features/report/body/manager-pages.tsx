import {
  type Answer,
  type DecisionRequest,
  type RiskSnapshot,
  dayOf,
  ANSWER_WORDS,
  leadSentences,
  methodTerms,
  promiseLines,
  type ReportLine,
  scannerLines,
} from "@redoubt/domain/report";
import { Mark, Table, Td, Th, Tr } from "@redoubt/ui";
import { FindingTable } from "../finding-table.tsx";
import { CodeTitle, RefLink } from "../ref-link.tsx";
import { DateLines, RevisionBars } from "../trend/trend-charts.tsx";
import { type ProjectScope, within } from "../words.ts";
import { Part } from "./part.tsx";

interface PageProps {
  /** Null where there is no project to lead into. */
  scope: ProjectScope | null;
  snapshot: RiskSnapshot;
}

/** The first of the two pages for managers: what changed, the answer, what is asked of them, where it goes. */
export function FirstPage({ scope, snapshot }: PageProps) {
  const { revisions } = snapshot;
  return (
    <section aria-label="For managers, first page" className="print:break-after-page">
      <Lead scope={scope} snapshot={snapshot} />
      <AnswerBlock scope={scope} answer={snapshot.answer} />
      <Part title="Decisions requested" id="decisions">
        <Decisions scope={scope} snapshot={snapshot} />
      </Part>
      {revisions.length > 0 && (
        <Part title="Open findings by revision, low and worse">
          <RevisionBars revisions={revisions.slice(-6)} />
        </Part>
      )}
    </section>
  );
}

function Lead({ scope, snapshot }: PageProps) {
  const { previous } = snapshot;
  const sentences = leadSentences(snapshot);
  return (
    <p className="text-16 leading-[25px]">
      <b className="font-semibold">
        {previous === null ? (
          "The first report."
        ) : (
          <>
            Changed since{" "}
            <RefLink href={within(scope, `report/${previous.number}`)} link>
              report {previous.number}
            </RefLink>{" "}
            of {dayOf(previous.generatedAt)}.
          </>
        )}
      </b>{" "}
      {sentences.map((sentence) => (
        <span key={sentence}>
          <CodeTitle text={sentence} />{" "}
        </span>
      ))}
    </p>
  );
}

const TONES: Readonly<Record<Answer["verdict"], string>> = { yes: "text-ok", no: "text-bad", unknown: "" };

function AnswerBlock({ scope, answer }: { scope: ProjectScope | null; answer: Answer }) {
  return (
    <div className="mt-5 grid grid-cols-[128px_minmax(0,1fr)] gap-y-2 border-y border-line py-3.5 phone:grid-cols-1">
      <p>
        <span className="block text-12 text-ink-3">Would we sleep?</span>
        <b className={`block text-20 font-semibold ${TONES[answer.verdict]}`}>{ANSWER_WORDS[answer.verdict]}</b>
      </p>
      <ul className="flex flex-col gap-1.5">
        {answer.reasons.map(({ mark, text, finding }) => (
          <li key={text} className="grid grid-cols-[26px_minmax(0,1fr)]">
            <Mark kind={mark} className="mt-1" />
            <RefLink
              href={finding === null ? null : within(scope, `finding/F-${finding}`)}
              className="wrap-anywhere hover:underline"
            >
              <CodeTitle text={text} />
            </RefLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Decisions({ scope, snapshot: { decisions, decisionsOmitted } }: PageProps) {
  if (decisions.length === 0)
    return <p className="text-ink-3">None. Nothing waits for a person that this report knows of.</p>;
  return (
    <>
      <Table label="Decisions requested" flush roomy>
        <thead>
          <tr>
            <Th className="w-8" hideLabel>
              Number
            </Th>
            <Th>Decision</Th>
            <Th className="w-28 phone:w-20">By</Th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision, index) => (
            <DecisionRow key={decision.ask} scope={scope} decision={decision} number={index + 1} />
          ))}
        </tbody>
      </Table>
      {decisionsOmitted > 0 && <p className="mt-2 text-12 text-ink-3">{decisionsOmitted} more are left out.</p>}
    </>
  );
}

function DecisionRow({
  scope,
  decision: { ask, why, by, href },
  number,
}: {
  scope: ProjectScope | null;
  decision: DecisionRequest;
  number: number;
}) {
  return (
    <Tr className="relative">
      <Td className="align-top! text-ink-3 tabular-nums">{number}</Td>
      <Td className="wrap-anywhere">
        <RefLink href={within(scope, href)} className="font-medium after:absolute after:inset-0 hover:underline">
          <CodeTitle text={ask} />
        </RefLink>
        <div className="text-ink-2">
          <CodeTitle text={why} />
        </div>
      </Td>
      <Td className="align-top! whitespace-nowrap">{by === null ? "now" : dayOf(by)}</Td>
    </Tr>
  );
}

/** The second: the findings behind the answer, promises, what nobody knows, and how it was done. */
export function SecondPage({ scope, snapshot }: PageProps) {
  const { openCriticalAndHigh, open, hiddenRestricted, dates, promises } = snapshot;
  const total = open.critical + open.high;
  const listed = openCriticalAndHigh.length;
  return (
    <section aria-label="For managers, second page" className="print:break-after-page">
      <Part
        id="open"
        title={
          total === 0
            ? "No critical or high finding is open"
            : total === 1
              ? "1 critical or high finding is open"
              : `${total} critical and high findings are open, worst first`
        }
      >
        {listed > 0 && (
          <FindingTable scope={scope} findings={openCriticalAndHigh} label="Open critical and high findings" flush />
        )}
        <p className="mt-2 text-12 text-ink-3">
          {total > listed && `${total - listed} more are open and not listed. `}
          {total > 0 && "Beside them "}
          {open.medium} medium, {open.low} low and {open.info} informational findings are open.
          {hiddenRestricted > 0 && ` ${hiddenRestricted} restricted are counted only.`}
        </p>
      </Part>
      {dates.length >= 2 && (
        <Part title="Open findings over time">
          <DateLines dates={dates} />
        </Part>
      )}
      <div className="mt-6 grid grid-cols-2 gap-x-8 gap-y-6 *:mt-0 phone:grid-cols-1">
        {promises === null ? (
          <Part title="What has looked">
            <Pairs pairs={scannerLines(snapshot)} />
          </Part>
        ) : (
          <Part title="Promises">
            <Pairs pairs={promiseLines(promises, promises.lines.length)} />
          </Part>
        )}
        <Part title="What we do not know">
          <Pairs pairs={snapshot.blindSpots.map(({ what, why }) => ({ what, end: why, bad: false }))} />
        </Part>
      </div>
      <Part title="Method and limits">
        <MethodWords snapshot={snapshot} />
      </Part>
    </section>
  );
}

function Pairs({ pairs }: { pairs: readonly ReportLine[] }) {
  return (
    <ul>
      {pairs.map(({ what, end, bad }) => (
        <li key={what} className="flex justify-between gap-3 border-b border-line py-1">
          <span className="min-w-0 wrap-anywhere">
            <CodeTitle text={what} />
          </span>
          <span className={`flex-none text-right ${bad ? "text-bad" : "text-ink-3"}`}>{end}</span>
        </li>
      ))}
    </ul>
  );
}

function MethodWords({ snapshot }: { snapshot: RiskSnapshot }) {
  return (
    <div className="flex flex-col gap-1.5 text-ink-2">
      {methodTerms(snapshot).map(([term, words]) => (
        <p key={term}>
          <b className="font-medium text-ink">{term}</b> {words}
        </p>
      ))}
    </div>
  );
}
