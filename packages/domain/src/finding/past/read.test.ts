import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAST_LIMITS, PastDocument } from "./document.ts";
import { readName } from "./keys.ts";
import { readPastText } from "./read.ts";
import { datesIn, severityOf, stateOf, stateOfAnswer } from "./words.ts";

/** Lines that reports are made of, and lines that only look like it. */
const LINES = [
  ...[
    "# Audit of a vault",
    "## High Risk",
    "### [H-01] Title of one",
    "## M-2: Another one",
    "#### 5.2.1 Counted title",
  ],
  ...[
    "## [[H-03] Linked title](https://e.example/1)",
    "Issue L-1: On a page",
    "5.1 Low Risk",
    "5.1.1 Title on a page",
    "# Findings",
  ],
  ...[
    "| ID | Title | Severity | Status |",
    "| --- | --- | --- | --- |",
    "| H-01 | Title of one | High | Fixed |",
    "| a \\| b |",
  ],
  ...[
    "**Severity:** High",
    "Severity: Low",
    "**Status:** Fixed in commit abcdef1234",
    "**Acme:** Acknowledged.",
    "_Resolved_",
  ],
  ...[
    "```solidity",
    "```",
    "~~~",
    "> quoted",
    "---",
    "",
    "",
    "Text with `Vault.withdraw()` in src/Vault.sol:12-14.",
    "\\clearpage",
  ],
  ...[
    "Date: March 2nd, 2025",
    "Commit: 0123456789abcdef0123456789abcdef01234567",
    "[",
    "|",
    "****",
    "#",
    "###### ",
    "H-1",
    "\u202Eevil",
  ],
];

const reports = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...LINES) },
      { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    ),
    {
      maxLength: 120,
    },
  )
  .map((lines) => lines.map((line) => line.replace(/[\r\n\u2028\u2029\u0085\f\v]/g, " ")));

describe("any text", () => {
  it("is read without a fault, within the limits of a document", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          reports.map((lines) => lines.join("\n")),
          fc.string({ unit: "binary", maxLength: 4000 }),
        ),
        (text) => {
          const document = PastDocument.parse(readPastText(text));
          for (const entry of document.entries) {
            expect(entry.title.trim()).not.toBe("");
            expect(entry.at).toBeLessThanOrEqual(text.split(/\r\n?|[\n\u2028\u2029\u0085\f\v]/).length);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("says the same whatever ends its lines", () => {
    fc.assert(
      fc.property(reports, (lines) => {
        const [unix, windows, old] = ["\n", "\r\n", "\r"].map((end) => readPastText(lines.join(end)));
        expect(windows).toEqual(unix);
        expect(old).toEqual(unix);
      }),
      { numRuns: 200 },
    );
  });

  it("finds a numbered finding wherever it stands between paragraphs", () => {
    const paragraph = fc.constantFrom(
      "A paragraph.",
      "More text\nover two lines.",
      "- a list\n- of things",
      "```\n# code\n```",
    );
    fc.assert(
      fc.property(
        fc.array(paragraph, { maxLength: 6 }),
        fc.array(paragraph, { maxLength: 6 }),
        fc.integer({ min: 1, max: 99 }),
        (before, after, number) => {
          const text = ["# Report", ...before, `## [M-${number}] The one that counts`, ...after].join("\n\n");
          expect(readPastText(text).entries).toMatchObject([
            { key: `M-${number}`, title: "The one that counts", severity: "medium" },
          ]);
        },
      ),
    );
  });

  it("grows linearly: what is hostile by its size is read or cut, and says so", () => {
    for (const line of [
      "## [H-01] a\n",
      "| a | b |\n|---|---|\n",
      "**[",
      "`a",
      "((((",
      "[](",
      "# \n",
      "- x: Fixed\n",
      "<<<<",
      "1.1 A\n",
    ]) {
      const document = readPastText(line.repeat(Math.ceil(400_000 / line.length)));
      expect(document.entries.length).toBeLessThanOrEqual(PAST_LIMITS.entries);
    }
    const many = readPastText(
      Array.from({ length: 5003 }, (_, at) => `## [L-${at % 1000}] Number ${at}\n\nText ${at}.\n`).join("\n"),
    );
    expect(many.entries).toHaveLength(5000);
    expect(many.notices).toEqual(["3 findings beyond the limit of 5000 were left out."]);
  });
});

describe("the names of findings", () => {
  it.each([
    ["[H-01] Reentrancy in `withdraw`", "H-01", "Reentrancy in `withdraw`", "high", null],
    ["[[M-02] Linked](https://e.example/a_(b))", "M-02", "Linked", "medium", null],
    ["H-1: Title", "H-1", "Title", "high", null],
    ["Issue H-1: Title", "H-1", "Title", "high", null],
    ["\\[L-03\\] Escaped", "L-03", "Escaped", "low", null],
    ["HAL-01 - TITLE - CRITICAL", "HAL-01", "TITLE", "critical", null],
    ["(HAL-02) TITLE (Fixed)", "HAL-02", "TITLE", null, "Fixed"],
    ["ACME-C-03 | Title", "ACME-C-03", "Title", "critical", null],
    ["Finding #7 - Title [High] [Acknowledged]", "Finding 7", "Title", "high", "Acknowledged"],
    ["G-1. Cache the length", "G-1", "Cache the length", "info", null],
    ["ERC-20 transfers are not checked", null, "ERC-20 transfers are not checked", null, null],
    ["EIP-712 digest lacks the chain", null, "EIP-712 digest lacks the chain", null, null],
    ["L2 sequencer may be down", null, "L2 sequencer may be down", null, null],
    ["Rewards are too high", null, "Rewards are too high", null, null],
    ["Votes count twice `Major` `✓ Fixed`", null, "Votes count twice", "high", "✓ Fixed"],
  ])("%s", (text, key, title, severity, status) => {
    expect(readName(text)).toEqual({ key, title, severity, status });
  });
});

describe("words", () => {
  it("tell severities only where they stand alone", () => {
    for (const [text, severity] of Object.entries({
      High: "high",
      "🔴 High": "high",
      "High Risk": "high",
      "medium severity": "medium",
      "● Major": "high",
    })) {
      expect(severityOf(text), text).toBe(severity);
    }
    for (const text of ["high time to act", "", "lowest", "the risk is high", "x".repeat(100)])
      expect(severityOf(text), text).toBeNull();
  });

  it("tell states, and a partial or missing fix from a fix", () => {
    const states = {
      ...{
        Fixed: "fixed",
        "✓ Resolved": "fixed",
        "SOLVED - 11/20/2024": "fixed",
        "Partially fixed": "partially-fixed",
      },
      ...{
        "Not fixed": "open",
        Unresolved: "open",
        Open: "open",
        Pending: "open",
        Acknowledged: "acknowledged",
        "Won't fix": "acknowledged",
      },
      ...{
        "Risk accepted": "acknowledged",
        "Acknowledged and fixed": "fixed",
        "Acknowledged, not resolved": "acknowledged",
      },
      ...{
        Disputed: "disputed",
        "False positive": "false-positive",
        Invalid: "false-positive",
        Duplicate: "duplicate",
      },
    };
    for (const [text, state] of Object.entries(states)) expect(stateOf(text), text).toBe(state);
    expect(stateOfAnswer("Fixed by adding a new check that is open to all.")).toBe("fixed");
    expect(stateOfAnswer("The team has partially resolved it.")).toBe("partially-fixed");
    expect(stateOfAnswer("An attacker who fixed the price first wins.")).toBeNull();
  });

  it("tell dates, but none that two countries read differently", () => {
    const text = "March 2nd, 2025 and 3 April 2025, 2025-05-06, May 2025, 07.08.2025, 3/4/2025, 2025-02-30";
    expect(datesIn(text)).toEqual(["2025-03-02", "2025-04-03", "2025-05-06", "2025-05-01", "2025-08-07"]);
  });
});
