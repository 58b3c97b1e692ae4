import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type PDFDocument from "pdfkit";

export type Pdf = InstanceType<typeof PDFDocument>;

/** The faces of the house. They are embedded, so that a document looks alike everywhere and names keep their letters. */
export const FACES = {
  regular: "geist-sans/Geist-Regular.ttf",
  medium: "geist-sans/Geist-Medium.ttf",
  semibold: "geist-sans/Geist-SemiBold.ttf",
  mono: "geist-mono/GeistMono-Regular.ttf",
} as const;
export type Face = keyof typeof FACES;

const loaded = new Map<Face, Buffer>();

function bytesOf(face: Face): Buffer {
  const known = loaded.get(face);
  if (known !== undefined) return known;
  // The package opens its modules alone; its fonts lie beside them.
  const door = createRequire(import.meta.url).resolve("geist/font/sans");
  const bytes = readFileSync(join(dirname(door), "fonts", FACES[face]));
  loaded.set(face, bytes);
  return bytes;
}

/** Makes the faces known to a document under their names. */
export function registerFaces(pdf: Pdf): void {
  for (const face of Object.keys(FACES) as Face[]) pdf.registerFont(face, bytesOf(face));
}

interface FontWithGlyphs {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
}

/** True when the face that is set now can draw the character. */
export function hasGlyph(pdf: Pdf, codePoint: number): boolean {
  // pdfkit keeps the opened font to itself; its types do not tell.
  const { _font: font } = pdf as unknown as { _font: FontWithGlyphs };
  return font.font.hasGlyphForCodePoint(codePoint);
}
