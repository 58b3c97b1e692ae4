import { rematch, takeInventory } from "./advisory.ts";
import { importDump } from "./advisory/import-dump.ts";
import type { HandlerMap } from "./context.ts";
import {
  announceDue,
  expireAcknowledgements,
  expirePolicies,
  expirePreviews,
  importReport,
  removeUpload,
} from "./finding.ts";
import { readPast, removePast } from "./finding-past.ts";
import { deliverMessages, planMessages, sweepMessages } from "./notification.ts";
import { readAccess } from "./profile.ts";
import { runSimulation } from "./economics.ts";
import { continueDemoStory } from "./project.ts";
import { createScheduled, renderDocuments, runSchedules } from "./report.ts";
import { executeScan } from "./scan.ts";
import { fetchRevision, sweepStorage } from "./source.ts";
import { expireThreats, readCode } from "./threat-model.ts";
import { runPoc } from "./verification.ts";

/** The one place where a kind of job meets its work. */
export const HANDLERS: HandlerMap = {
  "notification.plan": planMessages,
  "notification.deliver": deliverMessages,
  "notification.sweep": sweepMessages,
  "project.continue-demo": continueDemoStory,
  "source.fetch-revision": fetchRevision,
  "source.sweep-storage": sweepStorage,
  "advisory.take-inventory": takeInventory,
  "profile.read-access": readAccess,
  "threat-model.read-code": readCode,
  "threat-model.expire-threats": expireThreats,
  "economics.simulate": runSimulation,
  "advisory.import-dump": importDump,
  "advisory.rematch": rematch,
  "scan.execute": executeScan,
  "finding.import-report": importReport,
  "finding.remove-upload": removeUpload,
  "finding.read-past": readPast,
  "finding.remove-past": removePast,
  "finding.expire-previews": expirePreviews,
  "finding.expire-acknowledgements": expireAcknowledgements,
  "finding.expire-policies": expirePolicies,
  "finding.announce-due": announceDue,
  "verification.run-poc": runPoc,
  "report.render-documents": renderDocuments,
  "report.create-scheduled": createScheduled,
  "report.run-schedules": runSchedules,
};
