import type { Readable } from "node:stream";
// A text layer cannot be told without reading fonts: the library is shared, what becomes of its words is not.
import { extractText } from "unpdf";
import { countFindings } from "./findings.ts";

/** Findings in the text of a PDF, page by page as the library hands it over. */
export async function countPages(stream: Readable): Promise<number> {
  const parts: Buffer[] = [];
  for await (const chunk of stream) parts.push(Buffer.from(chunk));
  const { text } = await extractText(new Uint8Array(Buffer.concat(parts)), { mergePages: false });
  return countFindings(text.join("\n\n"));
}
