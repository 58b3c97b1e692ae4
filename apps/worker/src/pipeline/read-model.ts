import { runOwnProcess } from "@redoubt/sandbox";
import { ModelMessage } from "./model-messages.ts";
import { processThatReads } from "./reading-process.ts";

const LIMITS = { memoryMb: 512, timeoutMs: 60_000 } as const;

export interface ReadModelOptions {
  /** Also count the file in another way, and write and read it again. */
  readonly count?: boolean;
  readonly limits?: { readonly memoryMb: number; readonly timeoutMs: number };
  readonly signal?: AbortSignal;
}

/**
 * Reads a threat model in a process of its own, with caps on memory and time. A file that kills its reader is refused.
 * Throws the signal's reason when it is aborted.
 */
export async function readModelFile(file: string, options: ReadModelOptions = {}): Promise<ModelMessage> {
  const { limits = LIMITS, signal, count = false } = options;
  let message: ModelMessage | undefined;
  const ended = await runOwnProcess({
    ...processThatReads("model-child.ts", [file]),
    stdin: JSON.stringify({ file, count }),
    ...limits,
    signal,
    onLine: (line) => {
      message = ModelMessage.parse(JSON.parse(line));
    },
  });
  if (ended === "timeout") return refused(`Reading took longer than ${Math.round(limits.timeoutMs / 1000)} s.`);
  if (ended === "memory") return refused(`Reading needs more than ${limits.memoryMb} MB of memory.`);
  if (message === undefined) throw new Error("the process that reads threat models said no last word");
  return message;
}

function refused(reason: string): ModelMessage {
  return { type: "refused", format: null, reason };
}
