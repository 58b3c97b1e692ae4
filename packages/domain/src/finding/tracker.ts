import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";
import type { Severity } from "./normalized.ts";

export const TRACKER_KINDS = ["github", "gitlab", "jira", "linear"] as const;
export const TrackerKind = z.enum(TRACKER_KINDS);
export type TrackerKind = z.infer<typeof TrackerKind>;

/** An https address without user, password and fragment. */
const HttpsUrl = z
  .string()
  .trim()
  .max(500)
  .refine((text) => isPlainHttps(text), "an https address")
  .transform((text) => text.replace(/\/+$/, ""));

const Id = z
  .string()
  .trim()
  .regex(/^\d{1,20}$/, "a number");

/** Where a team keeps its issues; what is made there is prefilled by a link, nothing is sent. */
export const Tracker = z.discriminatedUnion("kind", [
  /** Address of the repository. */
  z.strictObject({ kind: z.literal("github"), url: HttpsUrl }),
  z.strictObject({ kind: z.literal("gitlab"), url: HttpsUrl }),
  /** Address of the site, and the numbers that its form wants. */
  z.strictObject({ kind: z.literal("jira"), url: HttpsUrl, project: Id, issueType: Id }),
  /** Address of the team: `https://linear.app/acme/team/SEC`. */
  z.strictObject({ kind: z.literal("linear"), url: HttpsUrl }),
]);
export type Tracker = z.infer<typeof Tracker>;

/** The address of an issue that somebody made, kept as a link. */
export const IssueUrl = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => isPlainHttps(text), "an https address");

export const LinkIssue = ProjectScope.extend({
  number: z.int().positive(),
  /** Null takes the link away. */
  url: IssueUrl.nullable(),
  rowVersion: z.int().positive(),
});
export type LinkIssue = z.infer<typeof LinkIssue>;

function isPlainHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === "https:" && username === "" && password === "" && hostname !== "";
}

/** What a prefilled issue says of a finding. */
export interface IssueFacts {
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly restricted: boolean;
  readonly description: string;
  readonly place: string | null;
  /** Address of the finding. */
  readonly url: string;
}

/** Browsers and trackers take about 8,000 characters of an address. */
const MOST_URL = 7000;
const MOST_TITLE = 200;
const MOST_TEXT = 4000;

/**
 * The address of a new issue's form, filled in. Of a restricted finding it says the number alone: who reads the tracker
 * may not read the finding.
 */
export function newIssueUrl(tracker: Tracker, finding: IssueFacts): string {
  const name = `F-${finding.number}`;
  const title = finding.restricted ? `Finding ${name}` : `${name}: ${oneLine(finding.title)}`.slice(0, MOST_TITLE);
  if (finding.restricted) return formOf(tracker, title, "");
  const place = finding.place === null ? "" : `Where: ${oneLine(finding.place)}\n`;
  const head = `Severity: ${finding.severity}\n${place}${finding.url}\n\n`;
  for (let most = MOST_TEXT; most > 0; most = Math.floor(most / 2)) {
    const text = finding.description.toWellFormed();
    const cut = text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
    const url = formOf(tracker, title, head + cut);
    if (url.length <= MOST_URL) return url;
  }
  return formOf(tracker, title, head);
}

const oneLine = (text: string): string => text.toWellFormed().replace(/\s+/g, " ").trim();

function formOf(tracker: Tracker, title: string, body: string): string {
  const fields = (pairs: Readonly<Record<string, string>>): string =>
    new URLSearchParams(Object.entries(pairs).filter(([, value]) => value !== "")).toString();
  switch (tracker.kind) {
    case "github":
      return `${tracker.url}/issues/new?${fields({ title, body })}`;
    case "gitlab":
      return `${tracker.url}/-/issues/new?${fields({ "issue[title]": title, "issue[description]": body })}`;
    case "jira":
      return `${tracker.url}/secure/CreateIssueDetails!init.jspa?${fields({
        pid: tracker.project,
        issuetype: tracker.issueType,
        summary: title,
        description: body,
      })}`;
    case "linear":
      return `${tracker.url}/new?${fields({ title, description: body })}`;
  }
}
