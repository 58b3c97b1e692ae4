import { describe, expect, it } from "vitest";
import { reportMarkdown, reportPdf } from "./index.ts";
import { readPdf } from "./testing/read-pdf.ts";
import { HASH, sampleFinding, sampleKnownIssues, sampleModel } from "./testing/sample.ts";

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

describe("a threat model", () => {
  it("tells where each threat stands, what answers it, and what counts for nothing", async () => {
    const { text, bookmarks, fonts, information } = await all(sampleModel());
    expect(bookmarks).toEqual([
      ...["Threat model", "Where the threats stand", "Threats, 3", "Controls, 2", "What it is made of"],
      ...["What is taken for granted", "What this document cannot see"],
    ]);
    expect(information("Title")).toMatch(/: threat model \d+$/);
    expect(fonts.every(({ embedded }) => embedded)).toBe(true);
    for (const part of [
      "Version 2, approved by Ines Kovač on 12 Nov 2026.",
      "A vault and what it trusts.",
      "mitigated, claimed 1",
      "T-1 A borrower moves the price within one transaction",
      "open on Oracle, Vault, score high, STRIDE T, TH-01, owner Ines Kovač",
      "Nothing answers it yet.",
      "C-1 Refuses old answers (in place)",
      "C-2 Nobody reads the source (void)",
      "acknowledged the whole system, score high, STRIDE T, TH-01, owner Ines Kovač, until 26 Feb 2027",
      "Until hand-over.",
      "Void. CAP-01: Reading costs nothing.",
      "Feed Oracle out: run by others",
      "Feed Vault price",
      "A-1 The feed answers hourly. 1 Jan 2027 unconfirmed",
      "Mitigated is what people claim.",
      HASH,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("*");
  });

  it("says so where there is nothing, and what has gone stale", async () => {
    const nothing = { threats: [], controls: [], elements: [], flows: [], assumptions: [], description: "" };
    const { text } = await all(sampleModel({ ...nothing, version: null }));
    expect(text).toContain("Nothing is drawn yet.");
    expect(text).toContain("None was written down.");
    expect(text).toContain("Nothing is drawn.");
    const { version } = sampleModel();
    if (version === null) throw new Error("the sample has a version");
    const stale = await all(sampleModel({ version: { ...version, state: "stale", stale: ["Vault.run (Vault)"] } }));
    expect(stale.text).toContain("on 12 Nov 2026; the code has moved on since.");
    expect(stale.text).toContain("Vault.run (Vault)");
  });

  it("holds two hundred threats and loses none", async () => {
    const [first] = sampleModel().threats;
    if (first === undefined) throw new Error("the sample has threats");
    const threats = Array.from({ length: 200 }, (_each, at) => ({ ...first, number: at + 1 }));
    const { text, pages } = await all(sampleModel({ threats }));
    expect([...text.matchAll(/^T-\d+ A borrower/gm)]).toHaveLength(200);
    expect(pages.length).toBeGreaterThan(8);
  });

  it("is the same as Markdown", () => {
    const text = reportMarkdown(sampleModel(), HASH);
    expect(text).toContain("### T-2 The feed goes silent");
    expect(text).toContain("- C-2 Nobody reads the source (void)");
    expect(text).toContain("> Until *hand-over*.");
    expect(text).toContain("| Vault | Contract | Chain | in |");
    expect(text).toContain("| A-1 | The feed answers hourly. | 1 Jan 2027 | unconfirmed |");
  });
});
