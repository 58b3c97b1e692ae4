import { INK, SEVERITY_INK } from "./ink.ts";
import type { Pdf } from "./fonts.ts";

/** The marks that documents use; each has a form of its own, so that nothing rests on colour. */
export type MarkKind = "failed" | "missing" | "stale" | "claimed" | "demonstrated" | "not-required";

export const MARK = { width: 13.5, height: 9 } as const;

/** Draws a mark with its upper left corner at a place: a slot, wider than high. */
export function drawMark(pdf: Pdf, kind: MarkKind, x: number, y: number): void {
  const { width, height } = MARK;
  pdf.save();
  if (kind === "not-required") {
    pdf.circle(x + width / 2, y + height / 2, 1.1).fill(INK.missing);
    pdf.restore();
    return;
  }
  if (kind === "failed" || kind === "demonstrated") {
    pdf.roundedRect(x, y, width, height, 1.5).fill(kind === "failed" ? INK.failed : INK.demonstrated);
    pdf.lineWidth(1.3).lineCap("round").lineJoin("round").strokeColor(INK.surface);
    const [cx, cy] = [x + width / 2, y + height / 2];
    if (kind === "failed") {
      pdf.moveTo(cx - 2, cy - 2).lineTo(cx + 2, cy + 2);
      pdf.moveTo(cx + 2, cy - 2).lineTo(cx - 2, cy + 2);
    } else
      pdf
        .moveTo(cx - 2.8, cy + 0.2)
        .lineTo(cx - 0.8, cy + 2.1)
        .lineTo(cx + 2.8, cy - 2);
    pdf.stroke();
  } else drawOutlined(pdf, kind, x, y);
  pdf.restore();
}

function drawOutlined(pdf: Pdf, kind: "missing" | "stale" | "claimed", x: number, y: number): void {
  const { width, height } = MARK;
  const line = kind === "missing" ? 0.75 : 1.1;
  const inset = line / 2;
  const slot = () => pdf.roundedRect(x + inset, y + inset, width - line, height - line, 1.5);
  if (kind === "missing") slot().fill(INK.missingGround);
  if (kind === "stale") {
    slot().fill(INK.staleGround);
    pdf.save();
    slot().clip();
    pdf.lineWidth(1.1).strokeColor(INK.stale);
    for (let at = -height; at < width; at += 4)
      pdf
        .moveTo(x + at, y + height)
        .lineTo(x + at + height, y)
        .stroke();
    pdf.restore();
  }
  if (kind === "missing") pdf.dash(2, { space: 1.5 });
  const color = kind === "missing" ? INK.missing : kind === "stale" ? INK.stale : INK.claimed;
  slot().lineWidth(line).strokeColor(color).stroke();
}

export const LEVEL = { width: 10, height: 9 } as const;
const STEPS = { critical: 4, high: 3, medium: 2, low: 1, info: 0 } as const;
const HEIGHTS = [3, 5, 7, 9] as const;

/** One to four steps: how severe it is. */
export function drawLevel(pdf: Pdf, severity: keyof typeof STEPS, x: number, y: number): void {
  for (const [index, height] of HEIGHTS.entries()) {
    const color = index < STEPS[severity] ? SEVERITY_INK[severity] : INK.lineStrong;
    pdf.rect(x + index * 2.6, y + LEVEL.height - height, 1.9, height).fill(color);
  }
}

/** A box to tick with a pen. */
export function drawBox(pdf: Pdf, x: number, y: number): void {
  pdf.roundedRect(x, y, 9.5, 9.5, 2).lineWidth(0.75).strokeColor(INK.lineControl).stroke();
}

/** The sign of the house: the plan of a redoubt. 24 units wide. */
const SIGN =
  "M1.5 1.5 8 4.2 7.4 7.2h9.2L16 4.2l6.5-2.7L19.8 8l-3-.6v9.2l3-.6 2.7 6.5-6.5-2.7.6-3H7.4l.6 3-6.5 2.7L4.2 16l3 .6V7.4l-3 .6L1.5 1.5Z";

export function drawSign(pdf: Pdf, x: number, y: number, size: number, color: string = INK.text): void {
  pdf.save();
  pdf
    .translate(x, y)
    .scale(size / 24)
    .path(SIGN)
    .fill(color);
  pdf.restore();
}
