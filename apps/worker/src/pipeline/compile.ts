import { text } from "node:stream/consumers";
import type { Sandbox, SandboxLimit } from "@redoubt/sandbox";
import { firstCompilerError, forgeBuildCommand } from "@redoubt/scanners";
import type { PreparedRoot } from "./target.ts";

/** The answer on the first card of a revision. */
export interface CompileResult {
  readonly compiles: "yes" | "no" | "not-tried";
  readonly reason: string | null;
  readonly durationMs: number;
}

export interface RunOptions {
  readonly sandbox: Sandbox;
  /** True only for sources that ship with the product. */
  readonly ownSource?: boolean;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** Builds the root's own sources (not its tests) in the jail with forge; Hardhat roots, too. */
export async function checkCompiles(prepared: PreparedRoot, options: RunOptions): Promise<CompileResult> {
  const { plan, foundryConfig, compilers } = prepared;
  if (plan.solidity === undefined || foundryConfig === undefined) {
    return { compiles: "not-tried", reason: plan.root.reason, durationMs: 0 };
  }
  if (prepared.problem !== undefined) return { compiles: "no", reason: prepared.problem, durationMs: 0 };
  const command = forgeBuildCommand({ configFile: foundryConfig, compilers }, plan.solidity.buildPaths);
  const result = await options.sandbox.run(
    { ...command, readOnly: [...command.readOnly, ...prepared.mounts] },
    {
      source: prepared.source,
      ...(options.ownSource === undefined ? {} : { ownSource: options.ownSource }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );
  try {
    const output = `${await text(result.stdout())}\n${await text(result.stderr())}`;
    for (const line of output.split("\n").slice(0, 200)) if (line.trim() !== "") options.log?.(line);
    const durationMs = Math.round(result.durationMs);
    if (result.limit !== undefined) return { compiles: "no", reason: limitReason(result.limit), durationMs };
    if (result.exitCode === 0) return { compiles: "yes", reason: null, durationMs };
    const reason = firstCompilerError(output) ?? `forge build ended with code ${result.exitCode}`;
    return { compiles: "no", reason: reason.slice(0, 2000), durationMs };
  } finally {
    await result.dispose();
  }
}

const LIMITS: Readonly<Record<SandboxLimit, string>> = {
  timeout: "stopped by the limit on time",
  memory: "stopped by the limit on memory",
  output: "stopped by the limit on output",
  processes: "stopped by the limit on processes",
  disk: "stopped by the limit on disk space",
  cancelled: "cancelled",
};

/** A limit in words. */
export function limitReason(limit: SandboxLimit): string {
  return LIMITS[limit];
}
