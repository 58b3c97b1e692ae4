import type { Readable } from "node:stream";
import type { NormalizedFinding, PastDocument, PastMapping, VexStatement } from "@redoubt/domain/finding";
import type { SandboxCommand } from "@redoubt/sandbox";
import type { ReportShape } from "./reading/shape.ts";

/** One check inside a tool, by the id that its findings carry. */
export interface DetectorInfo {
  readonly id: string;
  readonly title: string;
}

/** The wrapper that makes one npm `solc` look like a native compiler. */
export interface CompilerRef {
  readonly version: string;
  /** Host folder of the wrapper and its soljson, mounted read-only at `/solc`. */
  readonly directory: string;
}

/** One project root to scan: host paths; `files` and `dependencyPaths` relative to `root`. */
export interface Target {
  readonly root: string;
  readonly files: readonly string[];
  readonly dependencyPaths: readonly string[];
  readonly language: string;
  /** The compiler of most files. */
  readonly compiler?: CompilerRef;
  /** Every compiler that the files need, `compiler` included; forge picks by pragma. */
  readonly compilers?: readonly CompilerRef[];
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ScannerOutput {
  readonly exitCode: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly files: Readonly<Record<string, Readable>>;
}

/** What a reader of the scan must be told: a file left out, a limit reached, a remark of the tool. */
export interface Notice {
  readonly kind: "not-scanned" | "limit" | "info";
  /** Relative to the root; absent when the notice is about the whole root. */
  readonly path?: string;
  readonly reason: string;
}

/** Where a report was made: `root` as the tool saw it, dependency folders relative to it. */
export interface ParseContext {
  readonly root: string;
  readonly dependencyPaths: readonly string[];
  /** Called while the findings stream. */
  readonly notice?: (notice: Notice) => void;
  /** All files of the revision, where one is known: absolute paths of another machine are recognised by their ends. */
  readonly files?: ReadonlySet<string>;
  /** True for reports of other machines: paths stay as the tool wrote them, to be made relative when all are known. */
  readonly pathsAsWritten?: boolean;
  /** Key of the HMAC over secrets; without it secrets get no own fingerprint. */
  readonly secretKey?: string;
}

export type Availability =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly howToInstall: string };

/** An adapter around one tool; ids are kept for ever. */
export interface Scanner {
  readonly id: string;
  readonly title: string;
  readonly kind: "sast" | "secrets" | "sca" | "config" | "bytecode" | "dast";
  /** Decides whether it applies to a project root; `any` applies to every root. */
  readonly languages: readonly string[];
  /** True when the tool only works on a root that compiles. */
  readonly needsCompilation: boolean;
  /**
   * The output file that a run leaves for the run on the next revision, which gets its content as
   * `target.config.previousLayout`; absent where runs know nothing of each other.
   */
  readonly stateFile?: string;
  available(): Promise<Availability>;
  /** argv inside the jail (root at `/job/src`, read-only tool mounts); our configuration, never the target's. */
  command(target: Target): Promise<SandboxCommand>;
  /** Pure and streaming; also used by import; sets no context fingerprint. */
  parse(output: ScannerOutput, at: ParseContext): AsyncIterable<NormalizedFinding>;
  /** So that "detector enabled" is known when closing. */
  detectors(version: string): readonly DetectorInfo[] | "unknown";
  /** One line of raw output as it may be stored: without secrets. Absent where the output holds none. */
  maskLine?(line: string): string;
}

/** One run of one tool as an uploaded report tells it. */
export interface ReportRun {
  /** The tool's name as an id: small letters, digits, dashes. */
  readonly scanner: string;
  readonly title: string;
  readonly version: string | null;
  /** Keeps runs of one tool over different subjects apart; empty when the report does not say. */
  readonly category: string;
  /** `*` among them says that the tool checks for everything that it knows, always. */
  readonly detectors: readonly string[] | "unknown";
  /** False when the tool itself says that it failed, or that it could not look at everything. */
  readonly successful: boolean;
  /** False when the report has no list of results at all: absent is not empty. */
  readonly resultsPresent: boolean;
  /** Results in the report, also those beyond a limit. */
  readonly results: number;
  readonly findings: readonly NormalizedFinding[];
  /** What the report decides about findings, its own or others'. */
  readonly statements: readonly VexStatement[];
  readonly notices: readonly Notice[];
}

export type Media = "json" | "ndjson" | "xml" | "csv" | "text";

/** An uploaded report: format known by its content, no tool needed. */
export interface ReportFormat {
  /** Kept for ever; the name of the adapter's folder. */
  readonly id: string;
  readonly title: string;
  /** What is counted as one, in words: `count` counts it, and `readRuns` brings in as many. */
  readonly unit: string;
  readonly media: readonly Media[];
  /** How sure the outline makes it that the report is of this format: 0 no, 1 certain; from 0.5 on it is read. */
  detect(shape: ReportShape): number;
  /** Streams run by run; throws `ReportError` when the rest cannot be read. */
  readRuns(stream: Readable, at: ParseContext): AsyncIterable<ReportRun>;
  /** Units in the report by a reader of its own that shares nothing with `readRuns`. */
  count(stream: Readable): Promise<number>;
}

/** What the reading of a document of the past may rest on. */
export interface PastContext {
  /** Mappings that were kept, by the signature of a table's header. */
  readonly mappings: Readonly<Record<string, PastMapping>>;
  /** One mapping for this file, whatever its header. */
  readonly mapping?: PastMapping;
}

/** A document of the past: an audit report, a table of findings, another platform's export. */
export interface PastFormat {
  /** Kept for ever; the name of the adapter's folder. */
  readonly id: string;
  readonly title: string;
  /** What is counted as one, in words. */
  readonly unit: string;
  /** How sure the outline makes it: 0 no, 1 certain; from 0.5 on it is read. */
  detect(shape: ReportShape): number;
  /** Throws `ReportError` when it cannot be read, with what to do instead. */
  read(stream: Readable, context: PastContext): Promise<PastDocument>;
  /** Units in the document by a reader of its own that shares nothing with `read`. */
  count(stream: Readable): Promise<number>;
}
