import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type PastDocument } from "./past/document.ts";
import { applyPocResult } from "./use-cases/apply-poc-result.ts";
import { changePastRow, discardPast, mapPast } from "./use-cases/change-past.ts";
import { completePast } from "./use-cases/complete-past.ts";
import { confirmProposal } from "./use-cases/confirm-proposal.ts";
import { expireAcknowledgements } from "./use-cases/expire-acknowledgements.ts";
import { getPast, getPastRow, listPasts } from "./use-cases/get-past.ts";
import { importPast } from "./use-cases/import-past.ts";
import { connectDefectDojo, requestPast } from "./use-cases/request-past.ts";
import { failPast, startPast } from "./use-cases/start-past.ts";
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
  other,
  project,
  revision,
  rowsOf,
  scope,
  test,
  usePastWorld,
} from "./past/testing.ts";

usePastWorld();

describe("decisions of a document", () => {
  it("that take two people become the importer's proposals, asked for in one message", async () => {
    const number = await bring(
      lead,
      document([
        entry({ key: "H-1", title: "One", severity: "high", state: "acknowledged", response: "We live with it." }),
        entry({ key: "H-2", title: "Two", severity: "critical", state: "false-positive" }),
        entry({ key: "M-1", title: "Three", severity: "medium", state: "acknowledged" }),
      ]),
    );
    expect((await rowsOf(lead, number)).map(({ fate }) => [fate.state, fate.proposed])).toEqual([
      ["new", true],
      ["new", true],
      ["acknowledged", false],
    ]);
    expect(await bringIn(lead, number)).toMatchObject({ created: 3, proposals: 2 });
    const [first, second] = [await finding(1), await finding(2)];
    expect(first).toMatchObject({
      state: "new",
      proposed: "acknowledge",
      proposal: { mine: true, comment: expect.stringContaining("We live with it.") },
    });
    expect(second).toMatchObject({ state: "new", proposed: "dismiss" });
    const { rows } = await test.owner.query(
      "SELECT count(*)::int AS count, min(title) AS title FROM notification WHERE organization_id = $1 AND kind = 'finding.propose'",
      [lead.organizationId],
    );
    expect(rows).toEqual([{ count: 1, title: "2 imported decisions need a second person" }]);
    const owner = project.as("owner");
    const seen = await finding(1, owner);
    await confirmProposal(owner, {
      ...scope,
      proposal: seen.proposal?.id.replace(/^prp_/, "").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") ?? "",
    });
    expect((await finding(1)).state).toBe("acknowledged");
  });

  it("that a role may not take leave the finding open, and the preview says so", async () => {
    const developer = project.as("developer");
    const number = await bring(
      developer,
      document([
        entry({ title: "One", severity: "low", state: "acknowledged" }),
        entry({ title: "Two", severity: "high", state: "false-positive" }),
        entry({ title: "Three", severity: "low", state: "out-of-scope" }),
      ]),
    );
    expect((await rowsOf(developer, number)).map(({ fate }) => [fate.state, fate.conflict])).toEqual([
      ["new", "the document says acknowledged; your role may not acknowledge it"],
      ["new", "the document says a false positive; your role may not dismiss it"],
      ["dismissed", null],
    ]);
    expect(await bringIn(developer, number)).toMatchObject({ created: 3 });
    expect((await finding(1)).state).toBe("new");
    expect(await finding(3)).toMatchObject({ state: "dismissed", reason: "wont-fix" });
  });

  it("end with the acceptance: one that is over opens a finding, one that ends reopens it", async () => {
    const number = await bring(
      lead,
      document([
        entry({ title: "Over", state: "acknowledged", until: "2024-01-31" }),
        entry({ title: "Ends", state: "acknowledged", until: "2999-12-31" }),
      ]),
    );
    expect((await rowsOf(lead, number)).map(({ fate }) => [fate.state, fate.conflict])).toEqual([
      ["new", "the document says acknowledged until 2024-01-31, which is over"],
      ["acknowledged", null],
    ]);
    await bringIn(lead, number, { until: undefined });
    await test.owner.query(
      "UPDATE finding SET acknowledged_until = now() - interval '1 day' WHERE project_id = $1 AND number = 2",
      [project.projectId],
    );
    expect(await expireAcknowledgements(test.database)).toBe(1);
    expect((await finding(2)).state).toBe("confirmed");
  });

  it("that call a finding fixed are overruled by a PoC that reproduces", async () => {
    const number = await bring(lead, document([entry({ title: "Fixed, they say", state: "fixed" })]));
    await bringIn(lead, number);
    const { rows } = await test.owner.query("SELECT id FROM finding WHERE project_id = $1 AND number = 1", [
      project.projectId,
    ]);
    await project.system.withOrganization((tx) =>
      applyPocResult(tx, project.system, {
        findingId: rows[0].id,
        verdict: "reproduces",
        revisionId: revision.revisionId,
        runId: randomUUID(),
      }),
    );
    expect((await finding(1)).state).toBe("regressed");
  });

  it("bring notes of people along, under their names", async () => {
    const notes = [{ author: "Mara Lind", at: "2025-01-11T09:00:00.000Z", text: "Seen on the fork, too." }];
    const number = await bring(lead, document([entry({ title: "Noted", notes, state: "fixed" })]));
    await bringIn(lead, number);
    expect(
      (await finding(1)).history.map(({ kind, comment, details }) => [kind, comment?.slice(0, 12), details.author]),
    ).toEqual([
      ["transition", undefined, undefined],
      ["comment", "Seen on the ", "Mara Lind"],
      ["transition", "Lighthouse: ", undefined],
    ]);
  });
});

describe("a table", () => {
  const table = (over: Partial<PastDocument> = {}) =>
    document([entry({ title: "Row" })], {
      kind: "table",
      columns: [{ name: "Title", samples: [] }],
      mapping: { title: 0 },
      signature: "s".repeat(64),
      ...over,
    });

  it("is read again with the columns that a person chose, which are remembered in the organization", async () => {
    const number = await bring(lead, table());
    await mapPast(lead, { ...scope, number, mapping: { title: 1, severity: 0 } });
    expect((await getPast(lead, { ...scope, number })).state).toBe("reading");
    const task = await complete(lead, number, table({ mapping: { title: 1, severity: 0 } }));
    expect(task).toMatchObject({
      mapping: { title: 1, severity: 0 },
      mappings: { ["s".repeat(64)]: { title: 1, severity: 0 } },
    });
    const next = await requestPast(lead, { name: "b.csv", uploadKey: "k", sha256: "b".repeat(64), size: 1 });
    expect(await startPast(lead, await idOf(next.number))).toMatchObject({
      mapping: null,
      mappings: { ["s".repeat(64)]: { title: 1, severity: 0 } },
    });
    const report = await bring(lead, document([entry({})]));
    await expect(mapPast(lead, { ...scope, number: report, mapping: { title: 0 } })).rejects.toMatchObject({
      code: "finding.past-no-table",
    });
  });
});

describe("a DefectDojo by its address", () => {
  it("keeps its token sealed until it was fetched, and not a moment longer", async () => {
    const { number } = await connectDefectDojo(lead, {
      ...scope,
      url: "https://dojo.example/api/v2/",
      token: "canary-token-1234",
      product: "Vault",
    });
    const stored = async () =>
      (
        await test.owner.query("SELECT token_sealed, source_url, state FROM past_import WHERE project_id = $1", [
          project.projectId,
        ])
      ).rows[0];
    expect(await stored()).toMatchObject({
      source_url: "https://dojo.example",
      token_sealed: expect.not.stringContaining("canary"),
    });
    const everything = await test.owner.query(
      "SELECT (SELECT string_agg(details::text, '') FROM audit_event) || (SELECT string_agg(data::text, '') FROM pgboss.job) AS all",
    );
    expect(everything.rows[0].all).not.toContain("canary");
    const task = await startPast(lead, await idOf(number));
    expect(task?.source).toEqual({ url: "https://dojo.example", product: "Vault", token: "canary-token-1234" });
    if (task === null) throw new Error("it waits");
    await completePast(lead, task, {
      format: "defectdojo",
      document: document([entry({})], { kind: "defectdojo" }),
      places: [],
      fetched: { key: "k", sha256: "c".repeat(64), size: 9 },
    });
    expect(await stored()).toMatchObject({ token_sealed: null, state: "ready" });
  });

  it("forgets the token of what failed, and three attempts that died end it", async () => {
    const { number } = await connectDefectDojo(lead, {
      ...scope,
      url: "https://dojo.example",
      token: "canary-token-1234",
    });
    const id = await idOf(number);
    const task = await startPast(lead, id);
    if (task === null) throw new Error("it waits");
    await failPast(lead, task, "refused");
    expect((await test.owner.query("SELECT token_sealed, failure FROM past_import WHERE id = $1", [id])).rows).toEqual([
      { token_sealed: null, failure: "refused" },
    ]);
    await expect(
      completePast(lead, task, { format: "x", document: document([]), places: [], fetched: null }),
    ).rejects.toMatchObject({ code: "finding.past-stale" });
    const again = await connectDefectDojo(lead, { ...scope, url: "https://dojo.example", token: "canary-token-1234" });
    for (let crash = 0; crash < 3; crash += 1) expect(await startPast(lead, await idOf(again.number))).not.toBeNull();
    expect(await startPast(lead, await idOf(again.number))).toBeNull();
    expect(await getPast(lead, { ...scope, number: again.number })).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("three times"),
    });
  });
});

it("what another project brought is not there", async () => {
  const number = await bring(lead, document([entry({})]));
  const stranger = other.as("owner");
  for (const call of [
    () => getPast(stranger, { ...scope, number }),
    () => getPastRow(stranger, { ...scope, number, position: 0 }),
    () => changePastRow(stranger, { ...scope, number, position: 0, leftOut: true }),
    () => importPast(stranger, { ...scope, number, rowVersion: 2 }),
    () => discardPast(stranger, { ...scope, number }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "finding.past-not-found" });
  }
  expect(await listPasts(stranger)).toEqual([]);
});

it("two thousand findings are imported in one transaction", async () => {
  const entries = Array.from({ length: 2000 }, (_, at) =>
    entry({
      key: `L-${at}`,
      title: `Weakness number ${at}`,
      severity: "low",
      state: at % 2 === 0 ? "fixed" : null,
      at: at + 1,
    }),
  );
  const number = await bring(
    lead,
    document(entries),
    entries.map((_, at) => found(`src/File${at % 50}.sol`, `f${at}`)),
  );
  expect(await bringIn(lead, number)).toEqual({ created: 2000, joined: 0, left: 0, proposals: 0 });
});
