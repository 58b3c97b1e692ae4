import type { PgBoss } from "pg-boss";
import type { JobPayload, QueueContract } from "./queue.ts";

/** One delivery of a job. Throwing redelivers it, up to the contract's limit. */
export interface Delivery {
  readonly jobId: string;
  readonly payload: unknown;
  /** Aborted when the claim is lost or the process shuts down. */
  readonly signal: AbortSignal;
}

export type { JobPayload };

/**
 * Takes jobs of one queue, at most `concurrency` × 2 at once and a fair share for each organization. Settings are the
 * ones that pick up at once and redeliver within seconds after a killed worker (docs/decisions).
 */
export async function takeJobs(
  boss: PgBoss,
  contract: QueueContract,
  concurrency: number,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  await boss.work(
    contract.name,
    {
      batchSize: 2,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 1,
      localConcurrency: concurrency,
      perJobResults: true,
    },
    async (jobs) =>
      Promise.all(
        jobs.map(async (job) => {
          try {
            await handle({ jobId: job.id, payload: job.data, signal: job.signal });
            return { id: job.id, status: "completed" as const };
          } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            return { id: job.id, status: "failed" as const, output: { message: message.slice(0, 500) } };
          }
        }),
      ),
  );
}
