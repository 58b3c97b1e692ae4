import { describe, expect, it } from "vitest";
import { reportPdf } from "../index.ts";
import { HASH, sampleRisk, sampleSheet, type SampleSize } from "../testing/sample.ts";
import { type ReadPdf, readPdf } from "../testing/read-pdf.ts";

const draw = async (snapshot = sampleRisk()): Promise<ReadPdf> => readPdf(await reportPdf(snapshot, HASH));
const FOOT = 58;
const SMALL_HEADINGS = ["Why we believe it", "Advice", "History", "Not scanned, and why", "Put the bounds back:"];

/** The last text of a page above its foot. */
function lastText(pdf: ReadPdf, page: number) {
  return [...(pdf.pages[page]?.texts ?? [])].filter(({ y }) => y > FOOT).sort((a, b) => a.y - b.y)[0];
}

describe("a risk report as PDF", () => {
  it("begins with a cover that says what it is, of whom, on what and by which hash it can be checked", async () => {
    const { pages } = await draw();
    expect(pages[0]?.lines).toEqual(
      expect.arrayContaining([
        "Redoubt",
        "Risk report",
        "Meridian Vault",
        "Organization Meridian Labs",
        "Code v1.2.0 (e41a7c2), 612 nSLOC",
        "Report 2, frozen 12 Nov 2026, 14:03 UTC",
        "Prepared by Ines Kovač",
        HASH,
      ]),
    );
    expect(pages[0]?.text).toContain("Confidential.");
  });

  it("lists its parts with the pages on which they stand, as contents and as bookmarks", async () => {
    const pdf = await draw();
    const contents = pdf.pages[0]?.lines.flatMap((line) => /^(.+) (\d+)$/.exec(line) ?? []).length ?? 0;
    expect(contents).toBeGreaterThan(20);
    const parts = [
      "What changed since report 1",
      "Trend",
      "Open critical and high findings in detail",
      "PoC results",
      "Scan coverage",
      "Method",
      "What this report cannot see",
    ];
    for (const part of parts) {
      const page = pdf.pages.findIndex(({ lines }, index) => index > 2 && lines.includes(part));
      expect(pdf.pages[0]?.lines, part).toContain(`${part} ${page + 1}`);
    }
    expect(pdf.bookmarks).toEqual(expect.arrayContaining(parts));
    expect(pdf.bookmarks).toContain("F-2 Pool price wins over the feed, whatever the size of the swap that moved it");
  });

  it("sets its contents closer rather than leave a line of them alone on a page", async () => {
    const pages = await Promise.all(
      Array.from({ length: 12 }, async (_, more) => (await draw(sampleRisk({ findings: 16, sheets: 8 + more }))).pages),
    );
    const overflowing = pages.filter(([, second]) => second?.lines.includes("Contents"));
    for (const [, second] of overflowing) expect(second?.lines.length).toBeGreaterThan(8);
  });

  it("goes on with its contents on another page when there is no room for them on the cover", async () => {
    const pdf = await draw(sampleRisk({ findings: 40, sheets: 30 }));
    expect(pdf.pages[1]?.lines).toContain("Contents");
    const method = pdf.pages.findIndex(({ lines }, index) => index > 3 && lines.includes("Method"));
    expect(pdf.pages[1]?.lines).toContain(`Method ${method + 1}`);
    expect(pdf.pages[1]?.lines.at(-1)).toContain(`Page 2 of ${pdf.pages.length}`);
  });

  it.each<[string, SampleSize]>([
    ["nothing", { findings: 0, decisions: 0, revisions: 0, pocs: 0, promises: false }],
    ["a little", { findings: 3, decisions: 2, revisions: 2 }],
    ["much", { findings: 20, decisions: 12, revisions: 12 }],
    ["more than it can list", { findings: 400, sheets: 2, decisions: 12, revisions: 12 }],
  ])("gives managers two pages whatever there is: %s", async (_what, size) => {
    const { pages } = await draw(sampleRisk(size));
    const first = pages.findIndex(({ text }) => text.includes("Would we sleep?"));
    expect(pages[first]?.text).toContain("Decisions requested");
    expect(pages[first + 1]?.text).toContain("What we do not know");
    expect(pages[first + 1]?.text).toContain("Method and limits");
    expect(pages[first + 2]?.lines[1]).toBe("What changed since report 1");
  });

  it("says behind what the two pages had no room for", async () => {
    const { pages } = await draw(sampleRisk({ findings: 30, sheets: 1, decisions: 12, revisions: 6 }));
    expect(pages[1]?.text).toMatch(/\d+ more decisions are listed behind\./);
    expect(pages[2]?.text).toMatch(/\d+ more are listed behind\./);
    const rest = pages
      .slice(3)
      .map(({ text }) => text)
      .join("\n");
    expect(rest).toContain("All decisions requested");
    expect(rest).toContain("Give F-12 an owner");
    expect(rest).toContain("All open critical and high findings");
    expect(rest).toContain("F-30 Result of send 29 is not checked");
    expect(rest).toContain("29 more findings are open and not told in detail.");
  });

  it("embeds the faces of the house and no others, and keeps the letters of names", async () => {
    const { fonts, pages, information } = await draw();
    expect(fonts.map(({ name }) => name).sort()).toEqual([
      "Geist-Medium",
      "Geist-Regular",
      "Geist-SemiBold",
      "GeistMono-Regular",
    ]);
    expect(fonts.every(({ embedded }) => embedded)).toBe(true);
    expect(pages[1]?.text).toContain("Prepared by Ines Kovač.");
    expect(information("Author")).toBe("Ines Kovač");
    expect(information("Title")).toBe("Meridian Vault: risk report 2");
    expect(information("Subject")).toBe("Risk report of Meridian Vault, Meridian Labs, 12 November 2026");
  });

  it("is tagged, names its language and its title, and describes its pictures", async () => {
    const { source } = await draw();
    expect(source).toContain("/Marked true");
    expect(source).toMatch(/\/Lang \(en\)/);
    expect(source).toContain("/DisplayDocTitle true");
    for (const type of ["Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI", "Figure", "Code", "TOC"])
      expect(source, type).toContain(`/S /${type}`);
    expect(source).toMatch(/\/Alt \(Open findings by revision\. v1\.0\.0: 1 critical/);
    expect(source).toMatch(/\/Alt \(v1\.1\.0: does not reproduce\)/);
  });

  it("numbers its pages and names its data on each but the cover", async () => {
    const { pages } = await draw();
    for (const [index, { text }] of pages.entries()) {
      expect(text.includes(`Page ${index + 1} of ${pages.length}`)).toBe(index > 0);
      expect(text.includes("sha256 7c41 09be d2f0 5a16 … 93e8")).toBe(index > 0);
    }
  });

  it("never shows the marks of code, and sets what they hold as code", async () => {
    const { pages } = await draw();
    const texts = pages.flatMap((page) => page.texts);
    expect(texts.filter(({ text }) => text.includes("`"))).toEqual([]);
    expect(texts.filter(({ text, font }) => text === "feed" && font === "GeistMono-Regular").length).toBeGreaterThan(2);
  });

  it("shows code with the numbers of its lines, the place and the revision", async () => {
    const { pages } = await draw();
    const page = pages.find(({ text }) => text.includes("uint256 value6 = 6;"));
    expect(page?.lines).toContain("64 uint256 value6 = 6;");
    expect(page?.text).toContain("src/MeridianOracle.sol v1.2.0, e41a7c2");
  });

  it("cuts no word of a table that fits its page", async () => {
    const { pages } = await draw(sampleRisk({ findings: 12 }));
    const words = new Set(pages.flatMap(({ texts }) => texts.flatMap(({ text }) => text.split(/\s+/))));
    for (const word of [
      "Finding",
      "Severity",
      "Owner",
      "in",
      "progress",
      "Tomasz",
      "Brandt",
      "critical",
      "regressed",
      "nobody",
    ])
      expect(words, word).toContain(word);
    for (const piece of ["Findin", "Severit", "g", "Bran", "dt", "criti", "cal", "nobod"])
      expect(words, piece).not.toContain(piece);
  });

  it("never ends a page with a heading, wherever pages happen to break", async () => {
    for (const findings of [1, 2, 3, 5, 8]) {
      const lines = Array.from({ length: 5 + findings * 2 }, (_, index) => `line ${index};`);
      const code = { ...sampleSheet(1).code, lines } as NonNullable<ReturnType<typeof sampleSheet>["code"]>;
      const sheets = Array.from({ length: findings }, (_, index) => sampleSheet(index + 1, { code }));
      const pdf = await draw(sampleRisk({ findings, sheets: 0 }, { sheets }));
      for (const page of pdf.pages.keys()) {
        if (page === 0) continue;
        const { font, text } = lastText(pdf, page) ?? { font: "", text: "" };
        const isHeading = font === "Geist-SemiBold" || SMALL_HEADINGS.includes(text);
        expect([page, isHeading ? text : ""]).toEqual([page, ""]);
      }
    }
  });

  it("stays within pages that somebody can still read: thirty findings in full", async () => {
    const { pages } = await draw(sampleRisk({ findings: 100, sheets: 30, decisions: 12, revisions: 12, pocs: 40 }));
    expect(pages.length).toBeLessThan(50);
  });

  it("keeps what is longer than its line within the page", async () => {
    const long = "x".repeat(400);
    const pdf = await draw(
      sampleRisk({}, { notScanned: [{ scanner: long, what: `src/${long}.sol`, places: 1, reason: long }] }),
    );
    // The monospaced face is 0.6 of its size wide; nothing of it may reach beyond the right margin.
    for (const { texts } of pdf.pages)
      for (const { font, x, text, size } of texts)
        if (font === "GeistMono-Regular") expect(x + text.length * size * 0.6).toBeLessThan(595.28 - 47);
    expect(
      pdf.pages
        .map(({ text }) => text)
        .join("")
        .split("x").length,
    ).toBeGreaterThan(1200);
  });

  it("splits a row that is higher than a page instead of losing its end", async () => {
    const reason = `${"missing import ".repeat(900)}the end`;
    const { pages } = await draw(
      sampleRisk({}, { notScanned: [{ scanner: "solhint", what: "a", places: 1, reason }] }),
    );
    expect(
      pages
        .map(({ text }) => text)
        .join("\n")
        .match(/missing import/g)?.length,
    ).toBeGreaterThan(700);
    expect(pages.some(({ text }) => text.includes("the end"))).toBe(true);
  });

  it("draws no character that would turn or hide text, and says which letters it does not have", async () => {
    const { pages } = await draw(sampleRisk({}, { limits: ["Ab\u202Ecd\u0000e, 漢字, Łódź, Владимир"] }));
    const text = pages.map((page) => page.text).join("\n");
    expect(text).toContain("Abcde, ??, Łódź, Владимир");
    expect(text).toContain("U+6F22");
  });
});
