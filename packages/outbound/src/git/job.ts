import type { CloneLimits, CloneProgress } from "../contract.ts";
import { OutboundError } from "../errors.ts";
import type { OutboundPolicy } from "../policy.ts";
import type { ByteBudget } from "./proxy.ts";
import type { FileBudget } from "./tree-list.ts";

/** What one clone with all its submodules shares: rules, budgets and the way to stop. */
export interface GitJob {
  readonly policy: OutboundPolicy;
  readonly certificateFile: string | undefined;
  /** The token and the only origin that it is sent to. */
  readonly credential: { readonly origin: string; readonly username: string; readonly token: string } | undefined;
  readonly received: ByteBudget;
  readonly files: FileBudget;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CloneProgress) => void;
}

/** Runs an operation under a caller's signal and a time limit, and names which of the two ended it. */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  operation: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await operation(signal === undefined ? timeout : AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (signal?.aborted === true)
      throw new OutboundError("outbound.cancelled", "Reading the repository was cancelled.");
    if (timeout.aborted) {
      const seconds = Math.round(timeoutMs / 1000);
      throw new OutboundError("outbound.timeout", `The repository could not be read within ${seconds} s.`);
    }
    throw error;
  }
}

/** The budgets of a clone at its start. */
export function budgetsOf(limits: CloneLimits): { received: ByteBudget; files: FileBudget } {
  return { received: { left: limits.maxBytes }, files: { files: limits.maxFiles, bytes: limits.maxBytes } };
}
