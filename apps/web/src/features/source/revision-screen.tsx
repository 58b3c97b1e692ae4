"use client";
import type { RevisionDetail } from "@redoubt/domain/source";
import { Button, Divider, PageHeader, Section, Skeleton, Split, Table, Tag, Td, Th, Time, Tr } from "@redoubt/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { paths } from "../frame/index.ts";
import { usePermissions } from "../project/index.ts";
import { FileBrowser } from "./file-browser.tsx";
import { isMoving, LiveRevision } from "./live-revision.tsx";
import { RevisionScans, RevisionSide } from "./revision-side.tsx";
import { CompilesWord } from "./roots-card.tsx";
import type { ProjectScope } from "./use-code.ts";
import { bytesText, filesText, revisionName, ROOT_KIND, rootFacts } from "./words.ts";

/** One immutable snapshot: its roots and whether they compile, its files, what was scanned. */
export function RevisionScreen({ scope, number }: { scope: ProjectScope; number: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const options = trpc.source.getRevision.queryOptions({ ...scope, revision: number });
  useLiveQueries(["source"], [options.queryKey]);
  const { data: revision, error } = useQuery({
    ...options,
    refetchInterval: (query) => (isMoving(query.state.data?.state) ? 4000 : false),
  });
  const scanBase = paths.projectSlice(scope.organization, scope.project, "scan");
  const scan = useMutation(
    trpc.scan.request.mutationOptions({ onSuccess: (request) => router.push(`${scanBase}/${request.number}`) }),
  );
  const mayScan = usePermissions(scope).has("scan:run");
  if (error) throw error;
  if (revision === undefined) return <PageHeader title={<Skeleton className="h-6 w-48" />} />;
  const commit = revision.commit?.slice(0, 7);
  return (
    <>
      <PageHeader
        title={
          revision.sourceKind === "git" || commit !== undefined
            ? `Commit ${commit ?? revision.ref}`
            : `Revision ${number}`
        }
        meta={
          <>
            {revision.label !== null && <Tag tone="outline">{revision.label}</Tag>}
            <Tag tone="outline">{revision.ref}</Tag>
            {revision.message !== null && <span className="wrap-anywhere">{revision.message.split("\n")[0]}</span>}
          </>
        }
        actions={
          revision.state === "ready" &&
          mayScan && (
            <Button variant="primary" busy={scan.isPending} onClick={() => scan.mutate({ ...scope, revision: number })}>
              <Play aria-hidden="true" />
              Scan
            </Button>
          )
        }
      />
      {scan.error && (
        <p role="alert" className="px-6 pb-2 text-bad">
          {scan.error.message}
        </p>
      )}
      <Facts revision={revision} />
      {revision.state === "ready" ? (
        <Split sideLabel="Configuration and scans" sideWidth={372} side={<Side scope={scope} revision={revision} />}>
          <Section title="Project roots" note={rootsNote(revision)} flush>
            <RootsTable revision={revision} />
          </Section>
          <Section
            title="Files"
            note={`${filesText(revision.fileCount ?? 0)}, ${bytesText(revision.byteCount ?? 0)}`}
            flush
          >
            <FileBrowser
              scope={scope}
              revision={number}
              name={revisionName(revision)}
              dependencyPaths={revision.dependencyPaths}
            />
          </Section>
        </Split>
      ) : (
        <div className="max-w-2xl px-6 py-6">
          <LiveRevision scope={scope} number={number} />
        </div>
      )}
    </>
  );
}

function Facts({ revision }: { revision: RevisionDetail }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-canvas px-6 py-2 text-12 text-ink-2 phone:px-4">
      {revision.author !== null && <b className="font-medium text-ink">{revision.author}</b>}
      {revision.authoredAt !== null && <Time value={revision.authoredAt} format="absolute" />}
      {revision.parentNumber !== null && <span>compared with revision {revision.parentNumber}</span>}
      {revision.treeHash !== null && (
        <span>
          tree <code>{revision.treeHash.slice(0, 8)}</code>
        </span>
      )}
      {revision.nsloc !== null && (
        <>
          <Divider />
          <span title="Non-blank, non-comment lines of Solidity, JavaScript and TypeScript outside dependencies and tests">
            <b className="font-medium text-ink">{revision.nsloc.toLocaleString("en")}</b> nSLOC
          </span>
        </>
      )}
    </div>
  );
}

function rootsNote(revision: RevisionDetail): string {
  const failing = revision.roots.filter((root) => root.compiles === "no").length;
  const words = failing === 0 ? "none fails to compile" : `${failing} ${failing === 1 ? "does" : "do"} not compile`;
  return `${revision.roots.length} found, ${words}`;
}

function RootsTable({ revision }: { revision: RevisionDetail }) {
  return (
    <Table label="Project roots" roomy>
      <thead>
        <tr>
          <Th>Root</Th>
          <Th className="phone:hidden">Kind</Th>
          <Th>Compiles, and why</Th>
        </tr>
      </thead>
      <tbody>
        {revision.roots.map((root) => (
          <Tr key={`${root.kind} ${root.path}`} hover={false}>
            <Td className="max-w-72 font-mono wrap-break-word">
              {root.path === "" ? <span title="the root of the repository">.</span> : root.path}
            </Td>
            <Td className="phone:hidden">{ROOT_KIND[root.kind]}</Td>
            <Td className="py-1.5">
              <CompilesWord root={root} />
              {root.reason !== null && (
                <div className={root.compiles === "no" ? "text-12 text-bad wrap-anywhere" : "text-12 text-ink-3"}>
                  {root.reason}
                </div>
              )}
              <div className="text-12 text-ink-3">{rootFacts(root)}</div>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Side({ scope, revision }: { scope: ProjectScope; revision: RevisionDetail }) {
  const trpc = useTRPC();
  const options = trpc.scan.list.queryOptions({ ...scope, revision: revision.number });
  useLiveQueries(["scan"], [options.queryKey]);
  const scans = useQuery(options);
  const base = paths.projectSlice(scope.organization, scope.project, "scan");
  return (
    <>
      <RevisionScans
        scans={(scans.data?.items ?? []).map((request) => ({
          number: request.number,
          state: request.state,
          words: `${request.scans.length} scanners, ${request.stats.results} results, ${request.stats.in} new`,
          href: `${base}/${request.number}`,
        }))}
      />
      <RevisionSide revision={revision} />
    </>
  );
}
