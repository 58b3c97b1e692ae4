import type { Readable } from "node:stream";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";

/** The whole of a document whose kind is read whole. Throws `ReportError` beyond `maxBytes`. */
export async function wholeBytes(stream: Readable, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > maxBytes) {
      stream.destroy();
      throw new ReportError("too-large", `the document is larger than ${Math.round(maxBytes / 1024 / 1024)} MB`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** The same as text, in UTF-8 or UTF-16. */
export async function wholeText(stream: Readable, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of utf8Bytes(stream, maxBytes)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
