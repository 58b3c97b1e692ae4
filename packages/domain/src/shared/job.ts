import type { EnqueueOptions, JobPayload, QueueContract, Tx } from "@redoubt/db";
import { actorToken, actorUserId, type Deps } from "./deps.ts";

/** A kind of job: `organization` jobs run with deps of that organization, `system` jobs with none. */
export interface JobContract extends QueueContract {
  /** Jobs at once in one worker, where it is not the same for all: those that wait for others more than they work. */
  readonly concurrency?: number;
  readonly scope: "organization" | "system";
  /** What the actor must still be allowed when the job runs; null for jobs that act for the system. */
  readonly permission: string | null;
}

export type { JobPayload };

/** Enqueues in the caller's transaction, for the acting person. */
export async function enqueue(
  tx: Tx,
  deps: Deps,
  job: JobContract,
  subject: { readonly subjectId: string; readonly fence: number },
  options?: EnqueueOptions,
): Promise<void> {
  await tx.enqueue(
    job.name,
    {
      organizationId: deps.organizationId,
      actorId: actorUserId(deps),
      tokenId: actorToken(deps)?.tokenId ?? null,
      subjectId: subject.subjectId,
      fence: subject.fence,
    },
    options,
  );
}
