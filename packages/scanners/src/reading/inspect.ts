import { REPORT_LIMITS } from "@redoubt/domain/finding";
import { Readable } from "node:stream";
import { utf8Bytes } from "./encoding.ts";
import { ReportError } from "./report-error.ts";
import { JsonOutline, ReportShape } from "./shape.ts";
import { streamXml } from "./xml.ts";

const HEAD_BYTES = 64 * 1024;
/** So much is always looked at, so that a second, better fitting format is not overlooked. */
const LEAST_BYTES = 256 * 1024;
/** Elements of XML that an outline takes in; the beginning tells. */
const XML_ELEMENTS = 2000;

const MAGIC: readonly (readonly [bytes: readonly number[], words: string])[] = [
  [[0x1f, 0x8b], "a file compressed with gzip"],
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive (or an Office document)"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
  [[0x42, 0x5a, 0x68], "a file compressed with bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "a file compressed with xz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a file compressed with zstd"],
];

/**
 * Outlines a report. JSON is read on until `decided` says that it knows enough, at the latest to its end: what tells a
 * format may stand last. Throws `ReportError` for what is refused whatever the format: a DTD, UTF-32, too large.
 */
export async function outlineReport(
  stream: Readable,
  decided: (shape: ReportShape) => boolean,
): Promise<{ readonly shape: ReportShape; readonly binary: string | undefined }> {
  const shape = new ReportShape();
  const chunks = utf8Bytes(stream, REPORT_LIMITS.maxBytes);
  try {
    const head = await takeHead(chunks);
    shape.head = head.subarray(0, HEAD_BYTES).toString("utf8");
    const binary = MAGIC.find(([magic]) => magic.every((byte, at) => head[at] === byte))?.[1];
    shape.content = contentOf(shape.head, binary);
    if (shape.content === "json") await outlineJson(shape, head, chunks, decided);
    else if (shape.content === "xml") await outlineXml(shape, head);
    return { shape, binary };
  } finally {
    await chunks.return(undefined);
    stream.destroy();
  }
}

async function takeHead(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    parts.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(parts);
}

function contentOf(head: string, binary: string | undefined): ReportShape["content"] {
  if (binary !== undefined || head.includes("\u0000")) return "binary";
  const first = head.trimStart();
  if (first === "") return "empty";
  if (/^<(?:!doctype\s+html|html[\s>])/i.test(first)) return "html";
  if (first.startsWith("<")) return "xml";
  return /^(?:[{["]|null\b|true\b|false\b|-?\d)/.test(first) ? "json" : "text";
}

async function outlineJson(
  shape: ReportShape,
  head: Buffer,
  chunks: AsyncGenerator<Buffer>,
  decided: (shape: ReportShape) => boolean,
): Promise<void> {
  const outline = new JsonOutline(shape, REPORT_LIMITS.maxStringBytes);
  let size = head.length;
  let open = outline.write(head);
  while (open && !(size >= LEAST_BYTES && decided(shape))) {
    const next = await chunks.next();
    if (next.done === true) break;
    size += next.value.length;
    open = outline.write(next.value);
  }
  // A log may begin with a bracket, a table with a number.
  if (shape.broken !== undefined && shape.names().length === 0) shape.content = "text";
}

async function outlineXml(shape: ReportShape, head: Buffer): Promise<void> {
  let elements = 0;
  try {
    for await (const { path, element } of streamXml(Readable.from([head]), () => false)) {
      const node = shape.note(path);
      if (node !== undefined) node.kind ??= "object";
      const attributes = [...element.attributes].slice(0, 20);
      for (const [name, value] of [...attributes, ["xmlns", element.namespace] as const]) {
        const noted = shape.note([...path, `@${name}`]);
        if (noted !== undefined) noted.text ??= value.slice(0, 200);
      }
      elements += 1;
      if (elements >= XML_ELEMENTS) return;
    }
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    if (error.code === "dtd" || error.code === "wrong-encoding") throw error;
    // The head ends in the middle of a larger file, as a rule.
    if (error.code !== "truncated") shape.broken = error.message;
  }
}
