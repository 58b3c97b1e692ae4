"use client";
import { EmptyState, LinkButton, PageHeader, Section, Table, Td, Tr } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { ReportCells, ReportHeads, ReportName } from "./report-cells.tsx";

/** The reports of all projects, the newest first. */
export function OrganizationReports({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const options = trpc.report.listOrganization.queryOptions({ organization });
  useLiveQueries(["report"], [options.queryKey]);
  const { data: reports } = useSuspenseQuery(options);
  if (reports.length === 0) {
    return (
      <>
        <PageHeader title="Reports" />
        <EmptyState
          title="No report yet"
          actions={
            <LinkButton asChild variant="primary">
              <Link href={paths.organization(organization)}>Open a project</Link>
            </LinkButton>
          }
        >
          Risk reports of all projects are listed here. One is made from a project: it freezes what is known at that
          moment, with a hash, and says what changed since the last one.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Reports" meta={<span>of all projects, the newest first</span>} />
      <Section flush className="border-t-line-strong">
        <Table label="Reports of all projects" roomy>
          <thead>
            <tr>
              <ReportHeads />
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => {
              const scope = { organization, project: report.project.slug };
              return (
                <Tr key={report.id}>
                  <Td>
                    <ReportName scope={scope} report={report} below={report.project.name} />
                  </Td>
                  <ReportCells report={report} />
                </Tr>
              );
            })}
          </tbody>
        </Table>
      </Section>
    </>
  );
}
