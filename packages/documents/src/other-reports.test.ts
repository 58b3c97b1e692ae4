import { describe, expect, it } from "vitest";
import { reportMarkdown, reportPdf } from "./index.ts";
import { readPdf } from "./testing/read-pdf.ts";
import { HASH, sampleFinding, sampleKnownIssues } from "./testing/sample.ts";

const all = async (snapshot: Parameters<typeof reportPdf>[0]) => {
  const pdf = readPdf(await reportPdf(snapshot, HASH));
  return { ...pdf, text: pdf.pages.map(({ text }) => text).join("\n") };
};

describe("one finding as a document", () => {
  it("tells what it is, where, on what evidence, what happened and by which hash it can be checked", async () => {
    const history = [
      { at: "2026-11-12T13:02:00.000Z", who: "Ines Kovač", deed: "commented", said: "See `INV-4`.", undone: true },
    ];
    const { text, bookmarks, pages } = await all(sampleFinding({ history }));
    expect(pages.length).toBeLessThanOrEqual(2);
    expect(bookmarks[0]).toBe("F-2 Pool price wins over the feed, whatever the size of the swap that moved it");
    for (const part of [
      "Severity critical , confidence high State regressed",
      "Place src/MeridianOracle.sol:64 MeridianOracle.price",
      "When feed and pool differ, the pool wins .",
      "64 uint256 value6 = 6;",
      "PoC 2 v1.2.0 reproduces",
      "Recorded by hand, Ines Kovač.",
      "solhint reports it at 2 places pool-price",
      "revert PriceOutOfBounds();",
      "12 Nov 2026, 13:02 Ines Kovač commented (taken back)",
      "See INV-4 .",
      "It tells of one weakness.",
      HASH,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("`");
  });

  it("says why there is no code, and that nobody has tried to exploit it", async () => {
    const { text } = await all(
      sampleFinding({ code: null, noCode: "The file is gone.", pocs: [], reporters: [], recordedBy: null }),
    );
    expect(text).toContain("No code is shown. The file is gone.");
    expect(text).toContain("No exploit was written: nobody has carried it out here.");
    expect(text).toContain("No scanner reported it.");
  });
});

describe("known issues and scope", () => {
  it("name the code, what is left out of it, and what is lived with and why", async () => {
    const { text } = await all(sampleKnownIssues());
    for (const part of [
      "Repository meridian-vault",
      "Commit e41a7c2d90f1a3b5c7d9e0f1a2b3c4d5e6f70819",
      "Size 612 nSLOC, without tests and code of others",
      "(top) foundry solidity 0.8.28 yes 14 612",
      "lib/openzeppelin code of others",
      "Acknowledged until a date, 1",
      "F-4 Delay can be zero",
      "Until hand-over; rule R-06 tells.",
      "By design, 1",
      "No reason was written.",
      "2 restricted findings are counted only.",
      HASH,
    ])
      expect(text).toContain(part);
  });

  it("say so where there is nothing", async () => {
    const { text } = await all(sampleKnownIssues({ issues: [], revision: null }));
    expect(text).toContain("No revision is connected: this page names no code.");
    expect(text).toContain("None was written down");
  });

  it("are the same as Markdown", () => {
    const text = reportMarkdown(sampleKnownIssues(), HASH);
    expect(text).toContain("#### F-4 Delay can be `zero`");
    expect(text).toContain("> Until *hand-over*; rule `R-06` tells.");
    expect(text).toContain("| `.` | foundry | solidity | 0.8.28 | yes | 612 |");
    expect(text).toContain("| lib/openzeppelin | code of others |");
  });
});
