import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { ReportError } from "./report-error.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/**
 * The bytes of a report as UTF-8 without byte order mark. UTF-16 (what a redirect of PowerShell writes) is known by its
 * mark or by its zero bytes and converted. Throws `ReportError` for UTF-32 and beyond `maxBytes`.
 */
export async function* utf8Bytes(stream: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  let head: Buffer | undefined = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  const decode = (buffer: Buffer): Buffer =>
    decoder === undefined ? buffer : Buffer.from(decoder.decode(buffer, { stream: true }));
  for await (const chunk of stream) {
    const buffer: Buffer = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    bytes += buffer.length;
    if (bytes > maxBytes) throw new ReportError("too-large", `the report is larger than ${maxBytes} bytes`);
    if (head === undefined) {
      yield decode(buffer);
      continue;
    }
    head = Buffer.concat([head, buffer]);
    // Four bytes tell; a stream may bring them one by one.
    if (head.length < 4) continue;
    const { encoding, markBytes } = encodingOf(head);
    if (encoding !== "utf-8") decoder = new TextDecoder(encoding);
    const first = decode(head.subarray(markBytes));
    head = undefined;
    yield first;
  }
  if (head !== undefined && head.length > 0) {
    const { encoding, markBytes } = encodingOf(head);
    const rest = head.subarray(markBytes);
    if (rest.length > 0) yield encoding === "utf-8" ? rest : Buffer.from(new TextDecoder(encoding).decode(rest));
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

/** The encoding by the first bytes; text of reports begins with two ASCII signs. */
function encodingOf(head: Buffer): { readonly encoding: Encoding; readonly markBytes: number } {
  const [a, b, c, d] = head;
  if (UTF8_MARK.every((byte, at) => head[at] === byte)) return { encoding: "utf-8", markBytes: 3 };
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && (c === 0xfe || c === 0))) {
    throw new ReportError("wrong-encoding", "the report is in UTF-32: save it as UTF-8");
  }
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { encoding: "utf-16be", markBytes: 0 };
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: "utf-16le", markBytes: 0 };
  return { encoding: "utf-8", markBytes: 0 };
}
