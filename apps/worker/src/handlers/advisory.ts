import {
  completeInventory,
  failInventory,
  listRematch,
  locateInventory,
  matchInventory,
  releaseInventory,
  type RevisionToMatch,
  startInventory,
} from "@redoubt/domain/advisory/server";
import { requestScan } from "@redoubt/domain/scan/server";
import { DEPENDENCY_SCANNER } from "@redoubt/domain/scan";
import { DomainError } from "@redoubt/domain/shared";
import { type Deps, forProject } from "@redoubt/domain/shared/server";
import { StorageError } from "@redoubt/storage";
import { isRedelivered, type OrganizationHandler, type WholeOrganizationHandler } from "./context.ts";
import { readLockFiles } from "./advisory/read-lock-files.ts";

/** Reads the lock files of a revision; the subject is the inventory. */
export const takeInventory: OrganizationHandler = {
  locate: locateInventory,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startInventory(deps, subjectId);
    if (task !== null) await failInventory(deps, task, reason);
  },
  async run(context) {
    const { deps, log } = context;
    const task = await startInventory(deps, context.subjectId);
    if (task === null) return;
    try {
      const read = await context.tools.heavy(context.signal, () => readLockFiles(context, task));
      context.signal.throwIfAborted();
      await completeInventory(deps, task, read);
    } catch (error) {
      if (error instanceof DomainError && error.code === "advisory.stale-attempt") {
        log.info("another attempt has taken over");
      } else if (context.signal.aborted) {
        await releaseInventory(deps, task, { redelivered: isRedelivered(context.signal) });
      } else {
        log.warn({ err: error }, "lock files not read");
        await failInventory(deps, task, reasonOf(error));
      }
    }
  },
};

function reasonOf(error: unknown): string {
  if (error instanceof StorageError) return error.message;
  return "Something went wrong on our side while reading lock files. The log of the worker has the details.";
}

/**
 * Looks at the newest revision of each default branch again, because advisories changed. Where something else is found
 * than before, a scan is asked for, which publishes it; where nothing changed, nothing is written.
 */
export const rematch: WholeOrganizationHandler = {
  async runWhole({ deps, log, signal }) {
    let asked = 0;
    for (const revision of await listRematch(deps)) {
      signal.throwIfAborted();
      if (await rematchOne(deps, revision)) asked += 1;
    }
    log.info({ asked }, "advisories matched again");
  },
};

async function rematchOne(deps: Deps, revision: RevisionToMatch): Promise<boolean> {
  const project = forProject(deps, revision.projectId);
  if (revision.inventory?.state === "failed") return false;
  if (revision.inventory?.state === "ready") {
    const match = await matchInventory(project, revision.revisionId);
    if (match === null || match.digest === revision.inventory.matchDigest) return false;
  }
  // A revision from before inventories were read: its scan reads them first.
  await requestScan(project, {
    ...{ organization: "", project: "", revision: revision.number, scanners: [DEPENDENCY_SCANNER.id] },
  });
  return true;
}
