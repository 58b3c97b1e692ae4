import { JOBS } from "@redoubt/domain/jobs";
import type { Database } from "@redoubt/domain/shared/server";
import type { Logger } from "pino";

/** System jobs and the minutes (`2026-11-28T17:04`) at which they are due. */
const SCHEDULES = [
  { job: JOBS["finding.expire-acknowledgements"], isDue: () => true },
  { job: JOBS["finding.expire-policies"], isDue: () => true },
  { job: JOBS["finding.expire-previews"], isDue: () => true },
  { job: JOBS["report.run-schedules"], isDue: () => true },
  { job: JOBS["notification.sweep"], isDue: () => true },
  // Days begin at midnight, UTC. A worker that slept then makes up for it within the hour.
  { job: JOBS["threat-model.expire-threats"], isDue: (minute: string) => minute.endsWith(":02") },
  // Once an hour, beside the full hour.
  { job: JOBS["finding.announce-due"], isDue: (minute: string) => minute.endsWith(":07") },
  { job: JOBS["source.sweep-storage"], isDue: (minute: string) => minute.endsWith(":17") },
] as const;

/** Enqueues what is due each minute, one row of the queue per minute and kind: several workers may run this at once. */
export function startSchedules(database: Database, log: Logger): { stop(): void } {
  async function tick(): Promise<void> {
    try {
      await database.asSystem("schedule", async (tx) => {
        const minute = tx.now.toISOString().slice(0, 16);
        for (const { job } of SCHEDULES.filter(({ isDue }) => isDue(minute))) {
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
