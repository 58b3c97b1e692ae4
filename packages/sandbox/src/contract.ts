import type { Readable } from "node:stream";

/** A folder or file of the host that the program may see; `target` is its absolute path inside. */
export interface Mount {
  readonly source: string;
  readonly target: string;
}

/** What to run inside the jail: argv (never a shell string), environment, mounts and limits. */
export interface SandboxCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly readOnly: readonly Mount[];
  readonly timeoutMs: number;
  readonly maxRssMb: number;
  readonly maxOutputMb: number;
  readonly maxProcesses: number;
  /** Files below the job folder to hand back as streams, relative to it. */
  readonly outputFiles?: readonly string[];
  /** Text handed to standard input; none when absent. */
  readonly stdin?: string;
}

/** Why a run ended other than by its own exit. */
export type SandboxLimit = "timeout" | "memory" | "output" | "cancelled";

/** What a run left: streams are readable once, after the program has ended. */
export interface SandboxResult {
  readonly exitCode: number;
  readonly limit?: SandboxLimit;
  readonly sandboxed: boolean;
  readonly durationMs: number;
  readonly peakRssMb: number;
  stdout(): Readable;
  stderr(): Readable;
  /** Only files of `outputFiles` that exist afterwards, keyed as asked. */
  files(): Readonly<Record<string, () => Readable>>;
  /** Removes the job folder. */
  dispose(): Promise<void>;
}
