import { inflateSync } from "node:zlib";

/** A run of glyphs as the page shows it: its left end and baseline in points from the lower left corner. */
interface PdfText {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly text: string;
}

export interface ReadPdf {
  readonly pages: readonly {
    readonly texts: readonly PdfText[];
    readonly lines: readonly string[];
    readonly text: string;
  }[];
  /** Names of the fonts, and whether their outlines are in the file. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly bookmarks: readonly string[];
  /** What the file says of itself: Title, Author, Subject. */
  information(key: string): string;
  readonly source: string;
}

/**
 * Reads back what pdfkit wrote, as far as tests look at it: text by page through each font's own table, fonts, bookmarks.
 * It is no reader for other files; it throws at what it does not know, so that a test never passes on nothing.
 */
export function readPdf(file: Buffer): ReadPdf {
  const source = file.toString("latin1");
  const objects = readObjects(file, source);
  const dictionary = (id: number): string => {
    const object = objects.get(id);
    if (object === undefined) throw new Error(`object ${id} is missing`);
    return object.head;
  };
  const fonts = new Map<string, { name: string; embedded: boolean; table: Map<string, string> }>();
  const pages = pageIds(source, dictionary).map((id) => {
    const page = dictionary(id);
    const resources = page.includes("/Resources <<") ? page : dictionary(reference(page, "Resources"));
    const names = new Map<string, string>();
    for (const [, name = "", font = ""] of /\/Font <<([\s\S]*?)>>/
      .exec(resources)?.[1]
      ?.matchAll(/\/(\w+) (\d+) 0 R/g) ?? []) {
      names.set(name, font);
      if (!fonts.has(font)) fonts.set(font, readFont(Number(font), objects, dictionary));
    }
    const content = objects.get(reference(page, "Contents"))?.stream?.toString("latin1") ?? "";
    const texts = readTexts(content, (name) => {
      const font = fonts.get(names.get(name) ?? "");
      if (font === undefined) throw new Error(`font ${name} is unknown`);
      return font;
    });
    const lines = linesOf(texts);
    return { texts, lines, text: lines.join("\n") };
  });
  const bookmarks = [...objects.values()]
    .filter(({ head }) => /\/Title /.test(head) && /\/Parent /.test(head) && /\/Dest /.test(head))
    .map(({ head }) => literalIn(head, "/Title"));
  const information = (key: string) => literalIn(dictionary(reference(dictionary(reference(source, "Info")), key)), "");
  const faces = [...fonts.values()].map(({ name, embedded }) => ({ name, embedded }));
  return { pages, fonts: faces, bookmarks, information, source };
}

/** The text in parentheses behind a key. */
function literalIn(dictionary: string, key: string): string {
  const literal = new RegExp(`${key}\\s*\\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(dictionary)?.[1];
  if (literal === undefined) throw new Error(`there is no ${key} in ${dictionary.slice(0, 80)}`);
  const bytes = Buffer.from(
    literal.replace(/\\([nrtbf()\\])/g, (_, code: string) => ESCAPES[code] ?? code),
    "latin1",
  );
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString("latin1");
  return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | null;
}

function readObjects(file: Buffer, source: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const start = Number(/startxref\s+(\d+)/.exec(source.slice(-64))?.[1]);
  const [, count = "0"] = /^xref\s+0 (\d+)/.exec(source.slice(start)) ?? [];
  const offsets = [...source.slice(start).matchAll(/(\d{10}) \d{5} n/g)].map(([, offset]) => Number(offset));
  if (offsets.length !== Number(count) - 1) throw new Error("the table of objects is not whole");
  for (const [index, offset] of offsets.entries()) {
    const end = source.indexOf("\nendobj", offset);
    const body = source.slice(offset, end);
    const at = body.indexOf("stream\n");
    if (at < 0) objects.set(index + 1, { head: body, stream: null });
    else {
      const head = body.slice(0, at);
      const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
      const bytes = file.subarray(offset + at + 7, offset + at + 7 + length);
      objects.set(index + 1, { head, stream: head.includes("/FlateDecode") ? inflateSync(bytes) : bytes });
    }
  }
  return objects;
}

function pageIds(source: string, dictionary: (id: number) => string): number[] {
  const root = Number(/\/Root (\d+) 0 R/.exec(source)?.[1]);
  const kids = /\/Kids \[([^\]]*)\]/.exec(dictionary(reference(dictionary(root), "Pages")))?.[1] ?? "";
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function reference(dictionary: string, key: string): number {
  const id = new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(dictionary)?.[1];
  if (id === undefined) throw new Error(`there is no ${key} in ${dictionary.slice(0, 80)}`);
  return Number(id);
}

function readFont(id: number, objects: ReadonlyMap<number, PdfObject>, dictionary: (id: number) => string) {
  const font = dictionary(id);
  const descriptor = dictionary(reference(dictionary(reference(font, "DescendantFonts")), "FontDescriptor"));
  const cmap = objects.get(reference(font, "ToUnicode"))?.stream?.toString("latin1") ?? "";
  const table = new Map<string, string>();
  for (const [, first = "", , list = ""] of cmap.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    for (const [index, [, codes = ""]] of [...list.matchAll(/<([\w ]*)>/g)].entries()) {
      const code = (Number.parseInt(first, 16) + index).toString(16).padStart(4, "0");
      const units = codes
        .split(" ")
        .filter(Boolean)
        .map((unit) => Number.parseInt(unit, 16));
      table.set(code, String.fromCharCode(...units));
    }
  }
  return {
    name: /\/BaseFont \/[A-Z]{6}\+([\w-]+)/.exec(font)?.[1] ?? "",
    embedded: /\/FontFile[23] \d+ 0 R/.test(descriptor),
    table,
  };
}

function readTexts(content: string, fontOf: (name: string) => { name: string; table: Map<string, string> }): PdfText[] {
  const texts: PdfText[] = [];
  let font: { name: string; table: Map<string, string> } | null = null;
  let [size, x, y] = [0, 0, 0];
  // Each page is turned upside down once, and each text back: coordinates of texts are those of the page.
  const tokens = content.matchAll(/\/(\w+) ([\d.]+) Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\[([^\]]*)\] TJ/g);
  for (const [, name, fontSize, left, bottom, glyphs] of tokens) {
    if (name !== undefined) {
      font = fontOf(name);
      size = Number(fontSize);
    } else if (left !== undefined) [x, y] = [Number(left), Number(bottom)];
    else if (glyphs !== undefined && font !== null) {
      const { table } = font;
      const codes = [...glyphs.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
      texts.push({ x, y, size, font: font.name, text: codes.map((code) => table.get(code) ?? "\ufffd").join("") });
    }
  }
  return texts;
}

function linesOf(texts: readonly PdfText[]): string[] {
  const rows = Map.groupBy(texts, ({ y }) => Math.round(y * 2) / 2);
  return [...rows.entries()]
    .sort(([a], [b]) => b - a)
    .map(([, row]) =>
      [...row]
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(" ")
        .replace(/ {2,}/g, " "),
    );
}
