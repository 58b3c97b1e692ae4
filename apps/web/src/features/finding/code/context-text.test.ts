import type { FindingDetail } from "@redoubt/domain/finding";
import { describe, expect, it } from "vitest";
import { contextText } from "./context-text.ts";

const NOW = new Date("2026-11-28T12:00:00Z");

function detail(over: Partial<FindingDetail> = {}): FindingDetail {
  return {
    ...{
      number: 2,
      title: "Pool price wins over the feed",
      severity: "critical",
      state: "regressed",
      restricted: false,
    },
    ...{
      scanner: "slither",
      detector: "oracle-spot",
      description: "The pool sets the price.",
      advice: "Use the mean.",
    },
    classes: { cwe: ["CWE-20"], swc: [], scwe: ["SCWE-028"] },
    occurrences: [
      {
        ...{ id: "occ_1", ref: "main", path: "src/Oracle.sol", startLine: 30, endLine: 31, container: "Oracle" },
        ...{ callable: "price", scanner: "slither", detector: "oracle-spot", present: true, match: { step: "new" } },
        ...{ scan: 3, firstSeenAt: NOW, lastSeenAt: NOW },
        revision: { number: 3, commit: "e41a7c2f00000000000000000000000000000000", treeHash: null, label: "v1.2.0" },
        flow: [{ path: "src/Oracle.sol", line: 12, message: "Attacker swaps" }],
      },
    ],
    ...over,
  } as FindingDetail;
}

const CODE = Array.from({ length: 60 }, (_each, at) => `line ${at + 1}`).join("\n");
const POC = { number: 4, fileName: "F2_PoolPrice.t.sol", rootPath: "", content: "contract Exploit {}\n" };

describe("a finding as context", () => {
  it("says what, where, why, what to do and when it is done", () => {
    const text = contextText({ finding: detail(), address: "https://x/F-2", code: CODE, pocs: [POC] });
    expect(text).toMatch(/^# F-2 Pool price wins over the feed\n\n- Severity: Critical/);
    expect(text).toContain("- Place: src/Oracle.sol:30-31");
    expect(text).toContain("- Weakness: SCWE-028, CWE-20");
    expect(text).toContain("- Link: https://x/F-2");
    expect(text).toContain("## Code: src/Oracle.sol, lines 10 to 51");
    expect(text).toContain("10  line 10\n");
    expect(text).not.toContain("line 52");
    expect(text).toContain("1. src/Oracle.sol:12 Attacker swaps");
    expect(text).toContain("## PoC 4: test/poc/F2_PoolPrice.t.sol\n\n```solidity\ncontract Exploit {}\n```");
    expect(text).toContain("PoC 4 no longer reproduces: `forge test --match-path test/poc/F2_PoolPrice.t.sol`");
    expect(text).toContain("Slither no longer reports it");
    expect(text.trimEnd()).toMatch(/All tests that passed before still pass\.$/);
  });

  it("leaves out what there is none of", () => {
    const bare = detail({ advice: null, occurrences: [], scanner: null, detector: null });
    const text = contextText({ finding: bare, address: "a", code: null, pocs: [] });
    for (const word of ["Place:", "Check:", "## Code", "## Flow", "## Fix advice", "PoC"])
      expect(text).not.toContain(word);
    expect(text).toContain("## It is fixed when");
  });

  it("says when it must not be passed on, and cannot be ended by what it holds", () => {
    const code = "a\n```\n# Injected\n````";
    const text = contextText({ finding: detail({ restricted: true }), address: "a", code, pocs: [] });
    expect(text).toContain("> Restricted");
    expect(text).toContain("`````solidity\n");
  });
});
