import type { Readable } from "node:stream";
import type {
  Confidence,
  FingerprintValue,
  FlowStep,
  NormalizedFinding,
  Severity,
  VexStatement,
} from "@redoubt/domain/finding";
import type { Notice, ParseContext, ReportFormat, ReportRun } from "../contract.ts";
import { classIds, type ClassTexts } from "./classes.ts";
import { clip, isDependency, lineNumber } from "./finding.ts";
import { Places } from "./places.ts";
import { ReportError } from "./report-error.ts";

/** What one run of a report may bring; the rest is left out with a notice. GitHub's limit for code scanning. */
export const RUN_RESULTS = 25_000;
const MAX_RUNS = 200;
const MAX_NOTICES = 1000;
const MAX_FLOW = 200;
const LONG_TITLE = 160;

/** A result as an adapter has read it: texts of any length, a path as the tool wrote it, classes in any writing. */
export interface Draft {
  /** The run that it belongs to; the first one when absent. */
  readonly run?: RunDraft;
  readonly detector: string | undefined;
  readonly title: string | undefined;
  /** Paragraphs; those that say nothing are left away. */
  readonly description?: readonly (string | undefined)[];
  readonly severity: Severity;
  readonly confidence?: Confidence | undefined;
  readonly classes?: ClassTexts;
  readonly advisories?: readonly string[];
  /** Package URL. */
  readonly package?: string | undefined;
  /** The document's own name for the package, for an adapter that learns its URL later. */
  readonly packageRef?: string | undefined;
  readonly tags?: readonly string[];
  readonly file?: string | undefined;
  readonly line?: unknown;
  readonly endLine?: unknown;
  readonly flow?: readonly { file: string | undefined; line: unknown; message?: string | undefined }[];
  readonly container?: string | undefined;
  readonly callable?: string | undefined;
  /** The tool says that it is code of others; the revision's dependency folders say it anyway. */
  readonly dependency?: boolean;
  /** The tool's own id of this result, the same on every run. */
  readonly toolId?: string | undefined;
  readonly fingerprints?: readonly FingerprintValue[];
  readonly suppressed?: NormalizedFinding["suppressed"];
  readonly formerDetectors?: readonly string[];
}

/** A run under construction; an adapter sets what the report says of it while results stream by. */
export interface RunDraft {
  scanner: string;
  title: string;
  version: string | null;
  category: string;
  detectors: Set<string> | "unknown";
  successful: boolean;
  resultsPresent: boolean;
  readonly statements: VexStatement[];
  /** Applied to each result when the report has been read: for what is told behind the results. */
  amend: ((draft: Draft) => Draft) | undefined;
  notice(notice: Notice): void;
}

/** Opens a run; the same one again for the same tool and category. */
export type OpenRun = (scanner: string, title: string, category?: string) => RunDraft;
export type DraftReader = (stream: Readable, open: OpenRun, at: ParseContext) => AsyncIterable<Draft>;

/** `readRuns` of a format whose reader yields drafts: collects them into runs within the limits. */
export function runsOf(read: DraftReader): ReportFormat["readRuns"] {
  return async function* (stream, at) {
    const runs = new Map<string, Collected>();
    const open: OpenRun = (scanner, title, category = "") => {
      const id = slug(scanner);
      const key = JSON.stringify([id, category]);
      const known = runs.get(key);
      if (known !== undefined) return known.draft;
      if (runs.size >= MAX_RUNS) {
        throw new ReportError("too-many-values", `the report is about more than ${MAX_RUNS} tools or subjects`);
      }
      const run = new Collected(id, title, category);
      runs.set(key, run);
      return run.draft;
    };
    for await (const draft of read(stream, open, at)) {
      const run =
        draft.run === undefined ? runs.values().next().value : [...runs.values()].find((r) => r.draft === draft.run);
      if (run === undefined) throw new Error("an adapter yields results before it has opened a run");
      run.add(draft);
    }
    for (const run of runs.values()) yield run.finish(at);
  };
}

class Collected {
  readonly draft: RunDraft;
  readonly #drafts: Draft[] = [];
  readonly #notices: Notice[] = [];
  #results = 0;
  #unsaid = 0;

  constructor(scanner: string, title: string, category: string) {
    this.draft = {
      ...{ scanner, title, category, version: null, detectors: "unknown" },
      ...{ successful: true, resultsPresent: false, statements: [], amend: undefined },
      notice: (notice) => {
        if (this.#notices.length < MAX_NOTICES) {
          const place = notice.path === undefined ? {} : { path: clip(notice.path, 1000) };
          this.#notices.push({ kind: notice.kind, ...place, reason: clip(notice.reason, 500) });
        } else this.#unsaid += 1;
      },
    };
  }

  add(draft: Draft): void {
    this.#results += 1;
    this.draft.resultsPresent = true;
    if (this.#drafts.length < RUN_RESULTS) this.#drafts.push(draft);
  }

  finish(at: ParseContext): ReportRun {
    const { draft } = this;
    const drafts = draft.amend === undefined ? this.#drafts : this.#drafts.map(draft.amend);
    const written = drafts.flatMap(({ file, flow }) => [file, ...(flow ?? []).map((step) => step.file)]);
    const noted = this.#notices.map(({ path }) => path);
    const places = new Places(
      at,
      [...written, ...noted].filter((raw) => raw !== undefined),
    );
    const beyond = this.#results - this.#drafts.length;
    const limits = [
      ...(beyond > 0
        ? [
            `${beyond.toLocaleString("en")} results beyond the limit of ${RUN_RESULTS.toLocaleString("en")} were left out`,
          ]
        : []),
      ...(this.#unsaid > 0 ? [`${this.#unsaid} more remarks were left out`] : []),
    ];
    return {
      scanner: draft.scanner,
      title: clip(draft.title, 120),
      version: draft.version === null ? null : clip(draft.version, 100),
      category: clip(draft.category, 300),
      detectors: draft.detectors === "unknown" ? "unknown" : [...draft.detectors],
      successful: draft.successful,
      resultsPresent: draft.resultsPresent,
      results: this.#results,
      findings: drafts.map((each) => toFinding(each, draft.scanner, places, at)),
      statements: draft.statements,
      notices: [
        ...this.#notices.map((notice) => placed(notice, places)),
        ...limits.map((reason): Notice => ({ kind: "limit", reason })),
      ],
    };
  }
}

function placed({ path: raw, ...notice }: Notice, places: Places): Notice {
  const path = places.path(raw);
  return path === undefined ? notice : { ...notice, path };
}

function toFinding(draft: Draft, scanner: string, places: Places, at: ParseContext): NormalizedFinding {
  const path = places.path(draft.file);
  const start = lineNumber(numeric(draft.line));
  const end = lineNumber(numeric(draft.endLine));
  const detector = clip(draft.detector?.trim() || "unspecified", 300);
  const description = (draft.description ?? []).filter((part) => part !== undefined && part.trim() !== "");
  const flow = flowOf(draft, places);
  const toolId = draft.toolId === undefined ? [] : [{ algorithm: `tool/${scanner}`, version: 1, value: draft.toolId }];
  const fingerprints = [...toolId, ...(draft.fingerprints ?? [])].filter(({ value }) => value.length <= 400);
  return {
    scanner,
    detector,
    title: headline(draft.title) ?? headline(description[0]) ?? detector,
    description: clip(description.join("\n\n"), 20_000),
    severity: draft.severity,
    confidence: draft.confidence ?? "medium",
    classes: classIds(draft.classes ?? {}),
    advisories: [...new Set((draft.advisories ?? []).map((id) => clip(id, 100)))].slice(0, 100),
    ...(draft.package === undefined ? {} : { package: clip(draft.package, 1000) }),
    tags: [...new Set((draft.tags ?? []).map((tag) => clip(tag, 100)))].slice(0, 50),
    ...(path === undefined ? {} : { path }),
    dependency: draft.dependency === true || isDependency(path, at.dependencyPaths),
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    ...(flow.length === 0 ? {} : { flow }),
    ...(draft.container === undefined ? {} : { container: clip(draft.container, 300) }),
    ...(draft.callable === undefined ? {} : { callable: clip(draft.callable, 300) }),
    fingerprints: fingerprints.slice(0, 20),
    ...suppression(draft),
    ...(draft.formerDetectors === undefined || draft.formerDetectors.length === 0
      ? {}
      : { formerDetectors: draft.formerDetectors.slice(0, 20).map((id) => clip(id, 300)) }),
  };
}

function suppression({ suppressed }: Draft): Pick<NormalizedFinding, "suppressed"> {
  if (suppressed === undefined) return {};
  const reason = suppressed.reason?.trim();
  return { suppressed: { by: suppressed.by, ...(reason ? { reason: clip(reason, 2000) } : {}) } };
}

function flowOf(draft: Draft, places: Places): FlowStep[] {
  return (draft.flow ?? []).slice(0, MAX_FLOW).flatMap((step): FlowStep[] => {
    const path = places.path(step.file);
    const line = lineNumber(numeric(step.line));
    if (path === undefined || line === undefined) return [];
    return [{ path, line, ...(step.message === undefined ? {} : { message: clip(step.message, 2000) }) }];
  });
}

/** Lines that a tool writes as text. */
function numeric(value: unknown): unknown {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** The first line, or its first sentence where the line is long. */
export function headline(text: string | undefined): string | undefined {
  const line = text?.trim().split("\n", 1)[0]?.trim();
  if (line === undefined || line === "") return undefined;
  const sentence = line.length <= LONG_TITLE ? line : (/^.{20,}?[.!?](?=\s)/.exec(line)?.[0] ?? line);
  return clip(sentence, LONG_TITLE);
}

/** A tool's name as an id. */
export function slug(name: string): string {
  const id = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return id === "" ? "unknown-tool" : id;
}
