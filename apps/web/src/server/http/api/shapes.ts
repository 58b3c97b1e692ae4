import "server-only";
import { Confidence, FindingState, Severity } from "@redoubt/domain/finding";
import { OpenVexDocument } from "@redoubt/domain/finding/server";
import { TOKEN_SCOPES } from "@redoubt/domain/organization";
import { RevisionState, SourceKind } from "@redoubt/domain/source";
import { ScanState } from "@redoubt/domain/scan";
import { z } from "zod";

// What leaves by the API, whatever the domain knows. A name that was released is kept: programs read it.

const at = z.iso.datetime();
const number = z.int().positive();
const url = z.string().describe("Where people see it");

/** A page of a list; `next` is the cursor of the next one, null on the last. */
export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z.object({ items: z.array(item), next: z.string().nullable() }).meta({ id });
}

export const PageQuery = {
  cursor: z.string().max(1000).optional().describe("Of the page before; opaque, and only good for the same list"),
  limit: z.int().min(1).max(100).default(50).describe("Items of a page"),
};

export const Me = z
  .object({
    organization: z.object({ slug: z.string(), name: z.string() }),
    token: z.object({ name: z.string(), scopes: z.array(z.enum(TOKEN_SCOPES)), expiresAt: at.nullable() }),
    project: z.string().nullable().describe("The only project that the token opens; null for all of its maker's"),
    url: z.string().describe("The address for people"),
  })
  .meta({ id: "Me" });

export const Project = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.string(),
    stage: z.string(),
    summary: z.string(),
    archived: z.boolean(),
    createdAt: at,
    url,
  })
  .meta({ id: "Project" });

export const Source = z
  .object({
    id: z.string(),
    kind: SourceKind,
    name: z.string(),
    url: z.string().nullable(),
    defaultRef: z.string().nullable(),
    hasCredential: z.boolean(),
    revisions: z.int(),
    createdAt: at,
  })
  .meta({ id: "Source" });

export const Revision = z
  .object({
    number,
    state: RevisionState,
    source: z.object({ id: z.string(), name: z.string(), kind: SourceKind }),
    commit: z.string().nullable(),
    treeHash: z.string().nullable(),
    ref: z.string(),
    defaultBranch: z.boolean().describe("Whether its findings count for the project"),
    message: z.string().nullable(),
    author: z.string().nullable(),
    failure: z.string().nullable(),
    progress: z.object({ phase: z.string(), done: z.number().optional(), total: z.number().optional() }),
    files: z.int().nullable(),
    bytes: z.number().nullable(),
    nsloc: z
      .int()
      .nullable()
      .describe("Lines of code that are neither blank nor comments, without tests and dependencies"),
    parent: z.int().nullable(),
    createdAt: at,
    readyAt: at.nullable(),
    url,
  })
  .meta({ id: "Revision" });

export const Accepted = z.object({ number, state: z.string(), url });

const ScanOfRequest = z.object({
  id: z.string(),
  scanner: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  state: ScanState,
  findings: z.int().describe("What the tool reported"),
  new: z.int(),
  closed: z.int(),
  held: z.int().describe("Closings that wait for a person"),
  reason: z.string().nullable().describe("Why it failed"),
  sandboxed: z.boolean().nullable(),
  progress: z.object({ phase: z.string(), done: z.int().optional(), total: z.int().optional() }),
  notScanned: z.array(z.object({ root: z.string().optional(), path: z.string().optional(), reason: z.string() })),
});

export const Scan = z
  .object({
    number,
    kind: z.enum(["scan", "import"]),
    state: ScanState,
    revision: z.int().nullable(),
    requestedBy: z.string().nullable(),
    scanners: z.array(ScanOfRequest),
    createdAt: at,
    finishedAt: at.nullable(),
    url,
  })
  .meta({ id: "Scan" });

export const Import = Scan.extend({
  format: z.string().nullable().describe("The tools that the report is of, once it was read"),
  imported: z.int().describe("Results that were taken"),
  failure: z.string().nullable(),
  repeated: z.boolean().describe("The same report was there already, and this is that import"),
}).meta({ id: "Import" });

export const AdvisoryDump = z
  .object({
    id: z.string(),
    kind: z.string().nullable().describe("osv, epss or kev; null until it was looked at"),
    name: z.string(),
    state: z.string().describe("queued, reading, succeeded, failed or cancelled"),
    failure: z.string().nullable(),
    counts: z
      .record(z.string(), z.int())
      .describe("Entries: read, added, changed, unchanged, withdrawn, leftOut, elsewhere"),
    notices: z.array(z.string()),
    dataAsOf: z.string().nullable().describe("How old the data says it is"),
  })
  .meta({ id: "AdvisoryDump" });

export const Finding = z
  .object({
    name: z.string().describe("As people say it: F-12"),
    number,
    title: z.string(),
    description: z.string(),
    advice: z.string().nullable(),
    severity: Severity,
    confidence: Confidence,
    state: FindingState,
    reason: z.string().nullable().describe("Why it was dismissed"),
    scanner: z.string().nullable(),
    detector: z.string().nullable(),
    path: z.string().nullable(),
    startLine: z.int().nullable(),
    endLine: z.int().nullable(),
    container: z.string().nullable().describe("The contract or class around it"),
    function: z.string().nullable(),
    cwe: z.array(z.string()),
    swc: z.array(z.string()),
    scwe: z.array(z.string()),
    tags: z.array(z.string()),
    package: z.string().nullable().describe("Package URL, for findings in dependencies"),
    advisories: z.array(z.string()),
    restricted: z.boolean(),
    backlog: z.boolean(),
    branchOnly: z.boolean().describe("Only other branches than the default one have shown it"),
    dependency: z.boolean().describe("In code of others"),
    assignee: z.string().nullable(),
    dueAt: at.nullable(),
    duplicateOf: z.int().nullable(),
    proposed: z.string().nullable().describe("A decision that waits for a person"),
    firstSeenAt: at,
    updatedAt: at,
    url,
  })
  .meta({ id: "Finding" });

const Place = z.object({
  ref: z.string(),
  revision: z.int().nullable(),
  scanner: z.string(),
  detector: z.string(),
  path: z.string().nullable(),
  startLine: z.int().nullable(),
  endLine: z.int().nullable(),
  function: z.string().nullable(),
  present: z.boolean().describe("Seen by the newest run of that scanner on that branch"),
});

const HistoryLine = z.object({
  at,
  kind: z.string(),
  origin: z.string(),
  actor: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  undone: z.boolean(),
});

export const FindingDetail = Finding.extend({
  places: z.array(Place),
  history: z.array(HistoryLine),
  duplicates: z.array(z.string()).describe("Findings that are duplicates of it"),
}).meta({ id: "FindingDetail" });

const Compared = z.object({ number, commit: z.string().nullable(), ref: z.string() });

export const Comparison = z
  .object({
    comparable: z.boolean(),
    reason: z.string().nullable().describe("Why there is nothing to compare"),
    head: Compared,
    base: Compared.nullable(),
    introduced: z.array(Finding).describe("The worst first, 500 at most; whatever was decided on them"),
    fixed: z.array(Finding),
    unchanged: z.int(),
    more: z.boolean().describe("There were more than the lists hold"),
    restricted: z
      .object({ introduced: z.int(), fixed: z.int() })
      .describe("Findings of these lists that the token may not see"),
    notCompared: z.array(z.object({ scanner: z.string(), reason: z.string() })),
  })
  .meta({ id: "Comparison" });

export const CodeContext = z
  .object({
    path: z.string(),
    revision: number,
    startLine: number.describe("Of the first line"),
    lines: z.array(z.string()),
    highlighted: z.tuple([number, number]).describe("First and last line of the finding"),
    function: z.string().nullable(),
    container: z.string().nullable(),
    flow: z.array(z.object({ path: z.string(), line: number, message: z.string().optional() })),
  })
  .meta({ id: "CodeContext" });

export const ProposalShape = z
  .object({
    finding: z.string(),
    decision: z.enum(["dismiss", "acknowledge", "set-severity"]),
    to: z.string().nullable(),
    note: z.string(),
    until: at.nullable(),
    by: z.string(),
    at,
    approvers: z.int().describe("People who may confirm it"),
    url,
  })
  .meta({ id: "Proposal" });

export const Report = z
  .object({
    number,
    kind: z.enum(["risk", "finding", "known-issues", "threat-model"]),
    title: z.string(),
    revision: z.string().nullable(),
    sha256: z.string().describe("Of the frozen data"),
    rendered: z.enum(["queued", "ready", "failed"]).describe("Whether PDF and Markdown are there"),
    scheduled: z.boolean(),
    createdBy: z.string().nullable(),
    createdAt: at,
    url,
  })
  .meta({ id: "Report" });

export const OpenVex = OpenVexDocument.meta({ id: "OpenVex" });
