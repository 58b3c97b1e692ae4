import { describe, expect, it } from "vitest";
import { fixture, pieces } from "../../testing.ts";
import { read } from "./parse.ts";

const own = (name: string) => read(pieces(fixture(import.meta.dirname, name)));

describe("an export of DefectDojo", () => {
  it("keeps states, acceptances with their end, notes and what repeats what", async () => {
    const { entries, notices } = await own("report.json");
    expect(entries.map(({ key, severity, state, until, repeats }) => [key, severity, state, until, repeats])).toEqual([
      ["DD-101", "high", "fixed", null, null],
      ["DD-102", "medium", "acknowledged", "2027-01-31", null],
      ["DD-103", "critical", "false-positive", null, null],
      ["DD-104", "high", "duplicate", null, "defectdojo/101"],
      ["DD-105", "high", "open", null, null],
      ["DD-106", "info", "out-of-scope", null, null],
    ]);
    expect(entries[0]).toMatchObject({
      description: "The balance is written after the call.\n\n**Impact:** All funds.",
      advice: "Write first.",
      response: "Mitigated in DefectDojo on 2025-02-01.",
      foundOn: "2025-01-10",
      hints: [{ path: "src/Vault.sol", startLine: 61, endLine: 61 }],
      cwe: ["CWE-841"],
      notes: [
        { author: "Mara Lind", at: "2025-01-11T09:00:00.123Z", text: "Seen on the fork, too." },
        { author: "bot", at: "2025-01-12T00:00:00.000Z", text: "<img src=x onerror=alert(1)>" },
      ],
    });
    expect(entries[1]?.response).toBe(
      "Risk accepted in DefectDojo by Board: Pause stays for a year.\n\nThe guardian is a multisig.",
    );
    expect(entries[4]?.advisories).toEqual(["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"]);
    expect(notices).toEqual([]);
  });

  it("takes acceptances that stand beside the findings", async () => {
    const { entries, head } = await own("report-fetched.json");
    expect(head.title).toBe("DefectDojo at https://dojo.example, Vault");
    expect(entries).toMatchObject([
      { state: "acknowledged", until: "2026-12-31", response: "Risk accepted in DefectDojo: Dust.\n\nBelow a cent." },
    ]);
  });

  it("says when it is one page of many, and reads a bare list", async () => {
    const finding = '{"id":1,"title":"A","severity":"Low","numerical_severity":"S3","false_p":false}';
    const page = await read(
      pieces(`{"count":300,"next":"https://dojo.example/?offset=1","results":[${finding},{"id":2}]}`),
    );
    expect(page.notices).toEqual([
      "1 findings without a title were left out.",
      "This is one page of 300 findings: ask for all of them with limit=300, or connect DefectDojo by its address.",
    ]);
    expect((await read(pieces(`[${finding}]`))).entries).toHaveLength(1);
  });

  it("survives keys of the prototype chain and values of any kind", async () => {
    const odd =
      '{"__proto__":{"polluted":1},"id":"x","title":["no"],"severity":7,"notes":{"a":1},"cwe":1e99,"line":-3}';
    const text = `{"results":[${odd},{"id":2,"title":"B","severity":{},"notes":[{"entry":{"a":1}},"b"],"line":"12","file_path":"a.sol","cwe":-1,"tags":"t","accepted_risks":"x","date":"2025-99-99"}]}`;
    const { entries } = await read(pieces(text));
    expect(entries).toMatchObject([
      {
        title: "B",
        severity: null,
        notes: [],
        hints: [{ path: "a.sol", startLine: 12 }],
        cwe: [],
        tags: ["t"],
        foundOn: null,
      },
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
