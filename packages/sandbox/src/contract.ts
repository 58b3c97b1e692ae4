import type { Readable } from "node:stream";

/** A folder or file of the host that the program may see; `target` is its absolute path inside. */
export interface Mount {
  readonly source: string;
  readonly target: string;
}

/** What to run inside the jail: argv (never a shell string), environment, mounts and limits. */
export interface SandboxCommand {
  /** The first element is an absolute path inside the jail, or a name found in `/usr/bin`. */
  readonly argv: readonly string[];
  /** The whole environment of the program; HOME, TMPDIR, PATH and LANG have defaults that it may override. */
  readonly env: Readonly<Record<string, string>>;
  readonly readOnly: readonly Mount[];
  /** Wall clock; SIGTERM at the end of it, SIGKILL two seconds later. */
  readonly timeoutMs: number;
  /** Resident memory summed over the process tree. */
  readonly maxRssMb: number;
  /** Standard output and error together; also each file of `outputFiles`. */
  readonly maxOutputMb: number;
  /** Processes alive at one time; threads may be eight times as many. */
  readonly maxProcesses: number;
  /** What the program may leave below `/job` (and the largest single file); `defaultLimits.maxJobMb` when absent. */
  readonly maxJobMb?: number;
  /** Working folder inside; `/job` when absent. */
  readonly workingDirectory?: string;
  /** Files below the job folder to hand back as streams, relative to it. */
  readonly outputFiles?: readonly string[];
  /** Text handed to standard input; none when absent. */
  readonly stdin?: string;
}

/** What one run works on; `/job` is its only writable folder and `/job/src` is never writable. */
export interface SandboxJob {
  /** Host folder that appears read-only at `/job/src`. */
  readonly source?: string;
  /** Files written below `/job` before the start, by relative path (not below `src`). */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** True only for sources that ship with the product: they may run without bubblewrap where the operator allows it. */
  readonly ownSource?: boolean;
  /** Ends the run as `cancelled`, with everything that it started. */
  readonly signal?: AbortSignal;
  /** Live output, for logs; called until the output limit is reached. */
  readonly onStdout?: (chunk: Buffer) => void;
  readonly onStderr?: (chunk: Buffer) => void;
}

/** Why a run ended other than by its own exit. */
export type SandboxLimit = "timeout" | "memory" | "output" | "processes" | "disk" | "cancelled";

/** What a run left: streams are readable once, after the program has ended. */
export interface SandboxResult {
  /** The program's own exit code; 128 + signal number when a signal ended it. */
  readonly exitCode: number;
  readonly limit?: SandboxLimit;
  /** False when it ran under resource limits only, without bubblewrap. */
  readonly sandboxed: boolean;
  readonly durationMs: number;
  readonly peakRssMb: number;
  stdout(): Readable;
  stderr(): Readable;
  /** Only regular files of `outputFiles` that exist afterwards inside the job folder, keyed as asked. */
  files(): Readonly<Record<string, () => Readable>>;
  /** Removes the job folder. */
  dispose(): Promise<void>;
}

/** Whether programs can be jailed on this machine, and what to do when not. */
export type SandboxAvailability =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly howToInstall: string };

/** Runs outside programs jailed and limited; made by `createSandbox`. */
export interface Sandbox {
  /** Starts a real jail once, so that a yes means that the next run works. */
  available(): Promise<SandboxAvailability>;
  /** Throws `SandboxError` when the program cannot be started as asked; limits and exit codes are results, not errors. */
  run(command: SandboxCommand, job: SandboxJob): Promise<SandboxResult>;
}

/** How `createSandbox` finds its tools and how far it may go without them. */
export interface SandboxOptions {
  /** Lets jobs marked `ownSource` run under limits and namespaces alone where bubblewrap is missing; off when absent. */
  readonly allowUnsandboxed?: boolean;
  /** bubblewrap's path; found in the usual system folders when absent. */
  readonly bwrapPath?: string;
  /** Folder for job folders, mode 0700 each; the system's temporary folder when absent. */
  readonly workDirectory?: string;
}

/** Limits of a scanner run unless its command says otherwise. */
export const defaultLimits = {
  timeoutMs: 600_000,
  maxRssMb: 2048,
  maxOutputMb: 256,
  maxProcesses: 100,
  maxJobMb: 2048,
} as const;

/** Where things are inside every jail. */
export const jailPaths = {
  job: "/job",
  source: "/job/src",
  home: "/home/sandbox",
  node: "/node/bin/node",
} as const;
