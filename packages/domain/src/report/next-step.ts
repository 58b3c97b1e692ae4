import type { Overview, ReportFinding, ScannerCoverage, SeverityCounts } from "./schema.ts";

export interface NextStepFacts {
  readonly hasRevision: boolean;
  readonly scanners: readonly ScannerCoverage[];
  readonly openCriticalAndHigh: readonly ReportFinding[];
  readonly open: SeverityCounts;
  readonly running: number;
}

/**
 * One thing to do next, with its owner: code first, then a scan, then what came back, what reproduces, what nobody
 * owns, what nobody has looked at.
 */
export function decideNext(facts: NextStepFacts): Overview["next"] {
  if (!facts.hasRevision) {
    return facts.running > 0
      ? step("The first revision is being fetched.", "source")
      : step("Connect code: a git address, an archive or a folder.", "source");
  }
  if (facts.scanners.length === 0) {
    return facts.running > 0 ? step("The first scan is running.", "scan") : step("Scan the newest revision.", "source");
  }
  const worst =
    facts.openCriticalAndHigh.find((finding) => finding.state === "regressed") ??
    facts.openCriticalAndHigh.find((finding) => finding.poc === "reproduces") ??
    facts.openCriticalAndHigh.find((finding) => finding.owner === null) ??
    facts.openCriticalAndHigh[0];
  if (worst !== undefined) return { text: reasonFor(worst), finding: worst.number, owner: worst.owner, href: null };
  const rest = facts.open.medium + facts.open.low + facts.open.info;
  if (rest > 0) return step(`Decide on ${rest} open ${rest === 1 ? "finding" : "findings"}; none is high.`, "finding");
  return step("Nothing is open. Attach exploit tests to what was fixed, so that it stays fixed.", "finding");
}

function step(text: string, href: string): Overview["next"] {
  return { text, finding: null, owner: null, href };
}

function reasonFor(finding: ReportFinding): string {
  const name = `F-${finding.number} ${finding.title}`;
  if (finding.state === "regressed") return `Fix ${name} again: it had been fixed and came back.`;
  if (finding.poc === "reproduces") return `Fix ${name}: its exploit test reproduces.`;
  if (finding.owner === null) return `Give ${name} an owner.`;
  return `Finish ${name}.`;
}
