"use client";
import { Button, EmptyState, LinkButton, PageHeader, Section, Table, Td, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { below, type ProjectScope } from "../words.ts";
import { SchedulePanel } from "../schedule/schedule-panel.tsx";
import { FindingReportDialog } from "./finding-report-dialog.tsx";
import { ReportCells, ReportHeads, ReportName } from "./report-cells.tsx";
import { useCreateReport } from "./use-create-report.ts";

/** The reports of a project, the newest first, the way to new ones, and when they come by themselves. */
export function ReportList(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.report.list.queryOptions(scope);
  useLiveQueries(["report"], [options.queryKey]);
  const { data: reports } = useSuspenseQuery(options);
  const mayCreate = usePermissions(scope).has("report:create");
  const { risk: create, known, model } = useCreateReport(scope);
  const button = mayCreate && (
    <Button variant="primary" busy={create.isPending} onClick={() => create.mutate(scope)}>
      Freeze a risk report
    </Button>
  );
  const others = mayCreate && (
    <>
      <FindingReportDialog scope={scope} />
      <Button busy={known.isPending} onClick={() => known.mutate(scope)}>
        Known issues and scope
      </Button>
      <Button busy={model.isPending} onClick={() => model.mutate(scope)}>
        Threat model
      </Button>
    </>
  );
  const nothingYet = create.error !== null && problemOf(create.error).code === "report.nothing-yet";
  if (reports.length === 0) {
    return (
      <>
        <PageHeader title="Reports" actions={others} />
        <EmptyState
          title="No report yet"
          actions={
            nothingYet ? (
              <LinkButton asChild variant="primary">
                <Link href={below(scope, "source/new")}>Add code</Link>
              </LinkButton>
            ) : (
              button
            )
          }
          footnote={mayCreate ? undefined : "Making one needs the role manager, security lead or owner."}
        >
          {nothingYet
            ? "There is nothing to report on yet. Connect code and scan it, or record a finding by hand."
            : "A risk report freezes what is known now: what changed, what is open and whose it is, what was scanned and what was not. It is stored with a hash, and the next one begins with the difference."}
        </EmptyState>
        <SchedulePanel scope={scope} maySet={mayCreate} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Reports"
        meta={<span>frozen data, each with its hash</span>}
        actions={
          <>
            {others}
            {button}
          </>
        }
      />
      <SchedulePanel scope={scope} maySet={mayCreate} />
      <Section flush className="border-t-line-strong">
        <Table label="Reports" roomy>
          <thead>
            <tr>
              <ReportHeads />
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <Tr key={report.number}>
                <Td>
                  <ReportName scope={scope} report={report} />
                </Td>
                <ReportCells report={report} />
              </Tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}
