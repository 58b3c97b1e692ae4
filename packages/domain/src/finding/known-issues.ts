import { z } from "zod";
import { csv } from "../shared/index.ts";
import { Severity } from "./normalized.ts";
import { DecisionOrigin } from "./standing.ts";

/** Why a finding that is true is not fixed now; false alarms and test code are no known issues. */
export const KNOWN_STATUSES = ["acknowledged", "wont-fix", "by-design", "known-issue", "not-exploitable"] as const;
export const KnownStatus = z.enum(KNOWN_STATUSES);
export type KnownStatus = z.infer<typeof KnownStatus>;

/** What an auditor or a bounty hunter need not report again. */
export const KnownIssue = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  status: KnownStatus,
  /** Why, as whoever decided wrote it. */
  reason: z.string(),
  until: z.date().nullable(),
  decidedBy: DecisionOrigin.nullable(),
  path: z.string().nullable(),
  startLine: z.int().nullable(),
  function: z.string().nullable(),
});
export type KnownIssue = z.infer<typeof KnownIssue>;

export const KnownIssues = z.object({
  project: z.string(),
  at: z.date(),
  issues: z.array(KnownIssue),
  /** Restricted ones are in no such list, whoever asks. */
  restricted: z.int(),
  /** More than the list holds. */
  more: z.boolean(),
});
export type KnownIssues = z.infer<typeof KnownIssues>;

export const KNOWN_FORMATS = ["md", "csv", "json"] as const;
export type KnownFormat = (typeof KNOWN_FORMATS)[number];

const WORDS: Readonly<Record<KnownStatus, string>> = {
  acknowledged: "Acknowledged",
  "wont-fix": "Won't fix",
  "by-design": "By design",
  "known-issue": "Known issue",
  "not-exploitable": "Not exploitable",
};

/** The list as a file. */
export function renderKnownIssues(list: KnownIssues, format: KnownFormat): string {
  return { md: toMarkdown, csv: toCsv, json: toJson }[format](list);
}

function toJson(list: KnownIssues): string {
  return `${JSON.stringify({ format: "redoubt/known-issues@1", ...list }, null, 2)}\n`;
}

function toCsv({ issues }: KnownIssues): string {
  const head = ["number", "severity", "status", "until", "title", "reason", "place", "function"];
  const rows = issues.map((issue) => [
    `F-${issue.number}`,
    issue.severity,
    issue.status,
    dayOf(issue.until),
    issue.title,
    issue.reason,
    placeOf(issue),
    issue.function ?? "",
  ]);
  return csv([head, ...rows]);
}

function toMarkdown({ project, at, issues, restricted, more }: KnownIssues): string {
  const lines = [
    `# Known issues of ${inline(project)}`,
    "",
    `As of ${dayOf(at)}. What stands here need not be reported.`,
  ];
  for (const status of KNOWN_STATUSES) {
    const own = issues.filter((issue) => issue.status === status);
    if (own.length === 0) continue;
    lines.push("", `## ${WORDS[status]}`, "");
    for (const issue of own) {
      const until = issue.until === null ? "" : `, until ${dayOf(issue.until)}`;
      const place = placeOf(issue) === "" ? "" : ` \`${placeOf(issue).replaceAll("`", "'")}\``;
      lines.push(`- **F-${issue.number}** ${inline(issue.title)} (${issue.severity}${until})${place}`);
      if (issue.reason !== "") lines.push(`  ${inline(issue.reason)}`);
    }
  }
  if (issues.length === 0) lines.push("", "None.");
  if (more) lines.push("", "More are known than this list holds.");
  if (restricted > 0)
    lines.push("", `${restricted} restricted ${restricted === 1 ? "one is" : "ones are"} not listed.`);
  return `${lines.join("\n")}\n`;
}

/** Text of others on one line, with nothing that Markdown or HTML would take for its own. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|!]/g, "\\$&");
}

function dayOf(date: Date | null): string {
  return date === null ? "" : date.toISOString().slice(0, 10);
}

function placeOf({ path, startLine }: KnownIssue): string {
  return path === null ? "" : startLine === null ? path : `${path}:${startLine}`;
}
