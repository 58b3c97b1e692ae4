import { nextNumber } from "../../project/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import type { CodeFiles } from "../queries/sheets.ts";
import { readTopNumbers } from "../queries/top-findings.ts";
import { REPORT_SELECT, toReportEntry } from "../row.ts";
import type { ReportEntry } from "../stored.ts";
import { buildRiskSnapshot, MOST_SHEETS } from "./build-risk-snapshot.ts";
import { insertReport } from "./insert-report.ts";
import { NO_SOURCE, readCode, type ReadSource } from "./read-code.ts";
import { tellSubscribers } from "./tell-subscribers.ts";

export interface RiskReportOptions {
  readonly read?: ReadSource;
  /** Read already, by a caller that has a transaction open. */
  readonly code?: CodeFiles;
  /** Set for reports that are due by themselves: there is one for each key, whoever comes first. */
  readonly due?: { readonly key: string; readonly scheduled: boolean };
}

/** The code that a risk report made now would show. Reads storage: not for an open transaction. */
export async function readReportCode(deps: ProjectDeps, read: ReadSource): Promise<CodeFiles> {
  return readCode(deps, read, (tx) => readTopNumbers(tx, deps, MOST_SHEETS));
}

/**
 * Freezes a risk report: data, hash and the job that makes PDF and Markdown, in one transaction. It speaks first of
 * what changed since the last one. A due one that is there already is answered as it is. Throws report.nothing-yet
 * for a project without revision and finding.
 */
export async function createRiskReport(deps: ProjectDeps, options: RiskReportOptions = {}): Promise<ReportEntry> {
  const { due } = options;
  const files = options.code ?? (await readReportCode(deps, options.read ?? NO_SOURCE));
  return deps.withOrganization(
    async (tx) => {
      const where = { organizationId: deps.organizationId, projectId: deps.projectId };
      if (due !== undefined) {
        // Of two that come at the same time the second waits here and finds the first.
        await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`report ${deps.projectId}`}, 0))`;
        const made = await tx.db.report.findFirst({ where: { ...where, dueKey: due.key }, select: REPORT_SELECT });
        if (made !== null) return toReportEntry(made, null, 0);
      }
      const previous = await tx.db.report.findFirst({
        where: { ...where, kind: "risk" },
        select: { id: true, number: true, createdAt: true, snapshot: true },
        orderBy: { number: "desc" },
      });
      const number = await nextNumber(tx, deps, "report");
      const scheduled = due?.scheduled ?? false;
      const snapshot = await buildRiskSnapshot(tx, deps, { number, previous, files, scheduled });
      if (snapshot.revision === null && (await tx.db.finding.count({ where, take: 1 })) === 0)
        throw reportError("report.nothing-yet");
      const entry = await insertReport(tx, deps, {
        kind: "risk",
        title: `${snapshot.project.name}: risk report ${number}`,
        snapshot,
        previousId: previous?.id ?? null,
        dueKey: due?.key ?? null,
        scheduled,
      });
      await tellSubscribers(tx, deps, entry);
      return entry;
    },
    { timeoutMs: 60_000 },
  );
}
