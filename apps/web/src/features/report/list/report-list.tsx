"use client";
import { Button, EmptyState, LinkButton, notifyProblem, PageHeader, Section, Table, Td, Tr } from "@redoubt/ui";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { below, type ProjectScope } from "../words.ts";
import { ReportCells, ReportHeads } from "./report-cells.tsx";

/** The risk reports of a project, the newest first, and the way to a new one. */
export function ReportList(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.report.list.queryOptions(scope);
  useLiveQueries(["report"], [options.queryKey]);
  const { data: reports } = useSuspenseQuery(options);
  const mayCreate = usePermissions(scope).has("report:create");
  const create = useCreate(scope);
  const button = mayCreate && (
    <Button variant="primary" busy={create.isPending} onClick={() => create.mutate(scope)}>
      Freeze a risk report
    </Button>
  );
  const nothingYet = create.error !== null && problemOf(create.error).code === "report.nothing-yet";
  if (reports.length === 0) {
    return (
      <>
        <PageHeader title="Risk reports" />
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
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Risk reports"
        meta={<span>frozen data, each with its hash and the difference to the one before</span>}
        actions={button}
      />
      <Section flush className="border-t-line-strong">
        <Table label="Risk reports" roomy>
          <thead>
            <tr>
              <ReportHeads />
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <Tr key={report.number}>
                <Td>
                  <Link href={below(scope, `report/${report.number}`)} className="font-medium hover:underline">
                    Report {report.number}
                  </Link>
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

function useCreate(scope: ProjectScope) {
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.report.create.mutationOptions({
      onSuccess: (report) => router.push(below(scope, `report/${report.number}`)),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
}
