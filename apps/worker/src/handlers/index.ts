import type { HandlerMap } from "./context.ts";
import { announceDue, expireAcknowledgements, importReport } from "./finding.ts";
import { deliverMessages, planMessages, sweepMessages } from "./notification.ts";
import { continueDemoStory } from "./project.ts";
import { renderDocuments } from "./report.ts";
import { executeScan } from "./scan.ts";
import { fetchRevision, sweepStorage } from "./source.ts";
import { runPoc } from "./verification.ts";

/** The one place where a kind of job meets its work. */
export const HANDLERS: HandlerMap = {
  "notification.plan": planMessages,
  "notification.deliver": deliverMessages,
  "notification.sweep": sweepMessages,
  "project.continue-demo": continueDemoStory,
  "source.fetch-revision": fetchRevision,
  "source.sweep-storage": sweepStorage,
  "scan.execute": executeScan,
  "finding.import-report": importReport,
  "finding.expire-acknowledgements": expireAcknowledgements,
  "finding.announce-due": announceDue,
  "verification.run-poc": runPoc,
  "report.render-documents": renderDocuments,
};
