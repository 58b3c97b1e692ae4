import type { WeaknessClasses } from "./normalized.ts";

/**
 * Pillars and other classes of the CWE that say no more than that something is wrong: two tools that both use one of
 * them have not said the same.
 */
const WIDE = new Set(
  [
    ...[16, 20, 74, 118, 119, 200, 254, 264, 284, 388, 398, 399, 435, 485, 573, 610, 657, 664, 665, 668, 669, 670],
    ...[682, 691, 693, 696, 697, 703, 705, 706, 707, 710, 754, 755, 758, 1059, 1061, 1076, 1078, 1120, 1164],
  ].map((number) => `CWE-${number}`),
);

/** CWE ids that the SWC registry gives its entries, where they say as much as the entry. */
const CWE_OF_SWC: Readonly<Record<string, string>> = {
  "SWC-104": "CWE-252",
  "SWC-107": "CWE-841",
  "SWC-109": "CWE-824",
  "SWC-114": "CWE-362",
  "SWC-117": "CWE-347",
  "SWC-120": "CWE-330",
  "SWC-121": "CWE-347",
  "SWC-122": "CWE-345",
  "SWC-124": "CWE-123",
  "SWC-129": "CWE-480",
  "SWC-130": "CWE-451",
  "SWC-133": "CWE-294",
};

const MOST = 6;

/** Classes by which tools can mean the same weakness, narrow enough to say so: `CWE-841`, `SWC-107`, `SCWE-046`. */
export function sharedClasses({ cwe, swc, scwe }: WeaknessClasses): string[] {
  const narrow = cwe.map((id) => id.toUpperCase()).filter((id) => !WIDE.has(id));
  const mapped = swc.flatMap((id) => CWE_OF_SWC[id.toUpperCase()] ?? []);
  const all = [...narrow, ...mapped, ...swc.map((id) => id.toUpperCase()), ...scwe.map((id) => id.toUpperCase())];
  return [...new Set(all)].slice(0, MOST);
}

/** Algorithms that begin so are compared between tools; their rows belong to no scanner. */
export const SHARED_PREFIX = "any/";
/** What such rows have in the place of a scanner. */
export const ANY_SCANNER = "*";

export function isShared(algorithm: string): boolean {
  return algorithm.startsWith(SHARED_PREFIX);
}
