"use client";
import { type ReportDetail, type ReportSnapshot, type RiskSnapshot, dayOf, momentOf } from "@redoubt/domain/report";
import { Callout, CopyButton, PageHeader, SideSection, Split } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { usePermissions } from "#features/project/index.ts";
import { ReportBody } from "../body/report-body.tsx";
import { CodeTitle } from "../ref-link.tsx";
import { SharePanel } from "../share/share-panel.tsx";
import { below, KIND_TITLES, type ProjectScope } from "../words.ts";
import { ReportDocuments } from "./report-documents.tsx";

/** A frozen report: two pages for managers first when it is a risk report, then what it rests on. */
export function ReportScreen({ scope, number }: { scope: ProjectScope; number: number }) {
  const trpc = useTRPC();
  const options = trpc.report.get.queryOptions({ ...scope, report: number });
  useLiveQueries(["report"], [options.queryKey]);
  const { data: report } = useSuspenseQuery(options);
  const { snapshot } = report;
  const mayShare = usePermissions(scope).has("report:share");
  return (
    <>
      <PageHeader
        title={<ReportTitle report={report} />}
        meta={<ReportFacts report={report} />}
        actions={<ReportDocuments scope={scope} report={report} />}
      />
      <Split
        sideLabel="About this report"
        sideWidth={312}
        side={
          <div className="no-print">
            <Contents snapshot={snapshot} />
            {report.kind === "risk" && <CompareLinks scope={scope} report={report} />}
            {mayShare && <SharePanel scope={scope} report={number} />}
            <SideSection title="Hash of the data">
              <HashOf sha256={report.sha256} />
            </SideSection>
          </div>
        }
      >
        <article className="w-full max-w-[860px] px-6 pt-5 pb-10 phone:px-4">
          {report.renderState === "failed" && (
            <div className="no-print mb-5">
              <Callout title="PDF and Markdown could not be made">
                {report.renderFailure} The data below and the JSON are complete.
              </Callout>
            </div>
          )}
          <ReportBody scope={scope} snapshot={snapshot} />
        </article>
      </Split>
    </>
  );
}

/** What the report is called on its own page; a finding may be named there, because its reader may see it. */
export function ReportTitle({
  report: { kind, number, snapshot },
}: {
  report: Pick<ReportDetail, "kind" | "number" | "snapshot">;
}) {
  if (snapshot.format === "redoubt/finding-report@1") {
    return (
      <>
        <span className="font-normal text-ink-3 tabular-nums">F-{snapshot.sheet.number}</span>{" "}
        <CodeTitle text={snapshot.sheet.title} />
      </>
    );
  }
  return kind === "risk" ? `${KIND_TITLES.risk} ${number}` : KIND_TITLES[kind];
}

function ReportFacts({ report: { number, kind, snapshot, scheduled } }: { report: ReportDetail }) {
  const { revision, generatedAt, generatedBy } = snapshot;
  const parts = [
    ...(kind === "risk" ? [] : [`report ${number}`]),
    ...(revision === null ? ["no revision"] : [revision.name]),
    ...(revision?.nsloc == null ? [] : [`${revision.nsloc.toLocaleString("en")} nSLOC`]),
    `frozen ${momentOf(generatedAt)} ${scheduled ? "by schedule for" : "by"} ${generatedBy}`,
  ];
  return <span>{parts.join(", ")}</span>;
}

/** The parts of the report, to jump to. */
function Contents({ snapshot }: { snapshot: ReportSnapshot }) {
  const entries = contentsOf(snapshot);
  if (entries.length < 2) return null;
  return (
    <SideSection title="Contents">
      <nav aria-label="Parts of the report">
        <ul>
          {entries.map(({ id, label, nested }) => (
            <li key={id}>
              <a href={`#${id}`} className={`block truncate py-0.5 hover:underline ${nested ? "pl-3 text-ink-2" : ""}`}>
                <CodeTitle text={label} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </SideSection>
  );
}

interface ContentsEntry {
  id: string;
  label: string;
  nested?: boolean;
}

function contentsOf(snapshot: ReportSnapshot): ContentsEntry[] {
  if (snapshot.format === "redoubt/finding-report@1") return [];
  if (snapshot.format === "redoubt/known-issues@1") {
    return [
      { id: "scope", label: "Scope" },
      { id: "issues", label: "Known issues" },
      { id: "limits", label: "What this page cannot see" },
    ];
  }
  if (snapshot.format === "redoubt/threat-model@1") {
    return [
      { id: "version", label: "Version" },
      { id: "threats", label: "Threats" },
      ...(snapshot.controls.length === 0 ? [] : [{ id: "controls", label: "Controls" }]),
      { id: "drawing", label: "What it is made of" },
      ...(snapshot.assumptions.length === 0 ? [] : [{ id: "assumptions", label: "What is taken for granted" }]),
      { id: "limits", label: "What this document cannot see" },
    ];
  }
  return riskContents(snapshot);
}

function riskContents({ sheets }: RiskSnapshot): ContentsEntry[] {
  return [
    { id: "decisions", label: "Decisions requested" },
    { id: "open", label: "Open criticals and highs" },
    { id: "changes", label: "What changed" },
    ...(sheets.length === 0 ? [] : [{ id: "findings", label: "Findings in detail" }]),
    ...sheets
      .slice(0, 12)
      .map(({ number, title }) => ({ id: `F-${number}`, label: `F-${number} ${title}`, nested: true })),
    { id: "pocs", label: "PoC results" },
    { id: "coverage", label: "Scan coverage" },
    { id: "method", label: "Method" },
    { id: "limits", label: "What this report cannot see" },
  ];
}

const COMPARABLE = 6;

function CompareLinks({ scope, report: { number, comparable } }: { scope: ProjectScope; report: ReportDetail }) {
  if (comparable.length === 0) return null;
  return (
    <SideSection title="Compare with">
      <ul>
        {comparable.slice(0, COMPARABLE).map((other) => (
          <li key={other.number} className="flex justify-between gap-3 py-0.5">
            <Link href={below(scope, `report/${number}/compare/${other.number}`)} className="hover:underline">
              Report {other.number}
            </Link>
            <span className="text-ink-3">{dayOf(other.createdAt.toISOString())}</span>
          </li>
        ))}
      </ul>
      {comparable.length > COMPARABLE && (
        <Link href={below(scope, `report/${number}/compare/${comparable[0]?.number ?? 1}`)} className="link text-12">
          {comparable.length - COMPARABLE} more
        </Link>
      )}
    </SideSection>
  );
}

/** The hash, and what it is good for. */
export function HashOf({ sha256 }: { sha256: string }) {
  return (
    <>
      <p className="flex items-start gap-2">
        <code className="text-12 wrap-anywhere">{sha256}</code>
        <CopyButton label="Copy the hash" text={sha256} className="no-print" />
      </p>
      <p className="mt-1 text-12 text-ink-3">
        SHA-256 of the canonical JSON. The data was frozen when the report was made; the JSON download has this hash.
      </p>
    </>
  );
}
