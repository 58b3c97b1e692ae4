import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { shortName } from "../source/index.ts";
import { RENDER_STATES, REPORT_KINDS, type ReportEntry } from "./stored.ts";

export const REPORT_SELECT = {
  id: true,
  number: true,
  kind: true,
  title: true,
  sha256: true,
  scheduled: true,
  renderState: true,
  renderFailure: true,
  createdAt: true,
  createdById: true,
  revision: { select: { number: true, label: true, commit: true, treeHash: true } },
} as const satisfies Prisma.ReportSelect;

export type ReportRow = Prisma.ReportGetPayload<{ select: typeof REPORT_SELECT }>;

export function toReportEntry(row: ReportRow, createdBy: string | null, liveShares: number): ReportEntry {
  return {
    id: toTypedId("report", row.id),
    number: row.number,
    kind: REPORT_KINDS.find((kind) => kind === row.kind) ?? "risk",
    title: row.title,
    revisionName: row.revision === null ? null : shortName(row.revision),
    sha256: row.sha256,
    renderState: RENDER_STATES.find((state) => state === row.renderState) ?? "failed",
    renderFailure: row.renderFailure,
    createdAt: row.createdAt,
    createdBy,
    scheduled: row.scheduled,
    liveShares,
  };
}
