"use client";
import type { Poc } from "@redoubt/domain/verification";
import {
  BlindLine,
  Button,
  Callout,
  EmptyState,
  LinkButton,
  Loading,
  MarkLegend,
  PageHeader,
  Section,
  Skeleton,
  Table,
  Td,
  Th,
  Tr,
} from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "./use-poc-actions.ts";
import { byRevision, columnsOf, markOf, pocLabel, type RevisionColumn } from "./verdicts.ts";
import { Verdict } from "./verdict.tsx";

/** Revisions side by side; older ones are on each PoC's own page. */
const COLUMNS = 6;

/** All PoCs of a project against its revisions. */
export function PocMatrixScreen({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  const trpc = useTRPC();
  const options = trpc.verification.list.queryOptions(scope);
  useLiveQueries(["verification"], [options.queryKey]);
  const { data, error, isPending, refetch } = useQuery(options);
  if (isPending) return <MatrixSkeleton />;
  if (error !== null) {
    return (
      <>
        <PageHeader title="PoCs" />
        <Section>
          <Callout
            title="The PoCs could not be read"
            actions={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {problemOf(error).message}
          </Callout>
        </Section>
      </>
    );
  }
  if (data.length === 0) return <NoPocs scope={scope} />;
  const { columns, left } = columnsOf(data, COLUMNS);
  const marks = data.flatMap((poc) => byRevision(poc.runs).map(({ run }) => markOf(run)));
  const count = (kind: ReturnType<typeof markOf>) => marks.filter((mark) => mark === kind).length;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title="PoCs"
        meta={
          <span>
            {data.length === 1 ? "1 exploit test" : `${data.length} exploit tests`}, each the same file on every
            revision
          </span>
        }
      />
      <div className="px-6 pb-3 phone:px-4">
        <MarkLegend
          items={[
            { kind: "failed", count: count("failed") },
            { kind: "demonstrated", count: count("demonstrated") },
            { kind: "missing", count: count("missing") },
          ]}
        />
        <p className="mt-1 text-12 text-ink-3">
          Failed: the exploit works there. Demonstrated: it does not. Missing: it did not run, or ended in an error.
        </p>
      </div>
      <MatrixTable scope={scope} pocs={data} columns={columns} />
      <MatrixCards scope={scope} pocs={data} />
      <BlindLine title="What this page cannot see">
        Weaknesses without a PoC{left > 0 ? `, and ${left} older revisions: they are on each PoC's page` : ""}.
      </BlindLine>
    </div>
  );
}

interface MatrixProps {
  scope: ProjectScope;
  pocs: readonly Poc[];
}

const hrefOf = (scope: ProjectScope, poc: Poc) =>
  `${paths.projectSlice(scope.organization, scope.project, "verification")}/${poc.number}`;

function FindingLink({ scope, poc }: { scope: ProjectScope; poc: Poc }) {
  if (poc.finding === null) return <span className="text-ink-3">no finding</span>;
  const label = `F-${poc.finding.number}`;
  return (
    <Link
      href={`${paths.projectSlice(scope.organization, scope.project, "finding")}/${label}`}
      className="link"
      title={poc.finding.title}
    >
      {label}
    </Link>
  );
}

function MatrixTable({ scope, pocs, columns }: MatrixProps & { columns: readonly RevisionColumn[] }) {
  return (
    <div className="phone:hidden">
      <Table label="PoCs by revision" roomy>
        <thead>
          <tr>
            <Th className="w-20">PoC</Th>
            <Th>What it does</Th>
            <Th className="w-20">Finding</Th>
            {columns.map((column) => (
              <Th key={column.revision} className="max-w-32">
                <span className="block max-w-28 truncate" title={column.name}>
                  {column.name}
                </span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pocs.map((poc) => {
            const runs = new Map(byRevision(poc.runs).map((each) => [each.run.revision, each]));
            return (
              <Tr key={poc.number}>
                <Td>
                  <Link href={hrefOf(scope, poc)} className="font-medium whitespace-nowrap">
                    {pocLabel(poc.number)}
                  </Link>
                </Td>
                <Td className="max-w-0 min-w-44">
                  <Link href={hrefOf(scope, poc)} className="block truncate hover:underline">
                    {poc.title}
                  </Link>
                  <code className="block truncate text-12 text-ink-3">{poc.originPath ?? poc.fileName}</code>
                </Td>
                <Td>
                  <FindingLink scope={scope} poc={poc} />
                </Td>
                {columns.map((column) => {
                  const cell = runs.get(column.revision);
                  return (
                    <Td key={column.revision}>
                      {cell === undefined ? (
                        <Verdict run={undefined} className="text-12" />
                      ) : (
                        <Link href={`${hrefOf(scope, poc)}?run=${cell.run.id}`} className="text-12 hover:underline">
                          <Verdict run={cell.run} again={cell.again} />
                        </Link>
                      )}
                    </Td>
                  );
                })}
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

/** The same for a phone: one PoC below the other. */
function MatrixCards({ scope, pocs }: MatrixProps) {
  return (
    <ul className="hidden border-t border-line-strong phone:block" aria-label="PoCs by revision">
      {pocs.map((poc) => (
        <li key={poc.number} className="border-b border-line px-4 py-3">
          <div className="flex items-baseline gap-2">
            <Link href={hrefOf(scope, poc)} className="min-w-0 flex-1 font-medium wrap-anywhere">
              {pocLabel(poc.number)}: {poc.title}
            </Link>
            <FindingLink scope={scope} poc={poc} />
          </div>
          <ul className="mt-1">
            {byRevision(poc.runs).map(({ run, again }) => (
              <li key={run.id} className="flex min-h-7 items-center gap-2">
                <span className="w-24 flex-none truncate text-ink-2">{run.revisionName}</span>
                <Verdict run={run} again={again} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function NoPocs({ scope }: { scope: ProjectScope }) {
  return (
    <>
      <PageHeader title="PoCs" />
      <EmptyState
        title="No PoC yet"
        actions={
          <LinkButton asChild variant="primary">
            <Link href={paths.projectSlice(scope.organization, scope.project, "finding")}>Go to the findings</Link>
          </LinkButton>
        }
      >
        A PoC is a forge test that carries the exploit out. It runs on every revision by itself, so that you see where a
        weakness was open, where it was closed, and when it comes back. Open a finding and attach a test to it.
      </EmptyState>
    </>
  );
}

function MatrixSkeleton() {
  return (
    <>
      <PageHeader title="PoCs" />
      <Loading label="PoCs are loading">
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <div key={row} className="flex h-12 items-center gap-6 border-b border-line px-6">
            <Skeleton width={48} />
            <Skeleton width="30%" />
            <Skeleton width={96} />
            <Skeleton width={96} />
          </div>
        ))}
      </Loading>
    </>
  );
}
