import { REPORT_LIMITS } from "@redoubt/domain/finding";
import type { Readable } from "node:stream";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";

const MAX_LINE_BYTES = 4 * 1024 * 1024;

/**
 * Lines of a stream without their ends, as text. Throws `ReportError` at a line above `maxBytes`,
 * so that a stream without any line end cannot fill the memory.
 */
export async function* readLines(stream: Readable, maxBytes = MAX_LINE_BYTES): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let held = 0;
  for await (const chunk of utf8Bytes(stream, REPORT_LIMITS.maxBytes)) {
    let buffer = chunk;
    for (;;) {
      const end = buffer.indexOf(10);
      if (end === -1) break;
      rest.push(buffer.subarray(0, end));
      yield Buffer.concat(rest).toString("utf8").replace(/\r$/, "");
      rest = [];
      held = 0;
      buffer = buffer.subarray(end + 1);
    }
    held += buffer.length;
    if (held > maxBytes) throw new ReportError("line-too-long", `a line is longer than ${maxBytes} bytes`);
    if (buffer.length > 0) rest.push(buffer);
  }
  if (held > 0) yield Buffer.concat(rest).toString("utf8");
}

/** The first `maxBytes` of a stream as text; the rest is read and dropped. */
export async function readHead(stream: Readable, maxBytes: number): Promise<string> {
  const kept: Buffer[] = [];
  let held = 0;
  for await (const chunk of stream) {
    if (held >= maxBytes) continue;
    const buffer: Buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    kept.push(buffer.subarray(0, maxBytes - held));
    held += buffer.length;
  }
  return Buffer.concat(kept).toString("utf8");
}
