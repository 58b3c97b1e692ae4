import type { NotScanned, ScannerCoverage, SeverityCounts } from "./schema.ts";

/** How the numbers came about: the same sentences in every report, with this one's scanners. */
export function describeMethod(scanners: readonly ScannerCoverage[]): string[] {
  const ran = scanners
    .filter((scanner) => scanner.state === "succeeded" || scanner.state === "partial")
    .map((scanner) => (scanner.version === null ? scanner.title : `${scanner.title} ${scanner.version}`));
  return [
    ran.length === 0
      ? "No scanner has finished on this revision."
      : `Scanners that finished on this revision: ${ran.join(", ")}.`,
    "One finding is one weakness, whatever tools, lines and revisions show it; a moved or renamed line keeps its finding and its decision.",
    "A finding is resolved only on evidence: the same scanner ran again on a newer revision with the check switched on and the file in scope, or its PoC no longer reproduces.",
    "Severity is the team's where a person set it, else the tool's mapped to five steps.",
    "Findings in dependencies are counted apart and are not part of these figures.",
  ];
}

/** What these pages cannot see, from what did not run and what nobody has looked at. */
export function describeLimits(input: {
  readonly notScanned: readonly NotScanned[];
  readonly hasPocs: boolean;
  readonly hiddenRestricted: number;
}): string[] {
  const limits: string[] = [];
  if (input.notScanned.length > 0) {
    limits.push(`${input.notScanned.length} places were not scanned; each is listed with its reason.`);
  }
  if (!input.hasPocs)
    limits.push("No exploit test is attached: no finding here is shown to be exploitable or fixed by execution.");
  if (input.hiddenRestricted > 0) {
    limits.push(`${input.hiddenRestricted} restricted findings are counted here and described nowhere in this report.`);
  }
  limits.push(
    "Keys, signers, front ends, deployments and anything on a live chain: nothing here watches them yet.",
    "Static tools miss most economic and cross-contract weaknesses; an empty list is not a proof.",
  );
  return limits;
}

/** One or two sentences that a person can repeat. */
export function describeSummary(open: SeverityCounts, reproducing: number): string[] {
  const total = open.critical + open.high + open.medium + open.low + open.info;
  if (total === 0) return ["No finding is open in the project's own code."];
  const severe = open.critical + open.high;
  const first =
    severe === 0
      ? `No critical or high finding is open; ${open.medium} medium, ${open.low} low and ${open.info} informational ones are.`
      : `${open.critical} critical and ${open.high} high findings are open, with ${open.medium} medium, ${open.low} low and ${open.info} informational ones.`;
  if (reproducing === 0) return [first];
  const verb = reproducing === 1 ? "exploit test reproduces" : "exploit tests reproduce";
  return [first, `${reproducing} ${verb} on the newest revision: these weaknesses can be used today.`];
}
