import type { AdvisoryImportKind, ExploitScore, KnownExploited, OsvRecord } from "@redoubt/domain/advisory";
import { runOwnProcess } from "@redoubt/sandbox";
import { DumpMessage, type DumpRequest } from "./dump-messages.ts";
import { processThatReads } from "./reading-process.ts";

/** What is done with the content of a dump while it is read; reading waits for it. */
export interface DumpTaker {
  readonly onAdvisories: (records: readonly OsvRecord[]) => Promise<void>;
  readonly onProgress: (done: number, total: number) => void;
}

/** What stands at the end of a dump: its counts, and the lists that are stored whole. */
export interface DumpRead {
  readonly kind: AdvisoryImportKind;
  readonly read: number;
  readonly leftOut: number;
  readonly elsewhere: number;
  readonly notices: readonly string[];
  readonly asOf: Date | null;
  readonly scores: readonly ExploitScore[];
  readonly exploited: readonly KnownExploited[];
}

const READING = { memoryMb: 1024, timeoutMs: 5_400_000 } as const;

/**
 * Reads an uploaded dump in a process of its own, with caps on memory and time. The answer is what was read, or why the
 * rest is refused, in words for people. Throws what the taker throws, and the signal's reason when it is aborted.
 */
export async function readDump(
  request: DumpRequest,
  taker: DumpTaker,
  options: {
    readonly signal: AbortSignal;
    readonly limits?: { readonly memoryMb: number; readonly timeoutMs: number };
  },
): Promise<DumpRead | { readonly refused: string }> {
  const { limits = READING, signal } = options;
  let kind: AdvisoryImportKind | undefined;
  let refused: string | undefined;
  let end: Extract<DumpMessage, { type: "end" }> | undefined;
  const scores: ExploitScore[] = [];
  const exploited: KnownExploited[] = [];
  const take = async (message: DumpMessage): Promise<void> => {
    if (message.type === "kind") kind = message.kind;
    else if (message.type === "advisories") await taker.onAdvisories(message.records);
    else if (message.type === "scores") scores.push(...message.scores);
    else if (message.type === "exploited") exploited.push(...message.entries);
    else if (message.type === "progress") taker.onProgress(message.done, message.total);
    else if (message.type === "end") end = message;
    else refused = message.reason;
  };
  const ended = await runOwnProcess({
    ...processThatReads("dump-child.ts", [request.file]),
    stdin: JSON.stringify(request),
    ...limits,
    signal,
    onLine: (line) => take(DumpMessage.parse(JSON.parse(line))),
  });
  if (ended === "timeout")
    return { refused: `Reading took longer than ${Math.round(limits.timeoutMs / 60_000)} minutes.` };
  if (ended === "memory") return { refused: `Reading needs more than ${limits.memoryMb} MB of memory.` };
  if (refused !== undefined) return { refused };
  if (end === undefined || kind === undefined) throw new Error("the process that read the dump said no last word");
  const { read, leftOut, elsewhere, notices, asOf } = end;
  return {
    ...{ kind, read, leftOut, elsewhere, notices, scores, exploited },
    asOf: asOf === null ? null : new Date(asOf),
  };
}
