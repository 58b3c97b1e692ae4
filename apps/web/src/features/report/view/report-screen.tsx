"use client";
import type { RiskSnapshot } from "@redoubt/domain/report";
import { absoluteTime, Callout, CopyButton, dateText, PageHeader, Section } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { FindingTable } from "../finding-table.tsx";
import { PocLegend, PocTable } from "../poc-table.tsx";
import { NotScannedList, ScannerTable } from "../scanner-table.tsx";
import { below, type ProjectScope } from "../words.ts";
import { ReportActions } from "./report-actions.tsx";
import { StateOverRevisions } from "./state-over-revisions.tsx";

/** A frozen risk report: what changed since the last one first, then what it rests on and what it cannot see. */
export function ReportScreen({ scope, number }: { scope: ProjectScope; number: number }) {
  const trpc = useTRPC();
  const options = trpc.report.get.queryOptions({ ...scope, report: number });
  useLiveQueries(["report"], [options.queryKey]);
  const { data: report } = useSuspenseQuery(options);
  const { snapshot } = report;
  return (
    <article className="pb-6">
      <PageHeader
        title={report.title}
        meta={<ReportFacts snapshot={snapshot} />}
        actions={<ReportActions scope={scope} report={report} />}
      />
      {report.renderState === "failed" && (
        <Section className="no-print pt-3">
          <Callout title="PDF and Markdown could not be made">
            {report.renderFailure} The data below and the JSON are complete.
          </Callout>
        </Section>
      )}
      <Section className="border-t-line-strong pt-4">
        <WhatChanged scope={scope} snapshot={snapshot} />
        {snapshot.summary.map((sentence) => (
          <p key={sentence} className="mt-2 max-w-[72ch] text-14 leading-[22px] text-ink-2">
            {sentence}
          </p>
        ))}
      </Section>
      {snapshot.revisions.length > 0 && <StateOverRevisions states={snapshot.revisions} />}
      <Facts scope={scope} snapshot={snapshot} />
      <Sentences title="Method" lines={snapshot.method} />
      <Sentences title="What this report cannot see" lines={snapshot.limits} />
      <Section title="Hash" note="SHA-256 of the canonical JSON">
        <p className="flex items-center gap-2">
          <code className="text-12 wrap-anywhere">{report.sha256}</code>
          <CopyButton label="Copy the hash" text={report.sha256} className="no-print" />
        </p>
        <p className="mt-1 max-w-[72ch] text-12 text-ink-3">
          The data was frozen when the report was made. The JSON download has this hash; anyone can check that nothing
          was changed since.
        </p>
      </Section>
    </article>
  );
}

function ReportFacts({ snapshot }: { snapshot: RiskSnapshot }) {
  const { revision, generatedAt, generatedBy } = snapshot;
  const parts = [
    ...(revision === null ? ["no revision"] : [revision.name]),
    ...(revision?.nsloc == null ? [] : [`${revision.nsloc.toLocaleString("en")} nSLOC`]),
    `${absoluteTime(new Date(generatedAt))} by ${generatedBy}`,
  ];
  return <span>{parts.join(", ")}</span>;
}

function WhatChanged({ scope, snapshot }: { scope: ProjectScope; snapshot: RiskSnapshot }) {
  const { previous, changes } = snapshot;
  if (previous === null) {
    return (
      <p className="max-w-[72ch] text-16">
        <b className="font-semibold">First report.</b> There is no earlier one to compare with.
      </p>
    );
  }
  const since = (
    <b className="font-semibold">
      Changed since{" "}
      <Link href={below(scope, `report/${previous.number}`)} className="link">
        report {previous.number}
      </Link>{" "}
      of {dateText(new Date(previous.generatedAt))}.
    </b>
  );
  return (
    <p className="max-w-[72ch] text-16">
      {since} {changes.length === 0 ? "No finding changed its state." : changes.map((change) => change.text).join(" ")}
    </p>
  );
}

function Facts({ scope, snapshot }: { scope: ProjectScope; snapshot: RiskSnapshot }) {
  const { openCriticalAndHigh, hiddenRestricted, pocs, pocRevisions, scanners, notScanned } = snapshot;
  return (
    <>
      <Section
        title="Open critical and high findings"
        note={hiddenRestricted === 0 ? undefined : `and ${hiddenRestricted} restricted, counted only`}
        flush
      >
        {openCriticalAndHigh.length === 0 ? (
          <Nothing>None was open.</Nothing>
        ) : (
          <FindingTable scope={scope} findings={openCriticalAndHigh} label="Open critical and high findings" />
        )}
      </Section>
      <Section title="PoC results" actions={pocs.length > 0 && <PocLegend />} flush>
        {pocs.length === 0 ? (
          <Nothing>No PoC was attached.</Nothing>
        ) : (
          <PocTable scope={scope} pocs={pocs} revisions={pocRevisions} />
        )}
      </Section>
      <Section title="Scan coverage" note="newest revision" flush>
        {scanners.length === 0 ? (
          <Nothing>No scan had run.</Nothing>
        ) : (
          <ScannerTable scope={scope} scanners={scanners} />
        )}
      </Section>
      <Section title="Not scanned" note="and why">
        <NotScannedList gaps={notScanned} ended />
      </Section>
    </>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-6 pb-4 text-ink-3 phone:px-4">{children}</p>;
}

function Sentences({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Section title={title}>
      <ul className="max-w-[72ch] list-disc pl-4 text-ink-2 marker:text-ink-3">
        {lines.map((line) => (
          <li key={line} className="mt-1">
            {line}
          </li>
        ))}
      </ul>
    </Section>
  );
}
