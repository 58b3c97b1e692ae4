import { type FindingSnapshot, momentOf, revisionWords } from "@redoubt/domain/report";
import { bullets, heading, paragraph } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import { plainTitle, titled } from "../paper/inline.ts";
import { compose, newPage } from "../paper/paper.ts";
import { BODY, run, SMALL, type Style, styled } from "../paper/text.ts";
import { reportFrame } from "../parts/frame.ts";
import { lostNotice } from "../parts/lost.ts";
import { sheetBody } from "../parts/sheet.ts";

const TITLE: Style = { face: "semibold", size: 19, color: INK.text };

/** One finding as PDF (A4), without a cover: it is handed on as it is. */
export async function findingReportPdf(snapshot: FindingSnapshot, sha256: string): Promise<Buffer> {
  const { sheet, limits, revision, generatedAt, generatedBy, project } = snapshot;
  return compose(reportFrame(snapshot, sha256, `Finding F-${sheet.number}`), (paper) => {
    newPage(paper);
    const label = styled(BODY, { color: INK.text3 });
    paragraph(paper, [run(`F-${sheet.number}, ${project.name}, ${revisionWords(revision)}`, label)], { after: 2 });
    heading(paper, sheet.title, {
      ...{
        level: 1,
        before: 0,
        entry: `F-${sheet.number} ${plainTitle(sheet.title)}`,
        runs: titled(sheet.title, TITLE),
      },
    });
    sheetBody(paper, sheet, { full: true });
    heading(paper, "What this report cannot see", { level: 2 });
    bullets(
      paper,
      limits.map((line) => titled(line, styled(BODY, { color: INK.text2 }))),
    );
    lostNotice(paper);
    paragraph(paper, [
      run(`Frozen ${momentOf(generatedAt)} by ${generatedBy}. SHA-256 of the data: `, SMALL),
      run(sha256, { face: "mono", size: 7.6, color: INK.text3 }),
    ]);
  });
}
