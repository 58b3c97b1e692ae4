import type { Readable } from "node:stream";
import { z } from "zod";
import type { Notice, ParseContext } from "../contract.ts";
import { clip } from "./finding.ts";
import { readLines } from "./lines.ts";

const RunnerNotice = z.object({ notice: z.literal("not-scanned"), path: z.string(), reason: z.string() });

/** The notice in one line of a runner's standard error, or undefined when it is something else. */
export function runnerNotice(line: string): Notice | undefined {
  if (!line.startsWith('{"notice"')) return undefined;
  try {
    const parsed = RunnerNotice.safeParse(JSON.parse(line));
    if (!parsed.success) return undefined;
    return { kind: "not-scanned", path: clip(parsed.data.path, 1000), reason: clip(parsed.data.reason, 500) };
  } catch {
    return undefined;
  }
}

/** Passes the notices of a runner's standard error on; other lines are the run's log and not read here. */
export async function reportNotices(stderr: Readable, at: ParseContext): Promise<void> {
  for await (const line of readLines(stderr)) {
    const notice = runnerNotice(line);
    if (notice !== undefined) at.notice?.(notice);
  }
}
