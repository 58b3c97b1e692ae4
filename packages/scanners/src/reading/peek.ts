import { REPORT_LIMITS } from "@redoubt/domain/finding";
import { Readable } from "node:stream";
import { utf8Bytes } from "./encoding.ts";

/** The first sign of a report that is no space, and the report as a stream that still has it, in UTF-8. */
export async function peek(stream: Readable): Promise<{ readonly first: string; readonly whole: Readable }> {
  const chunks = utf8Bytes(stream, REPORT_LIMITS.maxBytes);
  const held: Buffer[] = [];
  let first = "";
  while (first === "") {
    const next = await chunks.next();
    if (next.done === true) break;
    held.push(next.value);
    first = next.value.toString("latin1").trimStart().charAt(0);
  }
  async function* whole() {
    yield* held;
    yield* chunks;
  }
  return { first, whole: Readable.from(whole()) };
}

/** Whether a JSON report is a list at the top. */
export async function startsWithList(stream: Readable): Promise<{ readonly list: boolean; readonly whole: Readable }> {
  const { first, whole } = await peek(stream);
  return { list: first === "[", whole };
}
