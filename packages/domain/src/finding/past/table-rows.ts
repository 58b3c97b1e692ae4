import { blankEntry, cut, PAST_LIMITS, type PastEntry, type PastField, type PastMapping } from "./document.ts";
import { fixIn } from "./entry.ts";
import { hintsIn } from "./hints.ts";
import { plainText, readName } from "./keys.ts";
import { datesIn, severityAtStart, stateOf, stateOfAnswer } from "./words.ts";

/** Names of columns that say what they hold, the surest first; compared without case and signs between. */
const NAMES: Readonly<Record<PastField, readonly string[]>> = {
  title: [
    "title",
    "findingtitle",
    "issuetitle",
    "finding",
    "issue",
    "vulnerability",
    "name",
    "summary",
    "subject",
    "headline",
    "bug",
    "weakness",
  ],
  key: ["key", "number", "ref", "reference", "issueid", "findingid", "issuekey", "ticket", "no", "nr", "code"],
  severity: ["severity", "risk", "risklevel", "severitylevel", "criticality", "priority", "rating", "impactlevel"],
  status: ["status", "state", "resolution", "fixstatus", "remediationstatus", "disposition", "decision"],
  description: ["description", "details", "detail", "body", "text", "explanation", "impact", "technicaldetails"],
  advice: [
    "recommendation",
    "recommendations",
    "advice",
    "mitigation",
    "remediation",
    "suggestion",
    "fixrecommendation",
    "solution",
  ],
  response: [
    "response",
    "comment",
    "comments",
    "teamresponse",
    "clientresponse",
    "notes",
    "note",
    "justification",
    "reason",
    "rationale",
  ],
  place: [
    "path",
    "filepath",
    "file",
    "location",
    "filename",
    "contract",
    "component",
    "target",
    "asset",
    "affected",
    "affectedfiles",
    "where",
  ],
  line: ["line", "linenumber", "startline", "lines", "lineno"],
  function: ["function", "functionname", "method", "callable"],
  found: [
    "found",
    "date",
    "founddate",
    "reported",
    "reportedon",
    "created",
    "createdat",
    "discovered",
    "opened",
    "dateopened",
  ],
  until: [
    "until",
    "expires",
    "expiry",
    "expiration",
    "expirationdate",
    "acceptedtill",
    "accepteduntil",
    "expiresat",
    "reviewby",
  ],
  fix: ["fix", "fixcommit", "commit", "fixedin", "pr", "pullrequest", "fixpr"],
  cwe: ["cwe", "cweid", "cwes"],
  advisory: ["cve", "cves", "advisory", "vulnerabilityids", "vulnerabilityid", "ghsa", "cveid"],
  package: ["package", "packageurl", "purl", "componentname", "dependency", "library"],
  tags: ["tags", "labels", "category", "type"],
  id: ["id", "uniqueid", "uuid", "uniqueidfromtool", "hashcode"],
};

/** Columns proposed from the header: each field once, the best name for it; nothing that is only alike. */
export function proposeMapping(header: readonly string[]): PastMapping {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const mapping: { [field in PastField]?: number } = {};
  const taken = new Set<number>();
  for (const field of Object.keys(NAMES) as PastField[]) {
    for (const word of NAMES[field]) {
      const at = names.findIndex((name, column) => name === word && !taken.has(column));
      if (at < 0) continue;
      mapping[field] = at;
      taken.add(at);
      break;
    }
  }
  // An `id` beside no other number is the finding's number when people read it.
  if (mapping.key === undefined && mapping.id !== undefined) {
    mapping.key = mapping.id;
    delete mapping.id;
  }
  return mapping;
}

/** One row as an entry; null for a row without a title. Cells are text, whatever a table program would make of them. */
export function entryOfRow(cells: readonly string[], mapping: PastMapping, at: number): PastEntry | null {
  const cell = (field: PastField): string | null => {
    const column = mapping[field];
    const text = column === undefined ? "" : (cells[column] ?? "").trim();
    return text === "" ? null : text;
  };
  const raw = (cell("title") ?? "").replace(/\s+/g, " ");
  const read = readName(raw);
  // Cells are no Markdown: only a number or a rating is taken off.
  const isPlain = read.key === null && read.severity === null && read.status === null;
  const named = isPlain ? { ...read, title: cut(raw, PAST_LIMITS.title) } : read;
  if (named.title === "" && named.key === null) return null;
  const [severity, status, response] = [cell("severity"), cell("status") ?? named.status, cell("response")];
  const line = /\d{1,7}/.exec(cell("line") ?? "")?.[0];
  const places = [cell("place") ?? "", line === undefined ? "" : `${cell("place") ?? ""}:${line}`].reverse();
  const callable = cell("function");
  return {
    ...blankEntry(named.title === "" ? (named.key ?? "") : named.title, at),
    key: nullable(cell("key") === null ? named.key : plainText(cell("key") ?? ""), 80),
    description: cut(cell("description") ?? "", PAST_LIMITS.description),
    advice: nullable(cell("advice"), PAST_LIMITS.advice),
    severity: (severity === null ? null : severityAtStart(severity)) ?? scored(severity) ?? named.severity,
    severityWords: nullable(severity, 80),
    state: (status === null ? null : stateOf(status)) ?? (response === null ? null : stateOfAnswer(response)),
    stateWords: nullable(status, 80),
    response: nullable(response, PAST_LIMITS.response),
    fix: nullable(
      cell("fix") === null ? fixIn([status ?? "", response ?? ""]) : (fixIn([`commit ${cell("fix")}`]) ?? cell("fix")),
      200,
    ),
    until: datesIn(cell("until") ?? "")[0] ?? null,
    foundOn: datesIn(cell("found") ?? "")[0] ?? null,
    hints: hintsIn([...places, callable === null ? "" : `\`${callable}\``, named.title, cell("description") ?? ""]),
    cwe: ids(cell("cwe"), /\b\d{1,5}\b/g)
      .map((number) => `CWE-${number}`)
      .slice(0, 20),
    advisories: ids(
      cell("advisory"),
      /\b(?:CVE-\d{4}-\d{4,7}|GHSA(?:-[\w]{4}){3}|[A-Z]{2,10}-\d{4}-\d{1,7})\b/gi,
    ).slice(0, 50),
    package: /^pkg:/.test(cell("package") ?? "") ? nullable(cell("package"), 1000) : null,
    tags: (cell("tags") ?? "")
      .split(/[,;|]/)
      .map((tag) => cut(tag.trim(), 100))
      .filter((tag) => tag !== "")
      .slice(0, 50),
    sourceId: nullable(cell("id"), 300),
  };
}

/** Priorities of trackers: `P1`, `Sev 2`, `3`. */
function scored(text: string | null): PastEntry["severity"] {
  const number = /^(?:p|sev(?:erity)?\s*|s)([0-4])$/i.exec(text ?? "")?.[1];
  return number === undefined
    ? null
    : ((["critical", "critical", "high", "medium", "low"] as const)[Number(number)] ?? null);
}

function ids(text: string | null, each: RegExp): string[] {
  return [...new Set(text?.slice(0, 5000).match(each) ?? [])];
}

function nullable(text: string | null, length: number): string | null {
  return text === null || text === "" ? null : cut(text, length);
}
