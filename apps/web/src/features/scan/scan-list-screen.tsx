"use client";
import {
  EmptyState,
  LinkButton,
  PageHeader,
  Progress,
  SkeletonRows,
  Table,
  Tag,
  Td,
  Th,
  Time,
  Tr,
  WorkState,
} from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { paths } from "../frame/index.ts";
import { isMoving, revisionWords, SCAN_STATE, shareOfRequest } from "./words.ts";

type Request = RouterOutputs["scan"]["list"]["items"][number];

/** All scans and imports of the project, newest first. */
export function ScanListScreen({ scope }: { scope: { organization: string; project: string } }) {
  const trpc = useTRPC();
  const options = trpc.scan.list.queryOptions(scope);
  useLiveQueries(["scan"], [options.queryKey]);
  const scans = useQuery(options);
  const base = paths.project(scope.organization, scope.project);
  if (scans.data?.items.length === 0) {
    return (
      <>
        <PageHeader title="Scans" />
        <EmptyState
          title="Nothing was scanned yet"
          actions={
            <LinkButton asChild variant="primary">
              <Link href={`${base}/source`}>Choose a revision</Link>
            </LinkButton>
          }
        >
          A scan runs every scanner that applies to a revision, in a sandbox without network, and says what it found,
          what moved, what it closed and what it could not look at.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Scans" />
      <Table label="Scans" roomy>
        <thead>
          <tr>
            <Th>Scan</Th>
            <Th>State</Th>
            <Th>Revision</Th>
            <Th numeric className="phone:hidden">
              Results
            </Th>
            <Th numeric>New</Th>
            <Th numeric className="phone:hidden">
              Moved
            </Th>
            <Th numeric className="phone:hidden">
              Closed
            </Th>
            <Th numeric className="phone:hidden">
              Held
            </Th>
            <Th className="phone:hidden">Asked by</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {scans.isPending && <SkeletonRows columns={[12, 20, 20, -6, -6, -6, -6, -6, 20, 16]} rows={5} />}
          {(scans.data?.items ?? []).map((request) => (
            <Row key={request.id} href={`${base}/scan/${request.number}`} request={request} />
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Row({ href, request }: { href: string; request: Request }) {
  const state = SCAN_STATE[request.state];
  return (
    <Tr>
      <Td>
        <Link className="font-medium whitespace-nowrap hover:underline" href={href}>
          {request.kind === "import" ? "Import" : "Scan"} {request.number}
        </Link>
      </Td>
      <Td>
        {isMoving(request.state) ? (
          <Progress className="w-24" label={`Scan ${request.number}`} value={shareOfRequest(request)} />
        ) : (
          <span className="inline-flex items-center gap-2 whitespace-nowrap">
            <WorkState state={state.mark} label={state.words} />
            {state.words}
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        {revisionWords(request.revision)} {request.kind === "import" && <Tag>report</Tag>}
      </Td>
      <Td numeric className="phone:hidden">
        {request.stats.results}
      </Td>
      <Td numeric>{request.stats.in}</Td>
      <Td numeric className="phone:hidden">
        {request.stats.moved}
      </Td>
      <Td numeric className="phone:hidden">
        {request.stats.closed}
      </Td>
      <Td numeric className="phone:hidden">
        {request.stats.held}
      </Td>
      <Td className="phone:hidden">{request.requestedBy ?? "Redoubt"}</Td>
      <Td className="whitespace-nowrap">
        <Time value={request.finishedAt ?? request.createdAt} />
      </Td>
    </Tr>
  );
}
