import { plural } from "./words.ts";
import type { BlindSpot } from "./risk-snapshot.ts";
import type { NotScanned, ScannerCoverage, SeverityCounts } from "./schema.ts";

/** How the numbers came about: the same sentences in every report, with this one's scanners. */
export function describeMethod(scanners: readonly ScannerCoverage[]): string[] {
  const ran = scanners
    .filter((scanner) => scanner.state === "succeeded" || scanner.state === "partial")
    .map((scanner) => (scanner.version === null ? scanner.title : `${scanner.title} ${scanner.version}`));
  return [
    ran.length === 0
      ? "No scanner has finished on the newest revision."
      : `Scanners that finished on the newest revision: ${ran.join(", ")}.`,
    "One finding is one weakness of one tool, whatever lines and revisions show it; a moved or renamed line keeps its finding and its decision. What two tools report of one place are two findings.",
    "A finding is resolved only on evidence: the same scanner ran again on a newer revision with the check switched on and the file in scope, its PoC no longer reproduces, or, where there is neither, a second person confirmed the fix.",
    "A PoC is an exploit test that runs on a local chain: it reproduces when the exploit works on that revision.",
    "Severity is the team's where a person set it, else the tool's mapped to five steps; earlier revisions are counted by today's severity.",
    "Findings in dependencies are counted apart and are not part of these figures.",
  ];
}

export interface LimitFacts {
  readonly scanners: readonly ScannerCoverage[];
  readonly notScanned: readonly NotScanned[];
  readonly pocs: number;
  readonly hiddenRestricted: number;
  /** Findings that were adopted as known. */
  readonly backlog: number;
}

/** What these pages cannot see, from what did not run and what nobody has looked at. */
export function describeLimits({ scanners, notScanned, pocs, hiddenRestricted, backlog }: LimitFacts): string[] {
  const limits: string[] = [];
  const places = notScanned.reduce((sum, gap) => sum + gap.places, 0);
  if (scanners.length === 0) limits.push("No scanner has looked at the newest revision.");
  if (places > 0) {
    limits.push(`${plural(places, "place was", "places were")} not scanned; each reason is listed.`);
  }
  const unjailed = scanners.filter((scanner) => scanner.sandboxed === false);
  if (unjailed.length > 0) {
    limits.push(
      `${plural(unjailed.length, "scanner")} ran under resource limits alone, because this host has no jail.`,
    );
  }
  if (pocs === 0) {
    limits.push("No exploit test is attached: nothing here is shown by execution to be exploitable, or fixed.");
  }
  if (hiddenRestricted > 0) {
    const verb = hiddenRestricted === 1 ? "is" : "are";
    limits.push(`${plural(hiddenRestricted, "restricted finding")} ${verb} counted here and described nowhere.`);
  }
  if (backlog > 0) {
    const verb = backlog === 1 ? "is" : "are";
    limits.push(`${plural(backlog, "finding")} in older code ${verb} in the backlog and not counted as open.`);
  }
  limits.push(
    "Keys, signers, front ends, deployments and anything on a live chain: nothing watches them yet.",
    "Static tools miss most economic and cross-contract weaknesses; an empty list is no proof.",
  );
  return limits;
}

/** The same as a short list: what it is, and why nothing is known about it. */
export function blindSpotsOf({ scanners, notScanned, pocs, hiddenRestricted }: LimitFacts): BlindSpot[] {
  const places = notScanned.reduce((sum, gap) => sum + gap.places, 0);
  return [
    ...(scanners.length === 0 ? [{ what: "The newest revision", why: "not scanned" }] : []),
    ...(places > 0 ? [{ what: plural(places, "place"), why: "not scanned, see there" }] : []),
    ...(pocs === 0 ? [{ what: "What can be exploited", why: "no exploit test" }] : []),
    ...(hiddenRestricted > 0 ? [{ what: plural(hiddenRestricted, "restricted finding"), why: "counted only" }] : []),
    { what: "Keys, signers, front ends", why: "not watched yet" },
    { what: "Deployed contracts", why: "not watched yet" },
    { what: "Economics across contracts", why: "beyond static tools" },
  ];
}

/** One or two sentences that a person can repeat. */
export function describeSummary(open: SeverityCounts, reproducing: number): string[] {
  return [countSentence(open), ...pocSentence(reproducing)];
}

function countSentence(open: SeverityCounts): string {
  const { critical, high, medium, low, info } = open;
  if (critical + high + medium + low + info === 0) return "No finding is open in the project's own code.";
  const rest = `${medium} medium, ${low} low and ${info} informational`;
  if (critical + high === 0) return `No critical or high finding is open; ${rest} ones are.`;
  const severe = [critical > 0 ? `${critical} critical` : "", high > 0 ? `${high} high` : ""].filter(Boolean);
  const one = critical + high === 1;
  return `${severe.join(" and ")} finding${one ? " is" : "s are"} open, with ${rest} ones.`;
}

function pocSentence(reproducing: number): string[] {
  if (reproducing === 0) return [];
  return reproducing === 1
    ? ["1 exploit test reproduces on the newest revision: this weakness can be used today."]
    : [`${reproducing} exploit tests reproduce on the newest revision: these weaknesses can be used today.`];
}
