"use client";
import type { ProjectDetail } from "@redoubt/domain/project";
import type { Overview } from "@redoubt/domain/report";
import { BlindLine, Button, Callout, LinkButton, PageHeader, Section, SideSection, Split, Time } from "@redoubt/ui";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import Link from "next/link";
import { BacklogCallout } from "#features/finding/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { FindingTable } from "../finding-table.tsx";
import { PocLegend, PocTable } from "../poc-table.tsx";
import { RunningList } from "../running-list.tsx";
import { NotScannedList, ScannerTable } from "../scanner-table.tsx";
import { TrendSection } from "../trend/trend-section.tsx";
import { below, type ProjectScope } from "../words.ts";
import { EmptyProject } from "./empty-project.tsx";
import { HeadlineRows } from "./headline-rows.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { ProjectFacts } from "./project-facts.tsx";
import { SeverityFigures } from "./severity-figures.tsx";

/** The first screen of a project: three sentences, what runs now, and the facts that they rest on. */
export function OverviewScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.project.get.queryOptions(scope));
  const options = trpc.report.overview.queryOptions(scope);
  useLiveQueries(["source", "scan", "finding", "verification", "report"], [options.queryKey]);
  const { data, error, refetch } = useQuery(options);
  if (data === undefined) {
    if (error === null) return <OverviewSkeleton title={project.name} />;
    return (
      <>
        <PageHeader title={project.name} />
        <Section className="pt-4">
          <Callout
            title="The overview could not be read"
            actions={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {problemOf(error).message}
          </Callout>
        </Section>
      </>
    );
  }
  const facts = <ProjectFacts scope={scope} project={project} revision={data.revision} />;
  if (data.empty) {
    const mayAdd = project.permissions.includes("source:write");
    return <EmptyProject scope={scope} title={project.name} meta={facts} mayAdd={mayAdd} />;
  }
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={project.name} meta={facts} actions={<Actions scope={scope} project={project} />} />
      <HeadlineRows scope={scope} {...data} since={<Since overview={data} />} />
      {data.running.length > 0 && (
        <Section title="Running now" quiet className="border-t-line-strong">
          <RunningList scope={scope} running={data.running} />
        </Section>
      )}
      <Section title="Open findings" note="own code" className="border-t-line-strong">
        <SeverityFigures
          scope={scope}
          open={data.open}
          hidden={data.hiddenRestricted}
          backlog={data.backlog}
          due={data.due}
        />
        <BacklogCallout scope={scope} className="mt-4" />
      </Section>
      <TrendSection scope={scope} />
      <Facts scope={scope} overview={data} />
      <BlindLine title="What this page cannot see">{data.cannotSee.join(" ")}</BlindLine>
    </div>
  );
}

function Actions({ scope, project }: { scope: ProjectScope; project: ProjectDetail }) {
  return (
    <>
      {project.demo && (
        <LinkButton asChild>
          <Link href={below(scope, "report/coverage")}>Who found what</Link>
        </LinkButton>
      )}
      <LinkButton asChild>
        <Link href={below(scope, "report")}>
          <FileText aria-hidden="true" />
          Reports
        </Link>
      </LinkButton>
    </>
  );
}

function Since({ overview }: { overview: Overview }) {
  const { revision } = overview;
  if (revision === null) return null;
  return (
    <>
      since {revision.name}
      {revision.readyAt !== null && (
        <>
          , <Time value={revision.readyAt} />
        </>
      )}
    </>
  );
}

function Facts({ scope, overview }: { scope: ProjectScope; overview: Overview }) {
  const { openCriticalAndHigh, pocs, pocRevisions, scanners, notScanned, revision } = overview;
  const ended = !scanners.some((scanner) => ["queued", "preparing", "running", "publishing"].includes(scanner.state));
  return (
    <Split
      sideLabel="Scan coverage"
      sideWidth={408}
      side={
        <>
          <SideSection
            title="Scan coverage"
            note={revision === null ? "no revision yet" : `newest revision, ${revision.name}`}
          >
            {scanners.length === 0 ? (
              <p className="text-ink-3">No scanner has looked at it yet.</p>
            ) : (
              <div className="-mx-5 phone:-mx-4 [&_:is(th,td):first-child]:pl-5! [&_:is(th,td):last-child]:pr-5!">
                <ScannerTable scope={scope} scanners={scanners} />
              </div>
            )}
          </SideSection>
          {scanners.length > 0 && (
            <SideSection title="Not scanned" note="and why">
              <NotScannedList gaps={notScanned} ended={ended} />
            </SideSection>
          )}
        </>
      }
    >
      <Section
        title="Open critical and high"
        note={openCriticalAndHigh.length === 100 ? "the worst 100" : undefined}
        flush
      >
        {openCriticalAndHigh.length === 0 ? (
          <p className="px-6 pb-4 text-ink-3 phone:px-4">None is open.</p>
        ) : (
          <FindingTable scope={scope} findings={openCriticalAndHigh} label="Open critical and high findings" />
        )}
      </Section>
      <Section title="PoC results" actions={pocs.length > 0 && <PocLegend />} flush>
        {pocs.length === 0 ? (
          <p className="max-w-[620px] px-6 pb-4 text-ink-3 phone:px-4">
            No PoC is attached. A PoC is an exploit as a test: it shows on which revisions a weakness can be used, and
            that a fix holds.
          </p>
        ) : (
          <PocTable scope={scope} pocs={pocs} revisions={pocRevisions} />
        )}
      </Section>
    </Split>
  );
}
