import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Finding, Severity } from "../api/schemas.ts";
import { SEVERITIES } from "../api/schemas.ts";
import { count, plain, plainBlock } from "../text/plain.ts";

/**
 * What GitHub states for uploads (docs.github.com, "SARIF support for code scanning"): beyond these a file is refused.
 * Bytes are of the gzipped file; characters of names and descriptions.
 */
export const GITHUB_LIMITS = {
  results: 25_000,
  rules: 25_000,
  tags: 10,
  name: 255,
  description: 1024,
  gzipBytes: 10 * 1024 * 1024,
} as const;

export interface SarifOptions {
  readonly project: string;
  /** The server's address: rules and results point there. */
  readonly server: string;
  readonly version: string;
}

/** GitHub's bands: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. It wants text, and no 0. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
  info: "0.5",
};
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};
const PRECISIONS: Readonly<Record<string, string>> = { high: "high", medium: "medium", low: "low" };

interface Rule {
  id: string;
  name: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string; markdown: string };
  helpUri: string;
  defaultConfiguration: { level: string };
  properties: Record<string, unknown>;
}

/** One run, worst findings first, within GitHub's limits; `leftOut` says in words what is not in it. */
export function toSarif(findings: readonly Finding[], options: SarifOptions) {
  const worstFirst = findings.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.number - b.number,
  );
  const restricted = worstFirst.filter((one) => one.restricted);
  const placed = worstFirst.flatMap((one) => {
    const uri = one.restricted || one.path === null ? undefined : relativeUri(one.path);
    return uri === undefined ? [] : [{ finding: one, uri }];
  });
  const unplaced = worstFirst.length - restricted.length - placed.length;
  let most: number = GITHUB_LIMITS.results;
  let log = build(placed.slice(0, most), options);
  while (most > 1 && tooLarge(log)) {
    most = Math.floor(Math.min(most, placed.length) * 0.7);
    log = build(placed.slice(0, most), options);
  }
  const cut = Math.max(0, placed.length - most);
  const leftOut = [
    ...(restricted.length > 0 ? [`${count(restricted.length, "restricted finding")} left out.`] : []),
    ...(unplaced > 0
      ? [`${count(unplaced, "finding")} without a file in the repository left out: GitHub shows none.`]
      : []),
    ...(cut > 0 ? [`${count(cut, "finding")} of the lowest severities left out: GitHub refuses larger files.`] : []),
  ];
  return { log, leftOut };
}

const tooLarge = (log: unknown): boolean => gzipSync(JSON.stringify(log)).byteLength > GITHUB_LIMITS.gzipBytes;

function build(placed: readonly { finding: Finding; uri: string }[], { project, server, version }: SarifOptions) {
  const rules = new Map<string, { index: number; rule: Rule }>();
  const results = placed.map(({ finding, uri }) => {
    const id = ruleId(finding);
    const known = rules.get(id) ?? { index: rules.size, rule: ruleOf(id, finding, server) };
    rules.set(id, known);
    return {
      ruleId: id,
      ruleIndex: known.index,
      level: LEVELS[finding.severity],
      message: { text: `${finding.name}: ${plain(finding.title, 500) || "finding"}` },
      locations: [{ physicalLocation: { artifactLocation: { uri }, region: region(finding) } }],
      // The finding's own identity, which holds when lines move and files are renamed.
      partialFingerprints: { primaryLocationLineHash: `${digest(`${server}/${project}/${finding.number}`)}:1` },
      hostedViewerUri: finding.url,
      properties: { finding: finding.name, state: finding.state, severity: finding.severity },
    };
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Redoubt",
            informationUri: server,
            semanticVersion: version,
            rules: [...rules.values()].map(({ rule }) => rule),
          },
        },
        automationDetails: { id: `redoubt/${plain(project, 100)}/` },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

/**
 * A check has one rule per severity, because GitHub keeps the severity at the rule, and people may have rated two
 * findings of one check differently.
 */
function ruleId({ scanner, detector, severity }: Finding): string {
  const check = [scanner ?? "redoubt", detector ?? "recorded"]
    .map((part) => plain(part, 110).replace(/\s+/g, "-"))
    .join("/");
  return `${check}/${severity}`;
}

function ruleOf(id: string, finding: Finding, server: string): Rule {
  const check = plain(finding.detector ?? "recorded by a person", GITHUB_LIMITS.name) || "check";
  const by = finding.scanner === null ? "Recorded in Redoubt" : `Reported by ${plain(finding.scanner, 60)}`;
  const words = finding.detector === null ? `${by}.` : `${by}: ${check}.`;
  const advice =
    plainBlock(finding.advice ?? "", 4000).trim() ||
    "See the finding in Redoubt for the code, the reasons and the decision.";
  const cwe = finding.cwe.flatMap((one) => /^(?:CWE-)?(\d{1,5})$/i.exec(one)?.[1] ?? []);
  const tags = ["security", ...cwe.map((number) => `external/cwe/cwe-${number.padStart(3, "0")}`)];
  return {
    id,
    name: check,
    shortDescription: { text: plain(words, GITHUB_LIMITS.description) },
    fullDescription: { text: plain(words, GITHUB_LIMITS.description) },
    help: { text: advice, markdown: fenced(advice) },
    helpUri: server,
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      tags: tags.slice(0, GITHUB_LIMITS.tags),
      precision: PRECISIONS[finding.confidence] ?? "medium",
      "problem.severity": LEVELS[finding.severity] === "note" ? "recommendation" : LEVELS[finding.severity],
      "security-severity": SCORES[finding.severity],
    },
  };
}

/** Untrusted text as text: a fence that is longer than any inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function region({ startLine, endLine }: Finding) {
  const first = startLine ?? 1;
  return { startLine: first, ...(endLine !== null && endLine >= first ? { endLine } : {}) };
}

/** A path inside the repository as a relative URI; undefined for what leads elsewhere. */
function relativeUri(path: string): string | undefined {
  const parts = path
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  const bad = path.startsWith("/") || /^[A-Za-z]:/.test(path) || parts.length === 0 || parts.includes("..");
  return bad ? undefined : parts.map(encodeURIComponent).join("/");
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
