import { createHash } from "node:crypto";
import type { Finding } from "../api/schemas.ts";
import { plain } from "../text/plain.ts";

const SEVERITY = { critical: "blocker", high: "critical", medium: "major", low: "minor", info: "info" } as const;

/** GitLab's code quality report: it shows these beside the lines of a merge request. */
export function codeQuality(findings: readonly Finding[], project: string): string {
  const placed = findings.flatMap((finding) => {
    if (finding.path === null || finding.restricted) return [];
    return [
      {
        description: `${finding.name}: ${plain(finding.title, 300)}`,
        check_name: plain([finding.scanner, finding.detector].filter(Boolean).join("/") || "redoubt", 200),
        fingerprint: createHash("sha256").update(`${project}/${finding.number}`).digest("hex"),
        severity: SEVERITY[finding.severity],
        location: { path: plain(finding.path, 500), lines: { begin: finding.startLine ?? 1 } },
      },
    ];
  });
  return `${JSON.stringify(placed, undefined, 1)}\n`;
}
