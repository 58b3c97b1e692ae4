import { riskReportMarkdown, riskReportPdf } from "@redoubt/documents";
import { completeRender, failRender, locateReport, startRender } from "@redoubt/domain/report/server";
import type { HandlerContext, OrganizationHandler } from "./context.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/** Makes PDF and Markdown from a frozen report. */
export const renderDocuments: OrganizationHandler = {
  locate: locateReport,
  giveUp: failRender,
  run: renderReport,
};

async function renderReport({ deps, subjectId, tools, signal }: HandlerContext): Promise<void> {
  const task = await startRender(deps, subjectId);
  if (task === null) return;
  signal.throwIfAborted();
  const pdf = await riskReportPdf(task.snapshot, task.sha256);
  const markdown = riskReportMarkdown(task.snapshot, task.sha256);
  const put = async (content: Buffer | string) => {
    const stored = await tools.storage.put(deps.organizationId, content, { maxBytes: MAX_BYTES });
    return { sha256: stored.sha256, size: stored.size, storageKey: stored.key };
  };
  await completeRender(deps, subjectId, { pdf: await put(pdf), markdown: await put(markdown) });
}
