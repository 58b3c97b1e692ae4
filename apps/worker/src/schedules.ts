import { JOBS } from "@redoubt/domain/jobs";
import type { Database } from "@redoubt/domain/shared/server";
import type { Logger } from "pino";

/** System jobs by due time: one row of the queue per minute and kind, whoever asks first. */
const EVERY_MINUTE = [JOBS["finding.expire-acknowledgements"]] as const;

/** Enqueues what is due each minute; several workers may run this at once. */
export function startSchedules(database: Database, log: Logger): { stop(): void } {
  async function tick(): Promise<void> {
    try {
      await database.asSystem("schedule", async (tx) => {
        const minute = tx.now.toISOString().slice(0, 16);
        for (const job of EVERY_MINUTE) {
          const payload = { organizationId: null, actorId: null, subjectId: minute, fence: 0 };
          await tx.enqueue(job.name, payload, { singletonKey: minute });
        }
      });
    } catch (error) {
      log.warn({ err: error }, "schedule tick failed");
    }
  }
  const timer = setInterval(() => void tick(), 60_000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
