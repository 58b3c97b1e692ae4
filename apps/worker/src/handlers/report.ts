import { reportMarkdown, reportPdf } from "@redoubt/documents";
import { locateProject } from "@redoubt/domain/project/server";
import {
  completeRender,
  createRiskReport,
  enqueueDueReports,
  failRender,
  findDueKey,
  locateReport,
  type ReadSource,
  startRender,
  stopSchedule,
} from "@redoubt/domain/report/server";
import { SOURCE_LIMITS } from "@redoubt/domain/source";
import { StorageError } from "@redoubt/storage";
import type { HandlerContext, OrganizationHandler, SystemHandler, Tools } from "./context.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/** Makes PDF and Markdown from a frozen report. */
export const renderDocuments: OrganizationHandler = {
  locate: locateReport,
  giveUp: failRender,
  run: renderReport,
};

/** Makes the risk report that the project's schedule owes, if it still owes one. */
export const createScheduled: OrganizationHandler = {
  locate: locateProject,
  // Whoever may no longer, or what cannot be made: the schedule ends and says why, instead of trying for ever.
  giveUp: async (deps, _subjectId, reason) => stopSchedule(deps, reason),
  async run({ deps, tools, log }) {
    const key = await deps.withOrganization((tx) => findDueKey(tx, deps));
    if (key === null) return;
    const report = await createRiskReport(deps, { read: readSource(tools), due: { key, scheduled: true } });
    log.info({ report: report.number, due: key }, "scheduled report made");
  },
};

/** Asks for the reports that schedules owe. */
export const runSchedules: SystemHandler = {
  async run({ database, log }) {
    const asked = await enqueueDueReports(database);
    if (asked > 0) log.info({ asked }, "scheduled reports are due");
  },
};

async function renderReport({ deps, subjectId, tools, signal }: HandlerContext): Promise<void> {
  const task = await startRender(deps, subjectId);
  if (task === null) return;
  signal.throwIfAborted();
  const pdf = await reportPdf(task.snapshot, task.sha256);
  const markdown = reportMarkdown(task.snapshot, task.sha256);
  const put = async (content: Buffer | string) => {
    const stored = await tools.storage.put(deps.organizationId, content, { maxBytes: MAX_BYTES });
    return { sha256: stored.sha256, size: stored.size, storageKey: stored.key };
  };
  await completeRender(deps, subjectId, { pdf: await put(pdf), markdown: await put(markdown) });
}

/** Files of trees as text; what is binary, too large or gone is left out of a report. */
export function readSource({ storage }: Pick<Tools, "storage">): ReadSource {
  return async (treeKey, path) => {
    try {
      const content = await storage.readTreeFile(treeKey, path, { maxBytes: SOURCE_LIMITS.viewBytes });
      return content.subarray(0, 8000).includes(0) ? null : content.toString("utf8");
    } catch (error) {
      if (error instanceof StorageError) return null;
      throw error;
    }
  };
}
