import { ensureRoom, INK, PAGE, type Pdf } from "./page.ts";

/** One column: its head and its share of the width; `right` for figures. */
export interface Column {
  readonly head: string;
  readonly share: number;
  readonly align?: "left" | "right";
}

const PAD = 4;
const SIZE = 8.5;

/** A table with hairlines; rows grow with their text, the head is repeated on each page. */
export function drawTable(pdf: Pdf, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  const width = PAGE.width - 2 * PAGE.margin;
  const widths = columns.map((column) => (column.share / total) * width);
  drawRow(
    pdf,
    columns,
    widths,
    columns.map((column) => column.head),
    true,
  );
  for (const row of rows) {
    const height = rowHeight(pdf, widths, row);
    const page = pdf.bufferedPageRange().count;
    ensureRoom(pdf, height + 2);
    if (pdf.bufferedPageRange().count !== page)
      drawRow(
        pdf,
        columns,
        widths,
        columns.map((column) => column.head),
        true,
      );
    drawRow(pdf, columns, widths, row, false);
  }
  pdf.x = PAGE.margin;
  pdf.moveDown(0.8);
}

function rowHeight(pdf: Pdf, widths: readonly number[], row: readonly string[]): number {
  pdf.font("Helvetica").fontSize(SIZE);
  const heights = row.map((cell, index) =>
    pdf.heightOfString(cell === "" ? " " : cell, { width: (widths[index] ?? 0) - 2 * PAD }),
  );
  return Math.max(...heights) + 2 * PAD;
}

function drawRow(
  pdf: Pdf,
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly string[],
  isHead: boolean,
): void {
  const height = isHead ? SIZE + 2 * PAD + 3 : rowHeight(pdf, widths, row);
  const top = pdf.y;
  let x: number = PAGE.margin;
  pdf
    .font(isHead ? "Helvetica-Bold" : "Helvetica")
    .fontSize(SIZE)
    .fillColor(isHead ? INK.faint : INK.text);
  for (const [index, cell] of row.entries()) {
    const width = widths[index] ?? 0;
    pdf.text(cell, x + PAD, top + PAD, {
      width: width - 2 * PAD,
      align: columns[index]?.align ?? "left",
      lineBreak: !isHead,
    });
    x += width;
  }
  const bottom = top + height;
  pdf
    .moveTo(PAGE.margin, bottom)
    .lineTo(PAGE.width - PAGE.margin, bottom)
    .lineWidth(isHead ? 0.75 : 0.4)
    .strokeColor(INK.line)
    .stroke();
  pdf.x = PAGE.margin;
  pdf.y = bottom;
}
