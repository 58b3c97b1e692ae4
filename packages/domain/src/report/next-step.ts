import { plural } from "./words.ts";
import type { NextStep, ReportFinding, ScannerCoverage, SeverityCounts } from "./schema.ts";

export interface NextStepFacts {
  readonly hasRevision: boolean;
  /** Number of the newest revision. */
  readonly revision: number | null;
  readonly scanners: readonly ScannerCoverage[];
  readonly openCriticalAndHigh: readonly ReportFinding[];
  readonly open: SeverityCounts;
  /** Open findings that the list may not name. */
  readonly hiddenRestricted: number;
  readonly running: readonly { readonly kind: string; readonly href: string }[];
}

/**
 * One thing to do next, with its owner: what came back, what reproduces, what nobody owns, what is worst; without a
 * severe finding code, then a scan, then what nobody has decided on.
 */
export function decideNext(facts: NextStepFacts): NextStep {
  const worst =
    facts.openCriticalAndHigh.find((finding) => finding.state === "regressed") ??
    facts.openCriticalAndHigh.find((finding) => finding.poc === "reproduces") ??
    facts.openCriticalAndHigh.find((finding) => finding.owner === null) ??
    facts.openCriticalAndHigh[0];
  if (worst !== undefined) return onFinding(worst);
  if (!facts.hasRevision) return bringCode(facts);
  if (facts.scanners.length === 0) return lookAtIt(facts);
  return decideOnTheRest(facts);
}

function onFinding(finding: ReportFinding): NextStep {
  const id = `F-${finding.number}`;
  return {
    text: reasonFor(finding),
    finding: finding.number,
    owner: finding.owner,
    action: { label: `Open ${id}`, href: `finding/${id}` },
  };
}

function reasonFor(finding: ReportFinding): string {
  const name = `F-${finding.number} ${finding.title}`;
  if (finding.state === "regressed") return `Fix ${name} again: it had been fixed and came back.`;
  if (finding.poc === "reproduces") return `Fix ${name}: its exploit test reproduces.`;
  if (finding.owner === null) return `Give ${name} an owner: it is ${finding.severity}, and nobody has it.`;
  return `Finish ${name}.`;
}

function bringCode({ running }: NextStepFacts): NextStep {
  const fetching = running.find((work) => work.kind === "fetch");
  if (fetching !== undefined)
    return step("Wait for the first revision: it is being fetched.", "Watch it", fetching.href);
  return step("Connect code: a git address, an archive or a folder.", "Add code", "source/new");
}

function lookAtIt({ running, revision }: NextStepFacts): NextStep {
  const scanning = running.find((work) => work.kind === "scan");
  if (scanning !== undefined) return step("Wait for the first scan: it is running.", "Watch it", scanning.href);
  return step("Scan the newest revision: no scanner has looked at it yet.", "Open it", `source/${revision ?? "new"}`);
}

function decideOnTheRest({ open, hiddenRestricted, running }: NextStepFacts): NextStep {
  const scanning = running.find((work) => work.kind === "scan");
  const rest = open.medium + open.low + open.info;
  if (rest > 0) {
    return step(`Decide on ${plural(rest, "open finding")}; none is high.`, "Open findings", "finding");
  }
  if (hiddenRestricted > 0) {
    const verb = hiddenRestricted === 1 ? "is" : "are";
    const text = `${plural(hiddenRestricted, "restricted finding")} ${verb} open: who may read them decides.`;
    return step(text, "Open findings", "finding");
  }
  if (scanning !== undefined) return step("Wait for the scan: nothing is open so far.", "Watch it", scanning.href);
  const text = "Nothing is open. Attach exploit tests to what was fixed, so that it stays fixed.";
  return step(text, "Open what was fixed", "finding?state=resolved");
}

function step(text: string, label: string, href: string): NextStep {
  return { text, finding: null, owner: null, action: { label, href } };
}
