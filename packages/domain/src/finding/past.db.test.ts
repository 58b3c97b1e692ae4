import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FindingFilters } from "./filters.ts";
import { readPastText } from "./past/read.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { changePastHead, changePastRow, discardPast } from "./use-cases/change-past.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getPast, getPastRow, listPasts } from "./use-cases/get-past.ts";
import { importPast } from "./use-cases/import-past.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { requestPast } from "./use-cases/request-past.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { findUselessPast, forgetPast } from "./use-cases/start-past.ts";
import {
  bring,
  bringIn,
  complete,
  document,
  entry,
  finding,
  found,
  idOf,
  lead,
  NEXT_YEAR,
  other,
  project,
  revision,
  rowsOf,
  test,
  scope,
  usePastWorld,
} from "./past/testing.ts";

usePastWorld();

describe("a document of the past", () => {
  it("becomes findings with number, origin, place, texts and history, and what it claims is called a claim", async () => {
    const entries = [
      entry({
        ...{
          key: "H-01",
          title: "Reentrancy in withdraw",
          severity: "high",
          state: "fixed",
          stateWords: "Fixed",
          fix: "abcdef1234",
          response: "Moved the write.",
        },
        description: "Funds leave first.",
        advice: "Write first.",
        cwe: ["CWE-841"],
      }),
      entry({
        ...{
          key: "M-01",
          title: "Owner may pause",
          state: "acknowledged",
          stateWords: "Acknowledged",
          response: "By design.",
        },
      }),
      entry({ key: "L-01", title: "Events are missing", severity: "low", state: null, foundOn: "2025-01-02" }),
      entry({
        key: "L-02",
        title: "Rounding",
        severity: "low",
        state: "partially-fixed",
        stateWords: "Partially fixed",
      }),
      entry({ key: "I-01", title: "Not a weakness", severity: "info", state: "false-positive", stateWords: "Invalid" }),
      entry({ key: "I-02", title: "Disputed thing", severity: "info", state: "disputed" }),
    ];
    const number = await bring(lead, document(entries), [found("src/Vault.sol", "withdraw")]);
    expect(await rowsOf(lead, number)).toMatchObject([
      {
        fate: {
          deed: "create",
          state: "resolved",
          conflict: null,
          words: "a resolved finding, by the document's claim (commit abcdef1234)",
        },
        twin: null,
      },
      { fate: { deed: "create", state: "acknowledged", words: "an acknowledged finding" } },
      { fate: { state: "new", words: "an open finding" } },
      { fate: { state: "confirmed" } },
      { fate: { state: "dismissed", words: "a finding dismissed as false positive" } },
      { fate: { state: "new", words: "an open finding: the document says that it is disputed" } },
    ]);
    expect((await getPast(lead, { ...scope, number })).counts).toEqual({
      rows: 6,
      create: 6,
      join: 0,
      leave: 0,
      proposals: 0,
      conflicts: 0,
      found: 1,
      openEnded: 1,
    });
    expect(await bringIn(lead, number)).toEqual({ created: 6, joined: 0, left: 0, proposals: 0 });

    const [first, second, third] = [await finding(1), await finding(2), await finding(3)];
    expect(first).toMatchObject({
      ...{
        title: "Reentrancy in withdraw",
        severity: "high",
        state: "resolved",
        origin: "report",
        path: "src/Vault.sol",
        startLine: 10,
        callable: "withdraw",
      },
      ...{ description: "Funds leave first.", advice: "Write first.", classes: { cwe: ["CWE-841"] }, scanner: null },
      report: {
        key: "H-01",
        past: number,
        firm: "Lighthouse",
        name: "Lighthouse: Review of Vault",
        date: "2025-03-14",
      },
      occurrences: [
        {
          revision: { number: revision.number },
          path: "src/Vault.sol",
          scanner: "report",
          match: { step: "reported" },
          present: true,
        },
      ],
      dueAt: null,
    });
    expect(first.history.map(({ origin, from, to, comment }) => [origin, from, to, comment])).toEqual([
      ["import", null, "new", null],
      [
        "import",
        "new",
        "resolved",
        "Lighthouse: Review of Vault (2025-03-14) says of H-01, “Reentrancy in withdraw”: Fixed (commit abcdef1234). Nothing was run here: it is the document's claim.\n\nMoved the write.",
      ],
    ]);
    expect(first.history[1]?.details).toMatchObject({
      past: number,
      firm: "Lighthouse",
      key: "H-01",
      evidence: "claimed",
    });
    expect(second).toMatchObject({
      state: "acknowledged",
      decidedBy: "import",
      acknowledgedUntil: NEXT_YEAR,
      assignee: { id: expect.any(String) },
    });
    expect(second.history.at(-1)).toMatchObject({
      to: "acknowledged",
      reason: "Acknowledged in Lighthouse: Review of Vault (2025-03-14) as M-01.\n\nBy design.",
    });
    expect(third).toMatchObject({ state: "new", firstSeenAt: new Date("2025-01-02T00:00:00Z"), occurrences: [] });
    expect((await finding(5)).reason).toBe("false-positive");

    const done = await getPast(lead, { ...scope, number });
    expect(done).toMatchObject({
      state: "imported",
      created: 6,
      joined: 0,
      hasDocument: true,
      endedBy: expect.any(String),
    });
    expect(await rowsOf(lead, number)).toMatchObject([
      { finding: 1, fate: { words: expect.stringContaining("resolved") } },
      { finding: 2 },
      { finding: 3 },
      { finding: 4 },
      { finding: 5 },
      { finding: 6 },
    ]);
    const { rows } = await test.owner.query(
      "SELECT a.storage_key FROM artifact a JOIN past_import p ON p.artifact_id = a.id WHERE p.project_id = $1",
      [project.projectId],
    );
    expect(rows).toEqual([{ storage_key: expect.stringMatching(/^key-/) }]);
    const audit = await test.owner.query(
      "SELECT action FROM audit_event WHERE project_id = $1 AND action LIKE 'finding.%' ORDER BY at, id",
      [project.projectId],
    );
    expect(audit.rows.map(({ action }) => action)).toEqual([
      "finding.request-past",
      "finding.read-past",
      "finding.import-past",
    ]);
  });

  it("is found by its numbers", async () => {
    const number = await bring(
      lead,
      document([entry({ key: "TRW-PLK-1", title: "Oracle" }), entry({ key: "TRW-PLK-2", title: "Keys" })]),
    );
    await bringIn(lead, number);
    const search = (text: string) =>
      listFindings(lead, { ...scope, filters: FindingFilters.parse({ text }), sort: "severity", limit: 50 });
    expect((await search("plk-2")).items.map(({ number: each }) => each)).toEqual([2]);
    expect((await search("TRW-PLK")).items).toHaveLength(2);
  });

  it("is imported once: the same content is the one that is there, and what was imported is not imported again", async () => {
    const upload = { name: "a.md", uploadKey: "k1", sha256: "a".repeat(64), size: 5 };
    const first = await requestPast(lead, upload);
    expect(first).toEqual({ number: 1, repeated: false });
    expect(await requestPast(lead, { ...upload, name: "b.md", uploadKey: "k2" })).toEqual({
      number: 1,
      repeated: true,
    });
    expect(await requestPast(other.as("security-lead"), upload)).toEqual({ number: 1, repeated: false });
    await complete(lead, 1, document([entry({ title: "One" })]));
    await bringIn(lead, 1);
    expect(await requestPast(lead, upload)).toEqual({ number: 1, repeated: true });
    await expect(importPast(lead, { ...scope, number: 1, rowVersion: 3 })).rejects.toMatchObject({
      code: "finding.past-not-ready",
    });
    const discarded = await bring(lead, document([entry({ title: "Two" })]));
    await discardPast(lead, { ...scope, number: discarded });
    expect((await listPasts(lead)).map(({ state }) => state)).toEqual(["discarded", "imported"]);
    const id = await idOf(discarded);
    expect(await findUselessPast(lead, id)).toMatch(/^key-/);
    await forgetPast(lead, id);
    expect(await findUselessPast(lead, id)).toBeNull();
  });

  it("refuses an import of rows that changed meanwhile, one that would bring in nothing, and one without an end", async () => {
    const number = await bring(lead, document([entry({ title: "Pause", state: "acknowledged" })]));
    const { rowVersion } = await getPast(lead, { ...scope, number });
    await expect(importPast(lead, { ...scope, number, rowVersion })).rejects.toMatchObject({
      code: "finding.past-needs-until",
    });
    await expect(importPast(lead, { ...scope, number, rowVersion, until: new Date(0) })).rejects.toMatchObject({
      code: "finding.past-until",
    });
    await changePastRow(lead, { ...scope, number, position: 0, leftOut: true });
    await expect(importPast(lead, { ...scope, number, rowVersion, until: NEXT_YEAR })).rejects.toMatchObject({
      code: "finding.past-stale",
    });
    await expect(bringIn(lead, number)).rejects.toMatchObject({ code: "finding.past-no-rows" });
    await expect(bringIn(lead, 99).catch((error: unknown) => Promise.reject(error))).rejects.toMatchObject({
      code: "finding.past-not-found",
    });
  });

  it("is corrected before the import: rows, their severity, title, place and what they are, and who made it", async () => {
    const number = await bring(
      lead,
      document([
        entry({ title: "Vague", severity: null }),
        entry({ title: "Left out" }),
        entry({ title: "Repeats", state: "duplicate", sourceId: "defectdojo/2" }),
      ]),
      [found("src/Old.sol")],
    );
    expect(await rowsOf(lead, number)).toMatchObject([
      { severity: "medium", severityGuessed: true },
      { leftOut: false },
      { leftOut: true, fate: { deed: "leave", words: "left out: it repeats another" } },
    ]);
    const change = (position: number, over: object) => changePastRow(lead, { ...scope, number, position, ...over });
    expect(await change(0, { severity: "critical", title: "Exact title", path: "src/New.sol", line: 7 })).toMatchObject(
      {
        ...{
          severity: "critical",
          severityGuessed: false,
          title: "Exact title",
          place: { kind: "found", path: "src/New.sol", startLine: 7, words: "set by a person" },
        },
        edits: { severity: "critical", title: "Exact title", path: "src/New.sol", line: 7 },
      },
    );
    await change(1, { leftOut: true });
    await change(2, { leftOut: false });
    expect(await change(0, { path: null })).toMatchObject({ place: { path: "src/Old.sol" } });
    expect(await change(0, { path: "" })).toMatchObject({ place: { kind: "unnamed" } });
    expect(await change(0, { path: "src/New.sol", line: 9 })).toMatchObject({
      place: { path: "src/New.sol", startLine: 9 },
    });
    await changePastHead(lead, {
      ...scope,
      number,
      title: "Final report",
      firm: "Beacon",
      date: "2025-05-01",
      commit: "ABCDEF1234",
    });
    expect((await getPast(lead, { ...scope, number })).head).toMatchObject({
      title: "Final report",
      firm: "Beacon",
      date: "2025-05-01",
      commit: "abcdef1234",
    });
    expect(await bringIn(lead, number)).toEqual({ created: 2, joined: 0, left: 1, proposals: 0 });
    expect(await finding(1)).toMatchObject({
      title: "Exact title",
      severity: "critical",
      path: "src/New.sol",
      startLine: 9,
      report: { firm: "Beacon", date: "2025-05-01" },
    });
    expect((await finding(2)).title).toBe("Repeats");
  });

  it("of a reader of text is what the reader says", async () => {
    const text =
      "# Vault Audit\n\nPrepared by: Lighthouse\n\n## [H-01] Title\n\n**Status:** Fixed in commit abcdef1234\n\nText.\n";
    const number = await bring(lead, readPastText(text));
    expect(await getPastRow(lead, { ...scope, number, position: 0 })).toMatchObject({
      key: "H-01",
      severity: "high",
      state: "fixed",
      description: "Text.",
      at: 5,
    });
  });
});

describe("findings that are there", () => {
  const atVault = (over = {}) =>
    testResult({
      key: randomUUID(),
      path: "src/Vault.sol",
      startLine: 10,
      endLine: 10,
      container: "Vault",
      callable: "withdraw",
      ...over,
    });
  const state = async (number: number) => (await finding(number)).state;

  it("are joined by title where nothing stands elsewhere, never by place alone", async () => {
    await publishTestScan(lead, revision.number, [
      atVault({ title: "Reentrancy in withdraw!" }),
      atVault({ title: "Something else", startLine: 11 }),
    ]);
    const number = await bring(
      lead,
      document([
        entry({ key: "H-01", title: "Reentrancy in `withdraw`" }),
        entry({ title: "New words for it" }),
        entry({ title: "Reentrancy in withdraw" }),
      ]),
      [found("src/Vault.sol", "withdraw"), found("src/Vault.sol", "withdraw"), found("src/Other.sol", "withdraw")],
    );
    expect(await rowsOf(lead, number)).toMatchObject([
      {
        twin: { number: 1, likeness: "title" },
        alike: [{ number: 2, likeness: "place" }],
        fate: { deed: "join", words: "F-1 gets its number and history" },
      },
      {
        twin: null,
        alike: [
          { number: 1, likeness: "place" },
          { number: 2, likeness: "place" },
        ],
        fate: { deed: "create" },
      },
      { twin: null, alike: [], fate: { deed: "create" } },
    ]);
    await changePastRow(lead, { ...scope, number, position: 1, choice: 2 });
    expect((await rowsOf(lead, number, "joined")).map(({ twin }) => [twin?.number, twin?.likeness])).toEqual([
      [1, "title"],
      [2, "chosen"],
    ]);
    await changePastRow(lead, { ...scope, number, position: 0, choice: "own" });
    expect(await bringIn(lead, number)).toEqual({ created: 2, joined: 1, left: 0, proposals: 0 });
    expect((await finding(2)).report).toMatchObject({ key: null, past: number });
    expect((await finding(2)).history.at(-1)).toMatchObject({
      kind: "comment",
      origin: "import",
      comment: "Lighthouse: Review of Vault (2025-03-14) names it: “New words for it”.",
    });
    expect((await finding(1)).report).toBeNull();
  });

  it("take a claimed fix, an acknowledgement and a dismissal where no person, policy or code has decided", async () => {
    await publishTestScan(lead, revision.number, [
      atVault({ title: "A" }),
      atVault({ title: "B", startLine: 30 }),
      atVault({ title: "C", startLine: 50 }),
      atVault({ title: "D", startLine: 70 }),
    ]);
    const number = await bring(
      lead,
      document([
        entry({ title: "A", state: "fixed", fix: "abcdef1234" }),
        entry({ title: "B", state: "acknowledged", until: "2999-01-31" }),
        entry({ title: "C", state: "false-positive" }),
        entry({ title: "D", state: "open" }),
      ]),
      [10, 30, 50, 70].map((line) => found("src/Vault.sol", undefined, line)),
    );
    expect((await rowsOf(lead, number)).map(({ fate }) => fate.words)).toEqual([
      "F-1 becomes fix claimed (commit abcdef1234)",
      "F-2 becomes acknowledged until 2999-01-31",
      "F-3 becomes dismissed as false positive",
      "F-4 gets its number and history",
    ]);
    await bringIn(lead, number, { until: undefined });
    expect([await state(1), await state(2), await state(3), await state(4)]).toEqual([
      "fix-claimed",
      "acknowledged",
      "dismissed",
      "new",
    ]);
    expect((await finding(2)).acknowledgedUntil).toEqual(new Date("2999-01-31T23:59:59.999Z"));
    expect((await finding(2)).decidedBy).toBe("import");
  });

  it("keep what people decided, and the preview says that it conflicts", async () => {
    await publishTestScan(lead, revision.number, [
      atVault({ title: "A" }),
      atVault({ title: "B", startLine: 30 }),
      atVault({ title: "C", startLine: 50 }),
    ]);
    const decide = async (number: number, decision: Parameters<typeof decideFinding>[1]["decision"]) =>
      decideFinding(lead, {
        ...scope,
        findings: [{ number, rowVersion: (await finding(number)).rowVersion }],
        decision,
      });
    await decide(1, { command: "dismiss", reason: "false-positive", comment: "Guarded." });
    await decide(2, { command: "confirm" });
    const owner = (await finding(3)).rowVersion;
    expect(owner).toBeGreaterThan(0);
    const number = await bring(
      lead,
      document([
        entry({ title: "A", state: "open" }),
        entry({ title: "B", state: "acknowledged" }),
        entry({ title: "Same place as A" }),
        entry({ title: "C", state: "disputed" }),
      ]),
      [
        found("src/Vault.sol", "withdraw"),
        found("src/Vault.sol", undefined, 30),
        found("src/Vault.sol", undefined, 10),
        found("src/Vault.sol", undefined, 50),
      ],
    );
    expect((await rowsOf(lead, number)).map(({ fate }) => [fate.deed, fate.conflict])).toEqual([
      ["join", "the document says open; F-1 is dismissed here and stays so"],
      ["join", "the document says acknowledged; F-2 stays confirmed: a person has decided it"],
      ["create", "F-1 at the same place is dismissed here"],
      ["join", null],
    ]);
    expect((await rowsOf(lead, number, "conflicts")).map(({ position }) => position)).toEqual([0, 1, 2]);
    await bringIn(lead, number);
    expect([await state(1), await state(2), await state(3)]).toEqual(["dismissed", "confirmed", "new"]);
  });

  it("that a document has named before are known again by a later one, whatever people called them since", async () => {
    const first = await bring(
      lead,
      document([
        entry({ key: "H-1", title: "Draft title", severity: "low", sourceId: "defectdojo/9" }),
        entry({ key: "H-2", title: "Plain" }),
      ]),
    );
    await changePastRow(lead, { ...scope, number: first, position: 0, title: "Better title" });
    await bringIn(lead, first);
    const second = await bring(
      lead,
      document([
        entry({ key: "H-1", title: "Draft title", severity: "low", sourceId: "defectdojo/9", state: "fixed" }),
        entry({ key: "H-2", title: "Plain", state: "fixed" }),
      ]),
    );
    expect(await rowsOf(lead, second)).toMatchObject([
      { twin: { number: 1, title: "Better title", likeness: "document" }, fate: { words: "F-1 becomes fix claimed" } },
      { twin: { number: 2, likeness: "title" } },
    ]);
    await bringIn(lead, second);
    expect(await state(1)).toBe("fix-claimed");
    expect((await finding(1)).report).toMatchObject({ past: first });
  });

  it("that are restricted are joined and named only for those who may see them", async () => {
    await recordFinding(lead, {
      ...scope,
      title: "Secret weakness",
      description: "d",
      severity: "high",
      confidence: "medium",
    });
    await restrictFinding(lead, { ...scope, number: 1, rowVersion: 1, restricted: true });
    const developer = project.as("developer");
    const number = await bring(developer, document([entry({ title: "Secret weakness" })]));
    expect(await rowsOf(developer, number)).toMatchObject([
      { twin: null, alike: [], fate: { deed: "create", conflict: null } },
    ]);
    expect(await rowsOf(lead, number)).toMatchObject([{ twin: { number: 1 } }]);
    await expect(changePastRow(developer, { ...scope, number, position: 0, choice: 1 })).rejects.toMatchObject({
      code: "finding.not-found",
    });
  });
});
