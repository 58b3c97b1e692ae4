import { recordAudit } from "../../audit/server.ts";
import { type Deps, enqueue, type Tx } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import { AdvisoryImportCounts, type AdvisoryImportKind } from "../import-schema.ts";
import { advisoryJobs } from "../jobs.ts";
import type { AdvisoryEcosystem } from "../osv.ts";
import { countCoverage } from "../sql/count-coverage.ts";
import { announceImport } from "./announce-import.ts";
import { importKey } from "./import-standing.ts";
import type { AdvisoryImportTask } from "./start-advisory-import.ts";

export interface ReadDump {
  readonly kind: AdvisoryImportKind;
  readonly counts: AdvisoryImportCounts;
  readonly notices: readonly string[];
  readonly dataAsOf: Date | null;
  /** Those that the dump is about, of OSV. */
  readonly ecosystems: readonly AdvisoryEcosystem[];
}

/**
 * Ends an import whose content is stored: counts what is there now, and asks for the newest revisions to be looked at
 * again. Throws advisory.stale-attempt.
 */
export async function completeAdvisoryImport(deps: Deps, task: AdvisoryImportTask, read: ReadDump): Promise<void> {
  await deps.withOrganization(
    async (tx) => {
      const { kind, dataAsOf } = read;
      const counts = AdvisoryImportCounts.parse(read.counts);
      const changed = await tx.db.advisoryImport.updateMany({
        where: importKey(deps, task),
        data: {
          ...{ state: "succeeded", kind, counts, notices: read.notices.slice(0, 100), dataAsOf, failure: null },
          ...{ finishedAt: tx.now, crashCount: { decrement: 1 }, progress: { phase: "done" } },
        },
      });
      if (changed.count === 0) throw advisoryError("advisory.stale-attempt");
      await countCoverage(tx, deps, kind === "osv" ? read.ecosystems : [kind], dataAsOf);
      if (counts.added + counts.changed > 0) {
        await tx.enqueue(advisoryJobs["advisory.rematch"].name, {
          ...{ organizationId: deps.organizationId, actorId: null, subjectId: task.importId, fence: 0 },
        });
      }
      await recordAudit(tx, deps, "advisory.import", {
        subjectId: task.importId,
        after: counts,
        details: { kind, ...counts },
      });
      await announceImport(tx, deps, task.importId);
    },
    { timeoutMs: 120_000 },
  );
}

/** Ends an attempt with a reason for people; false when it had lost its fence. What was stored before stays. */
export async function failAdvisoryImport(deps: Deps, task: AdvisoryImportTask, reason: string): Promise<boolean> {
  return end(deps, task, "advisory.fail-import", { state: "failed", failure: reason.toWellFormed().slice(0, 2000) });
}

/** Ends an attempt that a person cancelled, once nothing of it runs any more. */
export async function endCancelledImport(deps: Deps, task: AdvisoryImportTask): Promise<boolean> {
  return end(deps, task, "advisory.cancel-import", { state: "cancelled" });
}

async function end(
  deps: Deps,
  task: AdvisoryImportTask,
  action: string,
  data: { state: string; failure?: string },
): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.advisoryImport.updateMany({
      where: importKey(deps, task),
      data: { ...data, finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return false;
    await recordAudit(tx, deps, action, { subjectId: task.importId });
    await announceImport(tx, deps, task.importId);
    return true;
  });
}

/** Gives an unfinished attempt back without counting a crash; `redelivered`: the queue brings the job again by itself. */
export async function releaseAdvisoryImport(
  deps: Deps,
  task: AdvisoryImportTask,
  { redelivered }: { readonly redelivered: boolean },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.advisoryImport.updateMany({
      where: importKey(deps, task),
      data: { state: "queued", progress: { phase: "waiting" }, crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return;
    if (!redelivered) await enqueueAgain(tx, deps, task);
    await announceImport(tx, deps, task.importId);
  });
}

async function enqueueAgain(tx: Tx, deps: Deps, task: AdvisoryImportTask): Promise<void> {
  await enqueue(tx, deps, advisoryJobs["advisory.import-dump"], { subjectId: task.importId, fence: task.attempt });
}
