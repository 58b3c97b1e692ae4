import type { Readable } from "node:stream";
import { type PastDocument, readPastText } from "@redoubt/domain/finding";
import { extractTextItems, getDocumentProxy } from "unpdf";
import { wholeBytes } from "../../reading/past-bytes.ts";
import { ReportError } from "../../reading/report-error.ts";
import { linesOfPages } from "./layout.ts";

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PAGES = 1000;
/** Fewer signs a page than this, and it is a picture of a page. */
const LEAST_SIGNS = 40;

/**
 * Reads a PDF through its text layer. Throws `ReportError` for what has none (a scan; nothing is guessed from pictures),
 * for what needs a password, and when nothing in it looks like a finding.
 */
export async function read(stream: Readable): Promise<PastDocument> {
  const bytes = await wholeBytes(stream, MOST_BYTES);
  const { pages, items } = await textOfPages(bytes);
  const text = linesOfPages(items).join("\n");
  if (text.replace(/\s/g, "").length < Math.min(pages, 20) * LEAST_SIGNS) {
    throw new ReportError(
      "wrong-format",
      "the PDF has no text layer: it is a scan, and pictures are not read. Export it with text, or bring the report as Markdown or a table",
    );
  }
  const document = readPastText(text);
  if (document.entries.length === 0) {
    throw new ReportError(
      "wrong-format",
      "no finding was recognised in the text of the PDF: a finding has a line with its number, or stands below a severity",
    );
  }
  const notice = "Read from the text layer of a PDF: look at every row before you import it.";
  return { ...document, notices: [notice, ...document.notices] };
}

async function textOfPages(bytes: Buffer) {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      verbosity: 0,
    });
    if (pdf.numPages > MOST_PAGES) throw new ReportError("too-large", `the PDF has more than ${MOST_PAGES} pages`);
    const { items } = await extractTextItems(pdf);
    return { pages: pdf.numPages, items };
  } catch (error) {
    if (error instanceof ReportError) throw error;
    const words = error instanceof Error ? error.message : "";
    if (/password/i.test(words))
      throw new ReportError("wrong-format", "the PDF is protected by a password: save it without one");
    throw new ReportError("wrong-format", `the PDF is damaged: ${words.slice(0, 200)}`);
  }
}
