import type { ProjectDeps } from "../../shared/server.ts";
import { diffReports } from "../diff.ts";
import { reportError } from "../errors.ts";
import { RISK_FORMATS, type ReportDiff, type RiskSnapshot } from "../risk-snapshot.ts";
import type { CompareReports, ReportSnapshot } from "../stored.ts";
import { readReport } from "./read-report.ts";

/** What is different between two frozen risk reports. Throws report.not-found, -names-restricted and -not-comparable. */
export async function compareReports(deps: ProjectDeps, input: CompareReports): Promise<ReportDiff> {
  return deps.withOrganization(async (tx) => {
    const { snapshot: one } = await readReport(tx, deps, input.report, { id: true });
    const { snapshot: other } = await readReport(tx, deps, input.with, { id: true });
    if (!isRisk(one) || !isRisk(other) || one.number === other.number) throw reportError("report.not-comparable");
    return diffReports(one, other);
  });
}

function isRisk(snapshot: ReportSnapshot): snapshot is RiskSnapshot {
  return (RISK_FORMATS as readonly string[]).includes(snapshot.format);
}
