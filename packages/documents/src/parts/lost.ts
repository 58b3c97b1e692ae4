import { paragraph } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import type { Paper } from "../paper/paper.ts";
import { BODY, run, styled } from "../paper/text.ts";

/** Letters that no face of the house has are drawn as question marks; who reads the PDF is told. */
export function lostNotice(paper: Paper): void {
  if (paper.lost.size === 0) return;
  const codes = [...paper.lost]
    .slice(0, 12)
    .map((each) => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  const more = paper.lost.size > codes.length ? " and more" : "";
  paragraph(paper, [
    run(
      `Characters that cannot be drawn here stand as question marks (${codes.join(", ")}${more}). Markdown and JSON of this report have them.`,
      styled(BODY, { color: INK.text3 }),
    ),
  ]);
}
