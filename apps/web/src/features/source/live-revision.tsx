"use client";
import { Button, Callout, Panel, Progress, Spinner } from "@redoubt/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { paths } from "../frame/index.ts";
import { RootsCard } from "./roots-card.tsx";
import type { ProjectScope } from "./use-code.ts";
import { filesText, revisionName } from "./words.ts";

/** A revision while it arrives, and what is in it once it is there; the one thing to do then is to scan. */
export function LiveRevision({ scope, number }: { scope: ProjectScope; number: number }) {
  const trpc = useTRPC();
  const router = useRouter();
  const options = trpc.source.getRevision.queryOptions({ ...scope, revision: number });
  useLiveQueries(["source"], [options.queryKey]);
  const { data: revision } = useQuery({
    ...options,
    refetchInterval: (query) => (isMoving(query.state.data?.state) ? 4000 : false),
  });
  const cancel = useMutation(trpc.source.cancelRevision.mutationOptions());
  const retry = useMutation(trpc.source.retryRevision.mutationOptions());
  const scan = useMutation(
    trpc.scan.request.mutationOptions({
      onSuccess: (request) =>
        router.push(`${paths.projectSlice(scope.organization, scope.project, "scan")}/${request.number}`),
    }),
  );
  if (revision === undefined) return <Spinner />;

  if (isMoving(revision.state)) {
    const { phase, done, total } = revision.progress;
    return (
      <Panel className="p-4" aria-live="polite">
        <div className="flex items-center gap-3">
          <p className="min-w-0 flex-1 font-medium">{phase}</p>
          <Button variant="ghost" busy={cancel.isPending} onClick={() => cancel.mutate({ ...scope, revision: number })}>
            Cancel
          </Button>
        </div>
        <Progress
          className="mt-2"
          label="Fetching the revision"
          value={done !== undefined && total ? done / total : null}
        />
        <p className="mt-2 text-12 text-ink-3">You can leave this page; the work goes on.</p>
      </Panel>
    );
  }
  if (revision.state !== "ready") {
    return (
      <Callout
        title={revision.state === "cancelled" ? "Fetching was cancelled" : "This code could not be fetched"}
        tone={revision.state === "cancelled" ? "note" : "bad"}
        live
        actions={
          <Button busy={retry.isPending} onClick={() => retry.mutate({ ...scope, revision: number })}>
            Try again
          </Button>
        }
      >
        {revision.failure}
      </Callout>
    );
  }
  const compiling = revision.roots.filter((root) => root.compiles === "yes").length;
  return (
    <Panel>
      {revision.roots.length === 0 ? (
        <p className="px-4 py-3">
          There is no source file in it that a scanner reads. Check that the right folder was chosen.
        </p>
      ) : (
        <RootsCard roots={revision.roots} />
      )}
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
        <p className="min-w-0 flex-1 text-12 text-ink-3">
          {filesText(revision.fileCount ?? 0)}, {compiling} of {revision.roots.length}{" "}
          {revision.roots.length === 1 ? "root compiles" : "roots compile"}.{" "}
          <Link className="link" href={`${paths.projectSlice(scope.organization, scope.project, "source")}/${number}`}>
            Look at {revisionName(revision)}
          </Link>
        </p>
        {revision.roots.length > 0 && (
          <Button
            variant="primary"
            size="lg"
            busy={scan.isPending}
            onClick={() => scan.mutate({ ...scope, revision: number })}
          >
            Scan {revision.roots.length} {revision.roots.length === 1 ? "root" : "roots"}
          </Button>
        )}
      </div>
      {scan.error && (
        <p role="alert" className="border-t border-line px-4 py-2 text-bad">
          {scan.error.message}
        </p>
      )}
    </Panel>
  );
}

export function isMoving(state: string | undefined): boolean {
  return state === "queued" || state === "fetching";
}
