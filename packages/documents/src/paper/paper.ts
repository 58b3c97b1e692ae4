import PDFDocument from "pdfkit";
import { registerFaces, type Pdf } from "./fonts.ts";
import { drawable, type Run } from "./text.ts";

/** Points. A4 with the margins of the house's printed pages. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 48, top: 84, bottom: 58 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
const FLOOR = PAGE.height - PAGE.bottom;

/** A line of the table of contents. */
export interface Entry {
  readonly title: string;
  readonly level: 1 | 2;
  readonly page: number;
  readonly name: string;
}

/** What an earlier pass over the same document found out. */
export interface Known {
  readonly pages: number;
  readonly entries: readonly Entry[];
}

/** What every page carries, and what the file says of itself. */
export interface Frame {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly date: Date;
  drawHead(paper: Paper): void;
  drawFoot(paper: Paper): void;
}

type Element = PDFKit.PDFStructureElement;

/** A heading that waits for what it stands over. */
export interface Waiting {
  readonly height: number;
  draw(): void;
}

/** A document that is being written: where the pen is, what was promised, what could not be drawn. */
export interface Paper {
  readonly pdf: Pdf;
  readonly frame: Frame;
  readonly known: Known;
  readonly entries: Entry[];
  /** Characters that no face of the house has. */
  readonly lost: Set<string>;
  readonly waiting: Waiting[];
  readonly parents: Element[];
  /** The lower edge of what was drawn last. */
  y: number;
  page: number;
  /** Parents of the bookmarks that come next. */
  bookmark: PDFKit.PDFOutline | null;
}

/** Runs the drawing as often as it takes until the contents know their pages; the answer is the whole file. */
export async function compose(frame: Frame, draw: (paper: Paper) => void): Promise<Buffer> {
  let known: Known = { pages: 0, entries: [] };
  for (let pass = 1; ; pass += 1) {
    const { file, found } = await drawOnce(frame, known, draw);
    const isSettled = JSON.stringify(found) === JSON.stringify(known);
    // Contents of more than one page move what follows once more; three passes are enough for any of ours.
    if (isSettled || pass === 4) return file;
    known = found;
  }
}

async function drawOnce(
  frame: Frame,
  known: Known,
  draw: (paper: Paper) => void,
): Promise<{ file: Buffer; found: Known }> {
  const pdf = new PDFDocument({
    size: "A4",
    margins: { top: 0, left: 0, right: 0, bottom: 0 },
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: "en",
    info: {
      ...{ Title: frame.title, Author: frame.author, Subject: frame.subject, Creator: "Redoubt", Producer: "Redoubt" },
      ...{ CreationDate: frame.date, ModDate: frame.date },
    },
  });
  registerFaces(pdf);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const paper: Paper = {
    ...{ pdf, frame, known, entries: [], lost: new Set(), waiting: [], parents: [root], y: 0, page: 0, bookmark: null },
  };
  draw(paper);
  flush(paper);
  root.end();
  pdf.end();
  return { file: await done, found: { pages: paper.page, entries: paper.entries } };
}

/** Begins a page; a bare one has neither head nor foot. */
export function newPage(paper: Paper, bare = false): void {
  paper.pdf.addPage();
  paper.page += 1;
  paper.y = PAGE.top;
  if (bare) return;
  artifact(paper, () => {
    paper.frame.drawHead(paper);
    paper.frame.drawFoot(paper);
  });
}

/** Points that are left on this page. */
export function roomOf(paper: Paper): number {
  return FLOOR - paper.y;
}

/**
 * Makes room for something of a height, on this page or the next, under the headings that wait for it: a heading is
 * never alone at the end of a page.
 */
export function claim(paper: Paper, height: number): void {
  const total = paper.waiting.reduce((sum, heading) => sum + heading.height, 0) + height;
  if (paper.page === 0 || (total > roomOf(paper) && paper.y > PAGE.top)) newPage(paper);
  flush(paper);
}

function flush(paper: Paper): void {
  for (const heading of paper.waiting.splice(0)) heading.draw();
}

/** Text as this document can draw it. */
export function clean(paper: Paper, runs: readonly Run[]): Run[] {
  return runs.map((each) => ({ text: drawable(paper.pdf, each, paper.lost), style: each.style }));
}

/** Lines and grounds that mean nothing to a reader who hears the page. */
export function artifact(paper: Paper, draw: () => void): void {
  paper.pdf.markContent("Artifact", { type: "Layout" });
  draw();
  paper.pdf.endMarkedContent();
}

/** A part that holds others: a table, a row, a list. */
export function group(paper: Paper, type: string, draw: () => void): void {
  const element = paper.pdf.struct(type);
  paper.parents.at(-1)?.add(element);
  paper.parents.push(element);
  draw();
  paper.parents.pop();
  element.end();
}

/**
 * A part that is read: a paragraph, a heading, a cell, a picture with its words. What is drawn goes through `ink`, once
 * for each page that the part lies on.
 */
export function leaf(
  paper: Paper,
  type: string,
  options: { readonly alt?: string; readonly scope?: "Column" | "Row" },
  draw: (ink: (draw: () => void) => void) => void,
): void {
  const { pdf } = paper;
  const element = pdf.struct(type, options);
  paper.parents.at(-1)?.add(element);
  draw((stroke) => {
    const content = pdf.markStructureContent(type);
    stroke();
    pdf.endMarkedContent();
    element.add(content);
  });
  element.end();
}
