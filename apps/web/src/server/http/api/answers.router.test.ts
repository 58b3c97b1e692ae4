import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { publishTestScan, testResult } from "@redoubt/domain/finding/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { cancelScan } from "@redoubt/domain/scan/server";
import { createKnownIssues } from "@redoubt/domain/report/server";
import { addTestRevision, createTestRevision } from "@redoubt/domain/source/testing";
import { attachTestPoc } from "@redoubt/domain/verification/testing";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeHouse } from "../../context.ts";
import { storage } from "../../storage.ts";
import { createWorld, type World } from "../../testing/world.ts";
import { openApiDocument, type OpenApiDocument } from "./openapi-document.ts";
import { API_ROUTES } from "./routes.ts";
import { apiEnvironment, ask, type Asked, tokenOf } from "./testing.ts";

const SOURCE = ["contract Vault {", "  function send(address to) external {", '    to.call("");', "  }", "}"].join(
  "\n",
);

describe.skipIf(!hasTestServer())("what the API answers", () => {
  let test: TestDatabase;
  let world: World;
  let token: string;
  let document: OpenApiDocument;
  const seen = new Set<string>();
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  const params = () => ({ project: world.a.project.project });

  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    await apiEnvironment(test.url);
    world = await createWorld(test.database);
    token = (await tokenOf(test.database, world.a, world.a.people.owner)).text;
    document = openApiDocument(API_ROUTES);
    ajv.addSchema({ $id: "document", components: document.components });
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  /** Asks, and holds the answer against what the document says of that status and media type. */
  async function checked(name: string, input: Parameters<typeof ask>[2] = {}, bearer = token): Promise<Asked> {
    const [method = "", path = ""] = name.split(" ");
    const operation = document.paths[`/api/v1${path.replaceAll(/\[(\w+)\]/g, "{$1}")}`]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`${name} is not in the document`);
    const answer = await ask(name, bearer, input);
    expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBeLessThan(500);
    const declared = operation.responses[answer.status] as
      | { $ref?: string; content?: Record<string, unknown> }
      | undefined;
    expect(declared, `${name} answers ${answer.status}: ${JSON.stringify(answer.body)}`).toBeDefined();
    const reference = declared?.$ref?.split("/").at(-1);
    const content = (reference === undefined ? declared : (document.components.responses[reference] as typeof declared))
      ?.content as Record<string, { schema: object }> | undefined;
    const type = answer.headers.get("content-type") ?? "";
    const form = content?.[type];
    expect(form, `${name} answers ${answer.status} as ${type}`).toBeDefined();
    if (
      /json/.test(type) &&
      !("document" in (input.params ?? {}) && String(input.params?.["document"]).endsWith(".json"))
    ) {
      const schema = JSON.parse(JSON.stringify(form?.schema).replaceAll("#/components/", "document#/components/"));
      const validate = ajv.compile(schema);
      validate(answer.body);
      expect(validate.errors ?? [], `${name} ${answer.status}: ${JSON.stringify(answer.body)}`).toEqual([]);
    }
    seen.add(`${name} ${answer.status}`);
    return answer;
  }

  /** Number of the newest import that waits for the worker; 0 without one. */
  async function queued(): Promise<number> {
    const { rows } = await test.owner.query(
      "SELECT coalesce(max(r.number), 0) AS n FROM scan_request r JOIN scan s ON s.scan_request_id = r.id WHERE s.state = 'queued' AND r.kind = 'import' AND r.organization_id = $1",
      [world.a.fixture.organization.organizationId],
    );
    return rows[0].n;
  }

  /** A tree with one file in storage, under a ready revision. */
  async function codeWith(text: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "redoubt-api-tree-"));
    await mkdir(join(folder, "src"));
    await writeFile(join(folder, "src/Vault.sol"), text);
    const { organizationId } = world.a.fixture.organization;
    const limits = { maxBytes: 1_000_000, maxFiles: 10, signal: new AbortController().signal };
    return (await storage().putTree(organizationId, folder, limits)).treeKey;
  }

  it("is what the document says: the token and its projects", async () => {
    await checked("GET /me");
    const { body } = await checked("GET /projects", { query: "limit=1" });
    expect(body["items"]).toHaveLength(1);
    await checked("GET /projects/[project]", { params: params() });
    await checked("GET /projects/[project]/sources", { params: params() });
    const source = { url: "https://git.example.org/lib.git", name: "Library", token: "s3cret-of-the-source" };
    const made = await checked("POST /projects/[project]/sources", { params: params(), body: JSON.stringify(source) });
    expect(made.body).toMatchObject({ source: { kind: "git", hasCredential: true }, revision: expect.any(Number) });
    expect(JSON.stringify(made.body)).not.toContain("s3cret");
  });

  it("is what the document says: pushed code, scans and their cancelling", async () => {
    const commit = "c".repeat(40);
    const pushed = await checked("POST /projects/[project]/revisions", {
      params: params(),
      body: "bytes of an archive",
      query: `source=ci&commit=${commit}&ref=feature/x&defaultBranch=main&message=one&author=Ann`,
    });
    const { number } = (pushed.body as { revision: { number: number } }).revision;
    const one = await checked("GET /projects/[project]/revisions/[number]", {
      params: { ...params(), number: String(number) },
    });
    expect(one.body).toMatchObject({
      ...{ state: "queued", commit, ref: "feature/x", defaultBranch: false, message: "one", author: "Ann" },
      source: { name: "ci", kind: "push" },
    });
    const commits = [{ sha: "d".repeat(40), message: "Repair\n\nFixes: F-1", author: "ann@example.org" }];
    await checked("POST /projects/[project]/revisions/[number]/commits", {
      ...{ params: { ...params(), number: String(number) }, body: JSON.stringify({ commits }) },
    });
    const first = await checked("GET /projects/[project]/revisions", { params: params(), query: "limit=1" });
    const query = `limit=1&cursor=${String(first.body["next"])}`;
    const second = await checked("GET /projects/[project]/revisions", { params: params(), query });
    expect(second.body["items"]).not.toEqual(first.body["items"]);
    const revision = await world.a.newRevision();
    const scan = await checked("POST /projects/[project]/scans", {
      params: params(),
      body: JSON.stringify({ revision, scanners: ["solhint"] }),
    });
    expect(scan.body).toMatchObject({ state: "queued", revision, scanners: [{ scanner: "solhint", state: "queued" }] });
    const path = { ...params(), number: String(scan.body["number"]) };
    await checked("GET /projects/[project]/scans/[number]", { params: path });
    const cancelled = await checked("POST /projects/[project]/scans/[number]/cancel", { params: path });
    expect(cancelled.body).toMatchObject({ state: "cancelled" });
    const again = await checked("POST /projects/[project]/scans/[number]/cancel", { params: path });
    expect([again.status, again.body["code"]]).toEqual([409, "scan.already-finished"]);
  });

  it("is what the document says: imports, at once and waited for", async () => {
    const post = { params: params(), body: '{"version":"2.1.0","runs":[]}' };
    const asked = await checked("POST /projects/[project]/imports", post);
    expect(asked.body).toMatchObject({ kind: "import", state: "queued", format: null, repeated: false });
    const number = String(asked.body["number"]);
    await checked("GET /projects/[project]/imports/[number]", { params: { ...params(), number } });
    const repeated = await checked("POST /projects/[project]/imports", post);
    expect(repeated.body).toMatchObject({ number: asked.body["number"], repeated: true });
    const said = await checked("POST /projects/[project]/imports", { ...post, query: "format=sarif" });
    expect(said.body).toMatchObject({ repeated: false });
    const { rows } = await test.owner.query(
      "SELECT upload_format FROM scan s JOIN scan_request r ON r.id = s.scan_request_id WHERE r.number = $1 AND r.organization_id = $2",
      [said.body["number"], world.a.fixture.system.organizationId],
    );
    expect(rows).toEqual([{ upload_format: "sarif" }]);
    const unknown = await checked("POST /projects/[project]/imports", { ...post, query: "format=punch-cards" });
    expect(unknown.status).toBe(400);
    const waited = await checked("POST /projects/[project]/imports", {
      ...{ params: params(), body: '{"version":"2.1.0","runs":[1]}', query: "wait=1" },
    });
    expect(waited.status).toBe(202);
    const waiting = checked("POST /projects/[project]/imports", {
      ...{ params: params(), body: '{"version":"2.1.0","runs":[2]}', query: "wait=60" },
    });
    // What a person cancels meanwhile has ended, and whoever waits hears of it.
    await expect.poll(() => queued(), { timeout: 20_000 }).toBeGreaterThan(Number(waited.body["number"]));
    await cancelScan(world.a.fixture.system, { organization: "", project: "", number: await queued() });
    const ended = await waiting;
    expect([ended.status, ended.body["state"]]).toEqual([200, "cancelled"]);
    const { number: scan } = await world.a.newScan();
    const none = await checked("GET /projects/[project]/imports/[number]", {
      params: { ...params(), number: String(scan) },
    });
    expect(none.status).toBe(404);
  });

  it("is what the document says: findings, their code and PoCs, proposals and comparisons", async () => {
    const deps = world.a.fixture.system;
    const treeKey = await codeWith(SOURCE);
    const base = await createTestRevision(deps, { depth: 100, treeKey });
    await publishTestScan(deps, base.number, []);
    const head = await addTestRevision(
      deps,
      base.sourceId,
      { depth: 101, treeKey, resolvedRef: "feature", isDefaultRef: false, commit: "d".repeat(40) },
      "feature",
    );
    const flow = [{ path: "src/Vault.sol", line: 2, message: "comes in" }];
    const results = [
      testResult({
        key: "api",
        startLine: 3,
        endLine: 3,
        container: "Vault",
        callable: "send",
        flow,
        advisories: ["CVE-2020-1"],
        package: "pkg:npm/lodash@4.17.20",
      }),
    ];
    await publishTestScan(deps, head.number, results);
    const list = await checked("GET /projects/[project]/findings", {
      params: params(),
      query: `revision=${head.number}&state=open&severity=medium,high`,
    });
    const [found] = list.body["items"] as { name: string; number: number; url: string; advisories: string[] }[];
    expect(found).toMatchObject({ advisories: ["CVE-2020-1"], endLine: 3, function: "send" });
    expect(found?.url).toBe(
      `http://localhost:4300/o/${world.a.organization.organization}/p/${params().project}/finding/${found?.name}`,
    );
    const path = { ...params(), finding: found?.name ?? "" };
    const detail = await checked("GET /projects/[project]/findings/[finding]", { params: path });
    expect(detail.body["places"]).toMatchObject([{ ref: "feature", present: true, startLine: 3 }]);
    const code = await checked("GET /projects/[project]/findings/[finding]/context", { params: path });
    expect(code.body).toMatchObject({ startLine: 1, lines: SOURCE.split("\n"), highlighted: [3, 3], flow });
    const stub = await checked("GET /projects/[project]/findings/[finding]/poc", { params: path });
    expect(stub.body["text"]).toContain(`contract F${found?.number}Test is Test`);
    expect(stub.headers.get("content-disposition")).toBe(`attachment; filename="F${found?.number}.t.sol"`);
    await attachTestPoc(deps, found?.number ?? 0);
    const poc = await checked("GET /projects/[project]/findings/[finding]/poc", { params: path });
    expect(poc.body["text"]).not.toEqual(stub.body["text"]);
    const proposal = { decision: "dismiss", reason: "test-code", note: "only called by tests" };
    const proposed = await checked("POST /projects/[project]/findings/[finding]/proposals", {
      ...{ params: path, body: JSON.stringify(proposal) },
    });
    expect(proposed.body).toMatchObject({ finding: found?.name, decision: "dismiss", to: "test-code" });
    const stays = await checked("GET /projects/[project]/findings/[finding]", { params: path });
    expect(stays.body).toMatchObject({ state: "new", proposed: "dismiss" });
    const compared = await checked("GET /projects/[project]/comparison", {
      params: params(),
      query: `revision=${head.number}&base=main`,
    });
    expect(compared.body).toMatchObject({
      ...{
        comparable: true,
        base: { number: base.number },
        introduced: [{ name: found?.name, startLine: 3 }],
        fixed: [],
      },
      restricted: { introduced: 0, fixed: 0 },
    });
    const without = await checked("GET /projects/[project]/comparison", {
      params: params(),
      query: `revision=${head.number}&base=nowhere`,
    });
    expect(without.body).toMatchObject({ comparable: false, base: null });
    const nowhere = await checked("GET /projects/[project]/findings/[finding]/context", {
      params: { ...params(), finding: String(await world.a.newFinding()) },
    });
    expect([nowhere.status, nowhere.body["code"]]).toEqual([404, "api.no-code"]);
    // What the project says to others is about its default branch.
    const merged = await addTestRevision(deps, base.sourceId, { depth: 102, treeKey });
    await publishTestScan(deps, merged.number, results);
    const vex = await checked("GET /projects/[project]/openvex", { params: params() });
    expect(vex.body["statements"]).toMatchObject([
      {
        vulnerability: { name: "CVE-2020-1" },
        products: [{ subcomponents: [{ "@id": "pkg:npm/lodash@4.17.20" }] }],
        status: "under_investigation",
      },
    ]);
  });

  it("is what the document says: reports and their documents", async () => {
    for (const body of [
      { kind: "risk" },
      { kind: "known-issues" },
      { kind: "finding", finding: await world.a.newFinding() },
    ]) {
      const made = await checked("POST /projects/[project]/reports", { params: params(), body: JSON.stringify(body) });
      expect(made.body).toMatchObject({ kind: body.kind, rendered: "queued" });
    }
    const made = await createKnownIssues(world.a.fixture.system);
    const list = await checked("GET /projects/[project]/reports", { params: params(), query: "limit=2" });
    expect(list.body["items"]).toHaveLength(2);
    const query = `limit=2&cursor=${String(list.body["next"])}`;
    const next = await checked("GET /projects/[project]/reports", { params: params(), query });
    expect(next.body["items"]).not.toEqual(list.body["items"]);
    const number = String(made.number);
    const one = "GET /projects/[project]/reports/[document]";
    await checked(one, { params: { ...params(), document: number } });
    const data = await checked(one, { params: { ...params(), document: `${number}.json` } });
    expect(data.body).toMatchObject({ format: "redoubt/known-issues@1" });
    const waits = await checked(one, { params: { ...params(), document: `${number}.pdf` } });
    expect([waits.status, waits.body["code"]]).toEqual([409, "report.not-rendered"]);
    const unknown = await checked(one, { params: { ...params(), document: `${number}.exe` } });
    expect(unknown.status).toBe(404);
  });

  it("is what the document says: dumps of advisories", async () => {
    const asked = await checked("POST /advisories", { query: "name=kev.json&kind=kev", body: "{}" });
    expect([asked.status, asked.body]).toMatchObject([202, { name: "kev.json", kind: "kev", state: "queued" }]);
    const one = "GET /advisories/imports/[id]";
    const found = await checked(one, { params: { id: String(asked.body["id"]) } });
    expect(found.body).toMatchObject({ id: asked.body["id"], state: "queued", failure: null });
    const { text: foreign } = await tokenOf(test.database, world.b, world.b.people.owner);
    const hidden = await checked(one, { params: { id: String(asked.body["id"]) } }, foreign);
    expect([hidden.status, hidden.body["code"]]).toEqual([404, "advisory.import-not-found"]);
  });

  it("is a problem of the documented form when something is wrong, for every route", async () => {
    const { text: narrow } = await tokenOf(test.database, world.a, world.a.people.owner, { scopes: ["report:read"] });
    for (const route of API_ROUTES) {
      const name = `${route.method} ${route.path.slice("/api/v1".length)}`;
      const path = { ...params(), number: "987654", finding: "F-987654", document: "987654" };
      const body = route.api.body.kind === "json" ? "{" : "x";
      await checked(name, { params: path, body }, "rdt_none");
      await checked(name, { params: { ...path, project: "no-such-project" }, body });
      await checked(name, { params: path, query: "no-such-name=1", body });
      if (route.api.scope !== "report:read") await checked(name, { params: path, body }, narrow);
      await checked(name, { params: path, body, headers: { origin: "https://elsewhere.example" } });
      if (route.method === "POST")
        await checked(name, { params: path, body, headers: { "content-type": "text/html" } });
    }
  });

  it("has been asked for, every success of every route", () => {
    const successes = API_ROUTES.flatMap((route) =>
      Object.keys(route.api.answers).map((status) => `${route.method} ${route.path.slice("/api/v1".length)} ${status}`),
    );
    expect(successes.filter((each) => !seen.has(each))).toEqual([]);
  });
});
