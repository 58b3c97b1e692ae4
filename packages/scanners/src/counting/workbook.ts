import type { Readable } from "node:stream";
import { inflateRawSync } from "node:zlib";

const MOST_PART = 128 * 1024 * 1024;

/** Rows with text in the fullest-named sheet of a workbook, without its header: zip and XML are walked over, not read. */
export async function countSheetRows(stream: Readable): Promise<number> {
  const parts: Buffer[] = [];
  for await (const chunk of stream) parts.push(Buffer.from(chunk));
  const files = partsOf(Buffer.concat(parts));
  const shared = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(
    ([, inner = ""]) => textIn(inner),
  );
  const sheets = [...files]
    .filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
    .map(([, xml]) => rowsOf(xml, shared));
  const best = sheets.toSorted((a, b) => words(b) - words(a))[0] ?? [];
  const header = best.findIndex((row) => row.filter((cell) => NAMES.test(cell.trim())).length >= 2);
  const start = header >= 0 ? header : best.findIndex((row) => row.filter((cell) => cell.trim() !== "").length >= 2);
  return best.slice(start + 1).filter((row) => row.some((cell) => cell.trim() !== "")).length;
}

const NAMES =
  /^(?:title|finding|issue|name|summary|severity|risk|status|state|description|id|key|number|recommendation|location|file|path)$/i;

function words(rows: readonly (readonly string[])[]): number {
  return Math.max(0, ...rows.slice(0, 15).map((row) => row.filter((cell) => NAMES.test(cell.trim())).length));
}

function rowsOf(xml: string, shared: readonly string[]): string[][] {
  return [...xml.matchAll(/<row\b[^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, inner = ""]) =>
    [...inner.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, marks = "", cell = ""]) => {
      const value = /<v[^>]*>([\s\S]*?)<\/v>/.exec(cell)?.[1] ?? "";
      if (/\bt="s"/.test(marks)) return shared[Number(value)] ?? "";
      return /\bt="inlineStr"/.test(marks) ? textIn(cell) : value;
    }),
  );
}

function textIn(xml: string): string {
  return [...xml.matchAll(/<t\b[^>]*>([\s\S]*?)<\/t>/g)].map(([, inner = ""]) => inner).join("");
}

/** XML parts by name, from the directory at the end of the archive. */
function partsOf(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  let at = end < 0 ? bytes.length : bytes.readUInt32LE(end + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, named, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + named);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + packed);
    if (name.endsWith(".xml")) {
      const plain = bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data, { maxOutputLength: MOST_PART });
      parts.set(name, plain.toString("utf8"));
    }
    at += 46 + named + extra + comment;
  }
  return parts;
}
