import type { Readable } from "node:stream";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import type { SandboxCommand } from "@redoubt/sandbox";

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
  readonly compiler?: CompilerRef;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ScannerOutput {
  readonly exitCode: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly files: Readonly<Record<string, Readable>>;
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
  available(): Promise<Availability>;
  /** argv inside the jail (root at `/job/src`, read-only tool mounts); our configuration, never the target's. */
  command(target: Target): Promise<SandboxCommand>;
  /** Pure and streaming; also used by import; sets no context fingerprint. */
  parse(
    output: ScannerOutput,
    at: { root: string; dependencyPaths: readonly string[] },
  ): AsyncIterable<NormalizedFinding>;
  /** So that "detector enabled" is known when closing. */
  detectors(version: string): readonly DetectorInfo[] | "unknown";
}
