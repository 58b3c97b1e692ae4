import { type ReportSnapshot, type RiskSnapshot, dayOf } from "@redoubt/domain/report";
import { Callout } from "@redoubt/ui";
import { PocLegend, PocTable } from "../poc-table.tsx";
import { CodeTitle } from "../ref-link.tsx";
import { NotScannedList, ScannerTable } from "../scanner-table.tsx";
import { StateTable } from "../view/state-table.tsx";
import { type ProjectScope } from "../words.ts";
import { Difference } from "./difference.tsx";
import { KnownIssuesBody } from "./known-issues.tsx";
import { FirstPage, SecondPage } from "./manager-pages.tsx";
import { Part } from "./part.tsx";
import { Sentences } from "./sentences.tsx";
import { SheetBody } from "./sheet.tsx";
import { ThreatModelBody } from "./threat-model.tsx";

interface BodyProps {
  /** Null where there is no project to lead into: a report that was handed on. */
  scope: ProjectScope | null;
  snapshot: ReportSnapshot;
}

/** The frozen data of a report of any kind, to read. */
export function ReportBody({ scope, snapshot }: BodyProps) {
  if (snapshot.format === "redoubt/finding-report@1") {
    return (
      <>
        <SheetBody sheet={snapshot.sheet} />
        <Part title="What this report cannot see">
          <Sentences lines={snapshot.limits} />
        </Part>
      </>
    );
  }
  if (snapshot.format === "redoubt/known-issues@1") return <KnownIssuesBody scope={scope} snapshot={snapshot} />;
  if (snapshot.format === "redoubt/threat-model@1") return <ThreatModelBody scope={scope} snapshot={snapshot} />;
  return <RiskBody scope={scope} snapshot={snapshot} />;
}

/** Two pages for managers, then all that stands behind them. */
function RiskBody({ scope, snapshot }: { scope: ProjectScope | null; snapshot: RiskSnapshot }) {
  return (
    <>
      <FirstPage scope={scope} snapshot={snapshot} />
      <div className="mt-8 border-t border-line-strong pt-6 print:mt-0 print:border-0 print:pt-0">
        <SecondPage scope={scope} snapshot={snapshot} />
      </div>
      <div className="mt-8 border-t border-line-strong pt-6 print:mt-0 print:border-0 print:pt-0">
        <Changes scope={scope} snapshot={snapshot} />
        {snapshot.revisions.length > 0 && (
          <Part title="Severity and state by revision" note="each as it stood when the next one arrived">
            <StateTable states={snapshot.revisions} />
          </Part>
        )}
        <Sheets snapshot={snapshot} />
        <Facts scope={scope} snapshot={snapshot} />
      </div>
    </>
  );
}

function Changes({
  scope,
  snapshot: { previous, changes, diff, format },
}: {
  scope: ProjectScope | null;
  snapshot: RiskSnapshot;
}) {
  return (
    <Part
      id="changes"
      title={
        previous === null
          ? "What changed"
          : `What changed since report ${previous.number} of ${dayOf(previous.generatedAt)}`
      }
    >
      {previous === null && (
        <p className="text-ink-3">This is the first report of the project; there is nothing to compare with.</p>
      )}
      {changes.length > 0 && (
        <div className="mb-4">
          <Sentences lines={changes.map(({ text }) => text)} />
        </div>
      )}
      {diff !== null && <Difference scope={scope} diff={diff} />}
      {format === "redoubt/risk-report@1" && (
        <Callout tone="note" title="An older format">
          This report was made before reports listed their findings. What it held is shown; what it did not hold is left
          out.
        </Callout>
      )}
    </Part>
  );
}

function Sheets({ snapshot: { sheets, sheetsOmitted } }: { snapshot: RiskSnapshot }) {
  if (sheets.length === 0) return null;
  return (
    <Part id="findings" title="Open critical and high findings in detail">
      {sheets.map((sheet) => (
        <article
          key={sheet.number}
          id={`F-${sheet.number}`}
          className="mt-5 scroll-mt-4 border-t border-line pt-4 first:border-t-0 first:pt-0"
        >
          <h3 className="mb-2 text-16! text-ink!">
            <span className="font-normal text-ink-3 tabular-nums">F-{sheet.number}</span>{" "}
            <CodeTitle text={sheet.title} />
          </h3>
          <SheetBody sheet={sheet} />
        </article>
      ))}
      {sheetsOmitted > 0 && (
        <p className="mt-4 text-ink-3">
          {sheetsOmitted} more {sheetsOmitted === 1 ? "is" : "are"} open and not told in detail.
        </p>
      )}
    </Part>
  );
}

function Facts({ scope, snapshot }: { scope: ProjectScope | null; snapshot: RiskSnapshot }) {
  const { pocs, pocRevisions, scanners, notScanned, method, limits } = snapshot;
  return (
    <>
      <Part id="pocs" title="PoC results" actions={pocs.length > 0 && <PocLegend />}>
        {pocs.length === 0 ? (
          <p className="text-ink-3">No PoC was attached.</p>
        ) : (
          <PocTable scope={scope} pocs={pocs} revisions={pocRevisions} flush />
        )}
      </Part>
      <Part id="coverage" title="Scan coverage" note="newest revision">
        {scanners.length === 0 ? (
          <p className="text-ink-3">No scan had run.</p>
        ) : (
          <ScannerTable scope={scope} scanners={scanners} flush />
        )}
        <h3 className="mt-4 mb-1 text-13! text-ink!">Not scanned, and why</h3>
        <NotScannedList gaps={notScanned} ended />
      </Part>
      <Part id="method" title="Method">
        <Sentences lines={method} />
      </Part>
      <Part id="limits" title="What this report cannot see">
        <Sentences lines={limits} />
      </Part>
    </>
  );
}
