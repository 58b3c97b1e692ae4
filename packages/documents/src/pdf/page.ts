import PDFDocument from "pdfkit";

/** Points. A4 with the margins that the design of reports uses. */
export const PAGE = { width: 595.28, height: 841.89, margin: 56, foot: 40 } as const;
export const INK = { text: "#15171a", dim: "#474b50", faint: "#63676c", line: "#d0d0ca" } as const;

export type Pdf = InstanceType<typeof PDFDocument>;

/** A new document with fixed metadata dates, so that equal data makes an equal look whatever the day. */
export function newPdf(title: string, date: Date): Pdf {
  return new PDFDocument({
    size: "A4",
    margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin + PAGE.foot },
    bufferPages: true,
    info: { Title: title, Creator: "Redoubt", CreationDate: date, ModDate: date },
    lang: "en",
  });
}

/** Runs the drawing and returns the whole file. */
export async function collectPdf(pdf: Pdf, draw: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  draw();
  pdf.end();
  return done;
}

export function heading(pdf: Pdf, text: string, level: 1 | 2 = 1): void {
  ensureRoom(pdf, level === 1 ? 80 : 60);
  pdf.moveDown(level === 1 ? 1.2 : 0.8);
  pdf
    .font("Helvetica-Bold")
    .fontSize(level === 1 ? 14 : 11)
    .fillColor(INK.text)
    .text(text);
  pdf.moveDown(0.4);
}

export function paragraph(pdf: Pdf, text: string): void {
  pdf.font("Helvetica").fontSize(10).fillColor(INK.text).text(text, { lineGap: 2.5 });
  pdf.moveDown(0.4);
}

export function bullet(pdf: Pdf, text: string): void {
  const left = PAGE.margin;
  pdf.font("Helvetica").fontSize(10).fillColor(INK.text);
  ensureRoom(pdf, pdf.heightOfString(text, { width: PAGE.width - 2 * left - 12 }) + 6);
  const y = pdf.y;
  pdf.text("•", left, y, { width: 10 });
  pdf.text(text, left + 12, y, { width: PAGE.width - 2 * left - 12, lineGap: 2 });
  pdf.moveDown(0.3);
  pdf.x = left;
}

/** Starts a new page when less than `points` are left above the foot. */
export function ensureRoom(pdf: Pdf, points: number): void {
  if (pdf.y + points > PAGE.height - PAGE.margin - PAGE.foot) pdf.addPage();
}

/** Writes the foot of every page once their number is known. */
export function footAllPages(pdf: Pdf, text: string): void {
  const range = pdf.bufferedPageRange();
  for (let index = range.start; index < range.start + range.count; index += 1) {
    pdf.switchToPage(index);
    const y = PAGE.height - PAGE.margin;
    // Text below the bottom margin would start a new page: the margin is lifted while the foot is written.
    const bottom = pdf.page.margins.bottom;
    pdf.page.margins.bottom = 0;
    pdf
      .moveTo(PAGE.margin, y - 8)
      .lineTo(PAGE.width - PAGE.margin, y - 8)
      .lineWidth(0.5)
      .strokeColor(INK.line)
      .stroke();
    pdf.font("Helvetica").fontSize(7.5).fillColor(INK.faint);
    pdf.text(text, PAGE.margin, y, { width: 400, lineBreak: false });
    pdf.text(`${index + 1} of ${range.count}`, PAGE.width - PAGE.margin - 60, y, {
      width: 60,
      align: "right",
      lineBreak: false,
    });
    pdf.page.margins.bottom = bottom;
  }
}
