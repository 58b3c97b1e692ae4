"use client";
import type { ReportShare } from "@redoubt/domain/report";
import { Button, notify, notifyProblem, SideSection, Tag, type TagTone, Time } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { ShareDialog } from "./share-dialog.tsx";

/** The links that open this report without an account: whom for, how often opened, and the way to take them back. */
export function SharePanel({ scope, report }: { scope: ProjectScope; report: number }) {
  const trpc = useTRPC();
  const options = trpc.report.shares.queryOptions({ ...scope, report });
  useLiveQueries(["report"], [options.queryKey]);
  const { data: shares, error } = useQuery(options);
  return (
    <SideSection title="Links to this report" actions={<ShareDialog scope={scope} report={report} />}>
      {error !== null && <p className="text-ink-3">{problemOf(error).message}</p>}
      {shares?.length === 0 && (
        <p className="text-ink-3">
          None. A link lets somebody without an account read this one report until a day that you choose; each opening
          is counted and written to the audit log.
        </p>
      )}
      <ul>
        {shares?.map((share) => (
          <ShareRow key={share.id} scope={scope} share={share} />
        ))}
      </ul>
    </SideSection>
  );
}

const STATES: Readonly<Record<ReportShare["state"], { words: string; tone: TagTone }>> = {
  live: { words: "open", tone: "ok" },
  expired: { words: "expired", tone: "outline" },
  revoked: { words: "taken back", tone: "outline" },
  halted: { words: "halted", tone: "warn" },
};

function ShareRow({ scope, share }: { scope: ProjectScope; share: ReportShare }) {
  const { words, tone } = STATES[share.state];
  const who = share.recipient ?? "Somebody";
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium" title={who}>
          {who}
        </span>
        <Tag tone={tone}>{words}</Tag>
      </div>
      <div className="text-12 text-ink-3">
        {openings(share.openings)}
        {share.lastOpenedAt !== null && (
          <>
            , last <Time value={share.lastOpenedAt} />
          </>
        )}
      </div>
      <div className="flex items-center gap-2 text-12 text-ink-3">
        <span className="min-w-0 flex-1">
          by {share.createdBy},{" "}
          {share.state === "live" || share.state === "halted" ? (
            <>
              ends <Time value={share.expiresAt} />
            </>
          ) : (
            <>
              made <Time value={share.createdAt} />
            </>
          )}
        </span>
        {(share.state === "live" || share.state === "halted") && <Revoke scope={scope} share={share} who={who} />}
      </div>
      {share.state === "halted" && (
        <p className="mt-1 text-12 text-warn">It opens nothing while a finding that the report names is restricted.</p>
      )}
    </li>
  );
}

function openings(count: number): string {
  if (count === 0) return "not opened yet";
  return count === 1 ? "opened once" : `opened ${count.toLocaleString("en")} times`;
}

function Revoke({ scope, share, who }: { scope: ProjectScope; share: ReportShare; who: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const revoke = useMutation(
    trpc.report.revokeShare.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.report.shares.pathFilter());
        notify("The link opens nothing any more");
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Button
      busy={revoke.isPending}
      aria-label={`Take back the link for ${who}`}
      onClick={() => revoke.mutate({ ...scope, shareId: share.id })}
    >
      Take back
    </Button>
  );
}
