"use client";
import {
  Button,
  EmptyState,
  LinkButton,
  PageHeader,
  Section,
  SkeletonRows,
  Table,
  Tag,
  Td,
  Th,
  Time,
  Tr,
  WorkState,
} from "@redoubt/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { paths } from "../frame/index.ts";
import { usePermissions } from "../project/index.ts";
import type { ProjectScope } from "./use-code.ts";
import { REVISION_STATE, revisionName } from "./words.ts";

type Source = RouterOutputs["source"]["list"][number];
type Revision = RouterOutputs["source"]["listRevisions"][number];

/** Where the code comes from, and every snapshot of it. */
export function SourceScreen({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const sourceOptions = trpc.source.list.queryOptions(scope);
  const revisionOptions = trpc.source.listRevisions.queryOptions(scope);
  useLiveQueries(["source"], [sourceOptions.queryKey, revisionOptions.queryKey]);
  const sources = useQuery(sourceOptions);
  const revisions = useQuery(revisionOptions);
  const base = paths.projectSlice(scope.organization, scope.project, "source");
  const permissions = usePermissions(scope);
  const add = permissions.has("source:write") && (
    <LinkButton asChild variant={sources.data?.length === 0 ? "primary" : "default"}>
      <Link href={`${base}/new`}>Add code</Link>
    </LinkButton>
  );
  if (sources.data?.length === 0) {
    return (
      <>
        <PageHeader title="Code" />
        <EmptyState title="No code is connected yet" actions={add}>
          Every commit that you bring is kept as it was: scanned, compared with the one before, and the ground on which
          findings keep their decisions.
          {!add && " Your role reads only: ask a developer or the security lead to connect it."}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Code" actions={add} />
      <Section title="Sources" flush className="border-t-line-strong">
        <Table label="Sources">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th className="phone:hidden">From</Th>
              <Th className="phone:hidden">Branch</Th>
              <Th numeric className="phone:hidden">
                Revisions
              </Th>
              <Th hideLabel>Actions</Th>
            </tr>
          </thead>
          <tbody>
            {sources.isPending && <SkeletonRows columns={[20, 60, 20, -10, null]} rows={1} />}
            {(sources.data ?? []).map((source) => (
              <SourceRow
                key={source.id}
                scope={scope}
                source={source}
                mayFetch={permissions.has("source:write") && permissions.has("scan:run")}
              />
            ))}
          </tbody>
        </Table>
      </Section>
      <Section title="Revisions" note="newest first" flush>
        <Table label="Revisions" roomy>
          <thead>
            <tr>
              <Th>Revision</Th>
              <Th>State</Th>
              <Th className="phone:hidden">Branch</Th>
              <Th numeric className="phone:hidden">
                nSLOC
              </Th>
              <Th className="phone:hidden">Author</Th>
              <Th>Arrived</Th>
            </tr>
          </thead>
          <tbody>
            {revisions.isPending && <SkeletonRows columns={[40, 20, 20, -10, 20, 20]} rows={4} />}
            {(revisions.data ?? []).map((revision) => (
              <RevisionRow key={revision.id} base={base} revision={revision} />
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}

function SourceRow({ scope, source, mayFetch }: { scope: ProjectScope; source: Source; mayFetch: boolean }) {
  const trpc = useTRPC();
  const fetchNewest = useMutation(trpc.source.requestRevision.mutationOptions());
  const fetchable = mayFetch && (source.kind === "git" || source.kind === "folder");
  return (
    <Tr hover={false}>
      <Td className="font-medium">{source.name}</Td>
      <Td className="max-w-0 min-w-40 phone:hidden">
        <span className="block truncate font-mono text-12 text-ink-2">
          {source.url ?? source.folder ?? (source.kind === "upload" ? "uploaded here" : source.kind)}
        </span>
      </Td>
      <Td className="phone:hidden">{source.defaultRef ?? "default"}</Td>
      <Td numeric className="phone:hidden">
        {source.revisionCount}
      </Td>
      <Td className="text-right">
        {fetchable && (
          <Button
            variant="ghost"
            busy={fetchNewest.isPending}
            onClick={() => fetchNewest.mutate({ ...scope, sourceId: source.id, scan: true })}
          >
            Fetch and scan newest
          </Button>
        )}
        {fetchNewest.error && (
          <span role="alert" className="text-12 text-bad">
            {fetchNewest.error.message}
          </span>
        )}
      </Td>
    </Tr>
  );
}

function RevisionRow({ base, revision }: { base: string; revision: Revision }) {
  const state = REVISION_STATE[revision.state];
  return (
    <Tr>
      <Td>
        <Link className="font-medium hover:underline" href={`${base}/${revision.number}`}>
          {revisionName(revision)}
        </Link>
        {revision.commit !== null && revision.label !== null && (
          <span className="ml-2 font-mono text-12 text-ink-3">{revision.commit.slice(0, 7)}</span>
        )}
        <span className="block max-w-96 truncate text-12 text-ink-3">
          {revision.failure ?? revision.message?.split("\n")[0] ?? revision.sourceName}
        </span>
      </Td>
      <Td>
        <span className="inline-flex items-center gap-2 whitespace-nowrap">
          <WorkState state={state.mark} label={state.words} />
          {state.words}
        </span>
      </Td>
      <Td className="phone:hidden">
        {revision.ref} {!revision.isDefaultRef && <Tag>side branch</Tag>}
      </Td>
      <Td numeric className="phone:hidden">
        {revision.nsloc?.toLocaleString("en") ?? ""}
      </Td>
      <Td className="phone:hidden">{revision.author ?? ""}</Td>
      <Td className="whitespace-nowrap">
        <Time value={revision.readyAt ?? revision.createdAt} />
      </Td>
    </Tr>
  );
}
