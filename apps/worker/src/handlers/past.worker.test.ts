import { createServer, type IncomingMessage, type Server } from "node:http";
import { readFileSync } from "node:fs";
import { type AddressInfo } from "node:net";
import path from "node:path";
import { ListPastRows } from "@redoubt/domain/finding";
import {
  connectDefectDojo,
  discardPast,
  getPast,
  getPastDocument,
  importPast,
  listPastRows,
  mapPast,
  requestPast,
} from "@redoubt/domain/finding/server";
import { createOutbound } from "@redoubt/outbound";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { readPast, removePast } from "./finding-past.ts";

const scope = { organization: "xx", project: "xx" };
const FIXTURES = path.resolve(import.meta.dirname, "../../../../packages/scanners/src/adapters");
const VAULT =
  "contract Vault {\n  uint256 total;\n  function withdraw(uint256 a) external {\n    total -= a;\n  }\n}\n";
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

async function idOf(number: number): Promise<string> {
  const { rows } = await bench.test.owner.query("SELECT id FROM past_import WHERE number = $1", [number]);
  return rows[0].id;
}

async function upload(name: string, content: string | Buffer): Promise<number> {
  const stored = await bench.storage.put(bench.deps.organizationId, content, { maxBytes: 1e8 });
  return (await requestPast(bench.deps, { name, uploadKey: stored.key, sha256: stored.sha256, size: stored.size }))
    .number;
}

/** Uploads a document and runs its job. */
async function bring(name: string, content: string | Buffer): Promise<number> {
  const number = await upload(name, content);
  await readPast.run(bench.context(await idOf(number)));
  return number;
}

const past = (number: number) => getPast(bench.deps, { ...scope, number });
const rows = async (number: number) => (await listPastRows(bench.deps, ListPastRows.parse({ ...scope, number }))).items;
const fixture = (file: string) => readFileSync(path.join(FIXTURES, file));

describe("reading a document of the past", () => {
  it("without any code says so, and with code finds what it names in the newest revision", async () => {
    const text =
      "# Audit\n\n## [H-01] Withdraw can be repeated\n\nIn `Vault.withdraw` at src/Vault.sol#L99.\n\n## [L-01] Old thing\n\nIn src/Gone.sol#L1.\n";
    const before = await bring("audit.md", text);
    expect((await rows(before)).map(({ place }) => place.kind)).toEqual(["no-code", "no-code"]);
    await bench.commit({ "src/Vault.sol": VAULT, "lib/oz/Vault2.sol": "contract Vault2 {}" });
    const after = await bring("audit.md", `${text}\n`);
    expect(await past(after)).toMatchObject({
      state: "ready",
      kind: "audit-report",
      format: "audit-report",
      revision: { number: 1 },
      counts: { rows: 2, found: 1 },
    });
    expect((await rows(after)).map(({ place }) => place)).toEqual([
      {
        kind: "found",
        path: "src/Vault.sol",
        startLine: 3,
        endLine: 5,
        container: "Vault",
        callable: "withdraw",
        words: "Vault.withdraw, which it names, is at line 3 of this file.",
      },
      { kind: "gone", words: "src/Gone.sol is not in revision 1." },
    ]);
    await importPast(bench.deps, { ...scope, number: after, rowVersion: (await past(after)).rowVersion });
    const { storageKey, fileName } = await getPastDocument(bench.deps, { number: after });
    expect([fileName, (await bench.storage.read(storageKey)).toString()]).toEqual(["audit.md", `${text}\n`]);
  });

  it.each([
    ["audit-pdf/fixtures/report-page.pdf", "audit-pdf", 2],
    ["findings-xlsx/fixtures/report.xlsx", "findings-xlsx", 3],
    ["findings-csv/fixtures/report.csv", "findings-csv", 4],
    ["defectdojo/fixtures/report.json", "defectdojo", 6],
    ["audit-report/fixtures/report-contest.md", "audit-report", 5],
  ])("%s in the process that may do nothing else", async (file, format, count) => {
    const number = await bring(path.basename(file), fixture(file));
    expect(await past(number)).toMatchObject({ state: "ready", failure: null, format, counts: { rows: count } });
  });

  it.each([
    ["scan.pdf", "audit-pdf/fixtures/refused-scan.pdf", "it is a scan, and pictures are not read"],
    ["report.sarif", "sarif/fixtures/own.sarif", "This is a report of SARIF: upload it under Add code"],
    ["notes.md", "audit-report/fixtures/none-notes.md", "Brought in here: audit reports in Markdown or text"],
  ])("%s is refused in words, and its file is removed", async (name, file, words) => {
    const number = await bring(name, fixture(file));
    const { state, failure, hasDocument } = await past(number);
    expect({ state, hasDocument }).toEqual({ state: "failed", hasDocument: true });
    expect(failure).toContain(words);
    await removePast.run(bench.context(await idOf(number)));
    expect((await past(number)).hasDocument).toBe(false);
    await expect(getPastDocument(bench.deps, { number })).rejects.toMatchObject({ code: "finding.past-not-found" });
  });

  it("reads a table again with the columns that people choose", async () => {
    const foreign = await bring("a.csv", "Was,Wie schlimm,Wo\nEins,low,src/Vault.sol\nZwei,high,\n");
    expect(await past(foreign)).toMatchObject({
      ...{ state: "ready", counts: { rows: 0 }, notices: ["No column holds the title: choose one."] },
      columns: [{ name: "Was", samples: ["Eins", "Zwei"] }, { name: "Wie schlimm" }, { name: "Wo" }],
    });
    await mapPast(bench.deps, { ...scope, number: foreign, mapping: { title: 0, severity: 1, place: 2 } });
    await readPast.run(bench.context(await idOf(foreign)));
    expect((await rows(foreign)).map(({ title, severity, place }) => [title, severity, place.kind])).toEqual([
      ["Eins", "low", "found"],
      ["Zwei", "high", "unnamed"],
    ]);
    const table = await bring("b.csv", "title,level of trouble,severity\nEins,hoch,low\nZwei,tief,high\n");
    expect((await rows(table)).map(({ severity }) => severity)).toEqual(["low", "high"]);
    await mapPast(bench.deps, { ...scope, number: table, mapping: { title: 1 } });
    await readPast.run(bench.context(await idOf(table)));
    expect((await rows(table)).map(({ title, severityGuessed }) => [title, severityGuessed])).toEqual([
      ["hoch", true],
      ["tief", true],
    ]);
    const next = await bring("c.csv", "title,level of trouble,severity\nDrei,mittel,low\n");
    expect((await rows(next)).map(({ title }) => title)).toEqual(["mittel"]);
    await discardPast(bench.deps, { ...scope, number: next });
    await removePast.run(bench.context(await idOf(next)));
    expect(await past(next)).toMatchObject({ state: "discarded", hasDocument: false, counts: { rows: 0 } });
  });

  it("gives the attempt back when the worker ends", async () => {
    const number = await upload("d.md", "# A\n\n## [H-01] B\n");
    const stopping = new AbortController();
    stopping.abort(new Error("shutdown"));
    await readPast.run({ ...bench.context(await idOf(number)), signal: stopping.signal });
    expect((await past(number)).state).toBe("reading");
    await readPast.run(bench.context(await idOf(number)));
    expect((await past(number)).state).toBe("ready");
  });
});

/** A DefectDojo that answers as its API does; what it was asked stays readable. */
async function fakeDojo(
  answer: (request: IncomingMessage, url: URL) => { status?: number; body?: unknown; location?: string },
): Promise<{ url: string; asked: { path: string; authorization: string | undefined }[]; server: Server }> {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push({ path: `${url.pathname}${url.search}`, authorization: request.headers.authorization });
    const { status = 200, body = {}, location } = answer(request, url);
    response.writeHead(status, { "content-type": "application/json", ...(location === undefined ? {} : { location }) });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, asked, server };
}

const TOKEN = "canary-0123456789";

async function connect(url: string, over: { product?: string; allowed?: boolean } = {}): Promise<number> {
  const { product, allowed = true } = over;
  const { number } = await connectDefectDojo(bench.deps, {
    ...scope,
    url,
    token: TOKEN,
    ...(product === undefined ? {} : { product }),
  });
  const context = bench.context(await idOf(number));
  const outbound = createOutbound(allowed ? { allowedHosts: [new URL(url).host] } : {});
  await readPast.run({ ...context, tools: { ...context.tools, outbound } });
  return number;
}

const dojoFinding = (id: number) => ({
  id,
  title: `Finding ${id}`,
  severity: "Low",
  numerical_severity: "S3",
  false_p: false,
  risk_accepted: id === 3,
  active: true,
  date: "2025-01-01",
});

describe("a DefectDojo by its address", () => {
  it("is read page by page with the token, which goes nowhere else and is kept nowhere", async () => {
    const all = Array.from({ length: 230 }, (_, at) => dojoFinding(at + 1));
    const dojo = await fakeDojo((_request, url) => {
      if (url.pathname.endsWith("/risk_acceptance/"))
        return {
          body: {
            count: 1,
            results: [{ id: 1, name: "Known", accepted_findings: [3], expiration_date: "2999-01-01" }],
          },
        };
      const offset = Number(url.searchParams.get("offset"));
      // What the server names as the next page is never followed.
      return {
        body: { count: all.length, next: "http://evil.example/?steal", results: all.slice(offset, offset + 100) },
      };
    });
    const number = await connect(`${dojo.url}/`, { product: "Vault & Co" });
    dojo.server.close();
    expect(dojo.asked.map((each) => each.path)).toEqual([
      ...[0, 100, 200].map(
        (offset) => `/api/v2/findings/?o=id&product_name=Vault%20%26%20Co&limit=100&offset=${offset}`,
      ),
      "/api/v2/risk_acceptance/?&limit=100&offset=0",
    ]);
    expect(new Set(dojo.asked.map((each) => each.authorization))).toEqual(new Set([`Token ${TOKEN}`]));
    expect(await past(number)).toMatchObject({
      state: "ready",
      kind: "defectdojo",
      counts: { rows: 230 },
      head: { title: `DefectDojo at ${dojo.url}, Vault & Co` },
    });
    const three = (await rows(number)).find(({ key }) => key === "DD-3");
    expect(three).toMatchObject({ state: "acknowledged", until: "2999-01-01" });
    const { storageKey } = await getPastDocument(bench.deps, { number });
    expect((await bench.storage.read(storageKey)).toString()).not.toContain(TOKEN);
    const stored = await bench.test.owner.query("SELECT p::text AS row FROM past_import p WHERE number = $1", [number]);
    expect(stored.rows[0].row).not.toContain(TOKEN);
    expect(stored.rows[0].row).not.toMatch(/v1[.:]/);
  });

  it.each([
    ["a refused token", { status: 401, body: {} }, "refused the token (401)"],
    ["another page", { body: "<html>" }, "the answer is no JSON"],
    ["another JSON", { body: { hello: 1 } }, "has no list of results"],
    ["a missing API", { status: 404, body: {} }, "There is no DefectDojo API at"],
    ["a fault", { status: 500, body: {} }, "answered 500"],
    ["nothing found", { body: { count: 0, results: [] } }, "holds no finding"],
  ])("says what is wrong with %s", async (_, answer, words) => {
    const dojo = await fakeDojo(() => answer);
    const number = await connect(dojo.url);
    dojo.server.close();
    expect(await past(number)).toMatchObject({ state: "failed", failure: expect.stringContaining(words) });
  });

  it("does not send the token where it is led, and goes nowhere that the operator has not allowed", async () => {
    const thief = await fakeDojo(() => ({ body: { count: 0, results: [] } }));
    const dojo = await fakeDojo(() => ({ status: 302, location: `${thief.url}/api/v2/findings/` }));
    const led = await connect(dojo.url);
    expect((await past(led)).state).toBe("failed");
    expect(thief.asked).toEqual([]);
    const refused = await connect(dojo.url, { allowed: false });
    expect(await past(refused)).toMatchObject({
      state: "failed",
      failure: expect.stringMatching(/localhost|address/i),
    });
    expect(dojo.asked).toHaveLength(1);
    thief.server.close();
    dojo.server.close();
  });
});
