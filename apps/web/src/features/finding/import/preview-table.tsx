"use client";
import type { Outcome } from "@redoubt/domain/finding";
import { MoreRows, SkeletonRows, Table, Td, Th, Tr } from "@redoubt/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { paths } from "../../frame/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { findingLabel } from "../words.ts";

/** The rows of one kind, worst first, each with its reason. */
export function PreviewTable({
  scope,
  number,
  kind,
  label,
}: {
  scope: ProjectScope;
  number: number;
  kind: Outcome;
  label: string;
}) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { ...scope, number, kind, limit: 50 };
  const rows = useInfiniteQuery({
    queryKey: [...trpc.finding.previewRows.queryKey(input), "pages"],
    queryFn: ({ pageParam }) => client.finding.previewRows.query({ ...input, cursor: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const base = paths.projectSlice(scope.organization, scope.project, "finding");
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Table label={label} roomy>
        <thead>
          <tr>
            <Th>Severity</Th>
            <Th>Finding</Th>
            <Th className="phone:hidden">Why</Th>
          </tr>
        </thead>
        <tbody>
          {rows.isPending && <SkeletonRows columns={[12, 40, 40]} rows={3} />}
          {items.map((row) => (
            <Tr key={row.position} hover={false}>
              <Td className="whitespace-nowrap">
                <SeverityLevel severity={row.severity} />
              </Td>
              <Td className="py-1.5 wrap-anywhere">
                {row.number === null ? (
                  row.title
                ) : (
                  <Link className="link" href={`${base}/${findingLabel(row.number)}`}>
                    {findingLabel(row.number)} {row.title}
                  </Link>
                )}{" "}
                {row.state !== null && row.state !== "new" && <StateTag state={row.state} />}
                <p className="font-mono text-12 text-ink-3">
                  {row.path ?? "no file"}
                  {row.line !== null && `:${row.line}`}
                </p>
                <p className="hidden text-12 text-ink-2 phone:block">{row.why}</p>
              </Td>
              <Td className="py-1.5 text-ink-2 wrap-anywhere phone:hidden">{row.why}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {rows.error && <p className="px-6 py-3 text-bad phone:px-4">{problemOf(rows.error).message}</p>}
      {rows.hasNextPage && (
        <MoreRows busy={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()}>
          Show more
        </MoreRows>
      )}
    </>
  );
}
