import type { NormalizedFinding, Severity } from "@redoubt/domain/finding";
import type { ScannerRun } from "../../pipeline/run-scanner.ts";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};
// What code hosts sort by; the middle of each band of CVSS.
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.0",
};

/** The runs as SARIF 2.1.0, one run per scanner, suppressed results included and marked. */
export function formatSarif(runs: readonly ScannerRun[]): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: runs.filter((run) => run.version !== null).map(toRun),
  };
  return `${JSON.stringify(log)}\n`;
}

function toRun(run: ScannerRun) {
  const rules = new Map<string, NormalizedFinding>();
  for (const finding of run.findings) if (!rules.has(finding.detector)) rules.set(finding.detector, finding);
  const index = new Map([...rules.keys()].map((rule, at) => [rule, at]));
  return {
    tool: {
      driver: {
        name: run.scanner,
        version: run.version ?? "",
        rules: [...rules.values()].map((finding) => ({
          id: finding.detector,
          shortDescription: { text: finding.title },
          properties: {
            "security-severity": SECURITY_SEVERITY[finding.severity],
            tags: [...finding.classes.cwe, ...finding.classes.swc, ...finding.classes.scwe],
          },
        })),
      },
    },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: run.outcome !== "failed",
        toolExecutionNotifications: run.notScanned.map((gap) => ({
          level: "warning",
          message: { text: `not scanned: ${gap.reason}` },
          ...(gap.path === undefined
            ? {}
            : { locations: [{ physicalLocation: { artifactLocation: { uri: uri(gap.path) } } }] }),
        })),
      },
    ],
    results: run.findings.map((finding) => toResult(finding, index.get(finding.detector) ?? -1)),
  };
}

function toResult(finding: NormalizedFinding, ruleIndex: number) {
  return {
    ruleId: finding.detector,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: finding.description },
    ...(finding.path === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uri(finding.path) },
                ...(finding.startLine === undefined
                  ? {}
                  : { region: { startLine: finding.startLine, endLine: finding.endLine ?? finding.startLine } }),
              },
            },
          ],
        }),
    partialFingerprints: Object.fromEntries(
      finding.fingerprints.map(({ algorithm, version, value }) => [`${algorithm}/v${version}`, value]),
    ),
    suppressions:
      finding.suppressed === undefined
        ? []
        : [{ kind: finding.suppressed.by === "in-code" ? "inSource" : "external", status: "accepted" }],
    properties: { severity: finding.severity, confidence: finding.confidence, dependency: finding.dependency },
  };
}

/** A path as a relative reference: names may hold what an address may not. */
function uri(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
