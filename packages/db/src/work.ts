import type { Job, PgBoss } from "pg-boss";
import { DEAD_LETTER, type QueueContract } from "./queue.ts";

/** One delivery of a job. Throwing redelivers it, up to the contract's limit. */
export interface Delivery {
  readonly jobId: string;
  readonly payload: unknown;
  /** Aborted when the claim is lost: the queue delivers the job again by itself. */
  readonly signal: AbortSignal;
  /** The queue that gave the job up; only with `takeGivenUp`. */
  readonly sourceQueue?: string;
}

type Handle = (delivery: Delivery) => Promise<void>;

const SETTINGS = {
  batchSize: 2,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  perJobResults: true,
} as const;

/**
 * Takes jobs of one queue, at most `concurrency` × 2 at once. Settings are the ones that pick up at once and redeliver
 * within seconds after a killed worker (docs/decisions).
 */
export async function takeJobs(
  boss: PgBoss,
  contract: QueueContract,
  concurrency: number,
  handle: Handle,
): Promise<void> {
  await boss.work(contract.name, { ...SETTINGS, localConcurrency: concurrency }, (jobs) =>
    Promise.all(jobs.map((job) => settle(job, handle))),
  );
}

/** Takes the jobs of all queues that failed as often as their contract allows. */
export async function takeGivenUp(boss: PgBoss, handle: Handle): Promise<void> {
  await boss.work(DEAD_LETTER, { ...SETTINGS, includeMetadata: true }, (jobs) =>
    Promise.all(jobs.map((job) => settle(job, handle, job.sourceName === null ? {} : { sourceQueue: job.sourceName }))),
  );
}

async function settle(job: Job<unknown>, handle: Handle, more: Partial<Delivery> = {}) {
  try {
    await handle({ jobId: job.id, payload: job.data, signal: job.signal, ...more });
    return { id: job.id, status: "completed" as const };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id: job.id, status: "failed" as const, output: { message: message.slice(0, 500) } };
  }
}
