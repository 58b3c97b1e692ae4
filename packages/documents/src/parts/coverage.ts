import { type NotScanned, type ScannerCoverage, stateWords } from "@redoubt/domain/report";
import { heading, quiet } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import type { Paper } from "../paper/paper.ts";
import { cell, dim, faint, number, table } from "../paper/table.ts";
import { BODY, run, styled } from "../paper/text.ts";

/** What each scanner did on the newest revision, and what none of them looked at and why. */
export function coverage(paper: Paper, scanners: readonly ScannerCoverage[], gaps: readonly NotScanned[]): void {
  if (scanners.length === 0) quiet(paper, "No scan has run on the newest revision.");
  else
    table(
      paper,
      [
        { head: "Scanner", grow: 1 },
        { head: "Version", whole: true },
        { head: "State", whole: true },
        { head: "Jail", whole: true },
        { head: "Scan", align: "right", whole: true },
        { head: "Results", align: "right", whole: true },
      ],
      scanners.map((scanner) => [
        cell(scanner.title),
        dim(scanner.version ?? "not known"),
        scanner.state === "failed" || scanner.state === "cancelled"
          ? cell(scanner.state, styled(BODY, { color: INK.failedText }))
          : cell(stateWords(scanner.state)),
        dim(scanner.sandboxed === null ? "imported" : scanner.sandboxed ? "yes" : "limits only"),
        dim(String(scanner.scan)),
        number(scanner.results),
      ]),
      { pad: 3.6 },
    );
  heading(paper, "Not scanned, and why", { level: 3, entry: false });
  if (gaps.length === 0) {
    quiet(paper, scanners.length === 0 ? "Nothing was looked at." : "The scanners that ran left nothing out.");
    return;
  }
  table(
    paper,
    [
      { head: "Scanner", whole: true },
      { head: "Places", align: "right", whole: true },
      { head: "What", grow: 1, most: 190 },
      { head: "Why", grow: 2 },
    ],
    gaps.map((gap) => [
      cell(gap.scanner),
      dim(String(gap.places)),
      { paragraphs: [[run(gap.what, { face: "mono", size: 8, color: INK.text2 })]] },
      gap.reason === "" ? faint("not told") : dim(gap.reason),
    ]),
    { pad: 3.6 },
  );
}
