import type { HandlerMap } from "./context.ts";
import { expireAcknowledgements, expirePolicies, importReport } from "./finding.ts";
import { continueDemoStory } from "./project.ts";
import { renderDocuments } from "./report.ts";
import { executeScan } from "./scan.ts";
import { fetchRevision, sweepStorage } from "./source.ts";
import { runPoc } from "./verification.ts";

/** The one place where a kind of job meets its work. */
export const HANDLERS: HandlerMap = {
  "project.continue-demo": continueDemoStory,
  "source.fetch-revision": fetchRevision,
  "source.sweep-storage": sweepStorage,
  "scan.execute": executeScan,
  "finding.import-report": importReport,
  "finding.expire-acknowledgements": expireAcknowledgements,
  "finding.expire-policies": expirePolicies,
  "verification.run-poc": runPoc,
  "report.render-documents": renderDocuments,
};
