import type { PastDocument, PastEntry } from "@redoubt/domain/finding";
import { describe, expect, it } from "vitest";
import { fixture, pieces } from "../../testing.ts";
import { read } from "./parse.ts";

const document = (name: string): Promise<PastDocument> => read(pieces(fixture(import.meta.dirname, name)));
const rows = ({ entries }: PastDocument) =>
  entries.map(({ key, title, severity, state, fix }) => [key, title, severity, state, fix]);
const entry = ({ entries }: PastDocument, at: number): PastEntry => {
  const found = entries[at];
  if (found === undefined) throw new Error(`there is no entry ${at}`);
  return found;
};

describe("reports in the layout of", () => {
  it("contests: linked numbers, permanent links, answers of sponsors, headings in code", async () => {
    const read = await document("report-contest.md");
    expect(read.head).toMatchObject({
      title: "Tidepool lending contest",
      date: "2025-04-18",
      commit: "4be1d07a9c2f5e8813d6b7a0f4c9e2d1b5a6c7d8",
    });
    expect(rows(read)).toEqual([
      ["H-01", "Anyone can drain the reserve through `sweep`", "high", "fixed", null],
      ["H-02", "Shares are minted at a stale price", "high", "acknowledged", null],
      ["M-01", "Liquidations revert for tokens that burn on transfer", "medium", "disputed", null],
      ["L-01", "Events miss the old value", "low", null, null],
      ["L-02", "Version of the compiler is open", "low", null, null],
    ]);
    expect(entry(read, 0).hints[0]).toEqual({
      path: "src/Reserve.sol",
      startLine: 88,
      endLine: 96,
      commit: "4be1d07a9c2f5e8813d6b7a0f4c9e2d1b5a6c7d8",
    });
    expect(entry(read, 0).description).toContain("[H-99] this is code");
    expect(entry(read, 0).advice).toBe("Let only the treasury call it.");
  });

  it("judged issues: headings with a word in front, discussions", async () => {
    const read = await document("report-issues.md");
    expect(read.head).toMatchObject({
      firm: "Quayside Reviews",
      date: "2025-03-03",
      commit: "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432",
    });
    expect(rows(read)).toEqual([
      ["H-1", "Messages can be replayed on a second chain", "high", "fixed", "PR 118"],
      ["M-1", "The relayer list cannot shrink", "medium", "acknowledged", null],
      ["M-2", "Fees are rounded to the advantage of the sender", "medium", null, null],
    ]);
    expect(entry(read, 0).hints[0]).toEqual({ path: "contracts/Inbox.sol", startLine: 112, endLine: 131 });
    expect(entry(read, 0).hints).toContainEqual({ container: "Inbox", callable: "receiveMessage" });
  });

  it("a list of findings in front of their sections", async () => {
    const read = await document("report-table.md");
    expect(read.head).toMatchObject({
      firm: "Wick & Flame Security",
      date: "2025-02-21",
      repository: "https://github.com/lantern-fi/core",
    });
    expect(rows(read)).toEqual([
      ["I-01", "Names of errors differ between contracts", "info", "acknowledged", null],
      ["C-01", "Owner of an empty market sets its price", "critical", "fixed", null],
      ["M-01", "A pause stops repayments too", "medium", "acknowledged", null],
      ["M-02", "Interest is lost when nobody calls `poke`", "medium", "partially-fixed", null],
    ]);
    expect(entry(read, 1)).toMatchObject({ stateWords: "Resolved", advice: "Burn the first shares." });
  });

  it("sections below a severity, with updates", async () => {
    const read = await document("report-update.md");
    expect(read.head).toMatchObject({ firm: "Lighthouse Audits", date: "2025-01-24", commit: "77aa88bb99cc" });
    expect(rows(read)).toEqual([
      [null, "Withdrawals can be blocked by one validator", "high", "fixed", "c0ffee1"],
      [null, "Rewards are counted twice after a migration", "medium", "partially-fixed", "PR 33"],
      [null, "Guardian may act without delay", "medium", "acknowledged", null],
      [null, "Comments name functions that are gone", "info", "open", null],
    ]);
    expect(entry(read, 3).description).toBe("Several comments speak of `stakeFor`, which was removed.");
  });

  it("pages: numbered lines, a table of contents, fields without marks, lists that are no headings", async () => {
    const read = await document("report-page.txt");
    expect(read.head).toMatchObject({
      title: "Coral Exchange",
      firm: "Reef Collective",
      date: "2025-03-14",
      commit: "5d41402abc4b2a76b9719d911017c592aabbccdd",
    });
    expect(rows(read)).toEqual([
      [null, "Swap callback trusts its caller", "high", "fixed", "PR 77"],
      [null, "Deadline is not checked for exact output swaps", "low", "acknowledged", null],
    ]);
    expect(entry(read, 0).description).toContain("3. The callback pays it.");
    expect(entry(read, 0).hints.slice(0, 2)).toEqual([
      { path: "Pool.sol", startLine: 201, endLine: 233 },
      { path: "Router.sol", startLine: 90, endLine: 90 },
    ]);
  });

  it("marks behind the title, and a resolution above the description", async () => {
    const read = await document("report-badge.md");
    expect(read.head).toMatchObject({ firm: "Nori Diligence", date: "2024-08-01" });
    expect(rows(read)).toEqual([
      [
        null,
        "Votes count after delegation was taken back",
        "critical",
        "fixed",
        "3f2e1d0c9b8a7f6e5d4c3b2a1f0e9d8c7b6a5f4e",
      ],
      [null, "A proposal can be cancelled by anyone", "high", "acknowledged", null],
      [null, "Typo in a revert string", "low", null, null],
    ]);
    expect(entry(read, 1).response).toBe("The client will keep it: proposals are cancelled by a bot.");
  });

  it("a number in a field below a counted title, as long reports have it", async () => {
    const read = await document("report-fields.txt");
    expect(read.head).toMatchObject({ firm: "Trawl Research and Tide Ltd", date: "2024-07-09" });
    expect(rows(read)).toEqual([
      ["TRW-PLK-1", "Oracle accepts a zero price", "high", "fixed", "ab12cd34ef"],
      ["TRW-PLK-2", "Admin key is kept in an environment file", "medium", null, null],
    ]);
    expect(entry(read, 0)).toMatchObject({
      severityWords: "High",
      hints: [{ path: "src/oracle/Feed.sol" }, { container: "Feed", callable: "latest" }],
    });
  });

  it("a table of fields below each title", async () => {
    const read = await document("report-cells.md");
    expect(read.head).toMatchObject({ firm: "Clownfish Labs", date: "2024-09-12" });
    expect(rows(read)).toEqual([
      ["ANM-01", "Minting has no upper limit", "high", "acknowledged", null],
      ["ANM-02", "Transfer fee can exceed the amount", "medium", "fixed", "1122334455"],
      ["ANM-03", "Unused variable", "info", "open", null],
    ]);
    expect(entry(read, 0)).toMatchObject({
      description: expect.not.stringContaining("|"),
      hints: [{ path: "contracts/Anemone.sol", startLine: 44, endLine: 50 }],
    });
  });

  it("capitals, risks behind the title, a remediation that is an answer", async () => {
    const read = await document("report-solved.md");
    expect(rows(read)).toEqual([
      ["DRW-01", "REENTRANCY IN CLAIM", "critical", "fixed", "deadbeef01"],
      ["DRW-02", "MISSING ZERO CHECK", "low", "acknowledged", null],
      ["DRW-03", "FLOATING PRAGMA", "info", null, null],
    ]);
    expect(entry(read, 1)).toMatchObject({
      advice: "Refuse it.",
      response: "**RISK ACCEPTED:** the owner is a multisig.",
    });
  });

  it("counted titles below a severity, among tables that explain words", async () => {
    const read = await document("report-numbered.md");
    expect(read.head).toMatchObject({ date: "2025-03-15", commit: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c" });
    expect(rows(read)).toEqual([
      [
        null,
        "Anyone can finish a withdrawal of somebody else",
        "critical",
        "fixed",
        "1a1a1a1a2b2b2b2b3c3c3c3c4d4d4d4d5e5e5e5e",
      ],
      [null, "Slots are packed badly", "low", "acknowledged", null],
    ]);
  });

  it("parties that answer by their name, and a firm that verifies", async () => {
    const read = await document("report-verified.md");
    expect(read.head.firm).toBe("Pearl Audits");
    expect(rows(read)).toEqual([
      [null, "Only the first hundred stakers are paid", "low", "fixed", "ab12cd3ef45678901234567890abcdef12345678"],
      [null, "Delegates are not told", "low", "acknowledged", null],
      [null, "Imports are not named", "info", "fixed", null],
    ]);
  });

  it("a list and nothing else", async () => {
    const read = await document("report-list.md");
    expect(read.head.firm).toBe("Sandbank Security");
    expect(rows(read)).toEqual([
      [null, "Signatures can be used twice", "high", "fixed", "90ab12cd"],
      [null, "Owner can rename the token", "low", "acknowledged", null],
      [null, "`decimals` is read at every transfer | costly", "info", "open", null],
    ]);
  });
});

it("a text without findings is refused in words", async () => {
  await expect(document("none-notes.md")).rejects.toThrow("no finding was recognised");
});
