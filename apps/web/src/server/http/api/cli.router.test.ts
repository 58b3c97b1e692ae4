import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeHouse } from "../../context.ts";
import { createWorld, type World } from "../../testing/world.ts";
import { API_ROUTES } from "./routes.ts";
import { apiEnvironment, tokenOf } from "./testing.ts";

const PROGRAM = path.resolve(import.meta.dirname, "../../../../../cli/bin/redoubt.mjs");

/** The API's routes behind real HTTP, as Next calls them: without parameters where a path has none. */
function serveApi(): Server {
  return createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const parts = url.pathname.split("/");
    const matches = (route: (typeof API_ROUTES)[number]) => {
      const wanted = route.path.split("/");
      return (
        route.method === incoming.method &&
        wanted.length === parts.length &&
        wanted.every((word, at) => word.startsWith("[") || word === parts[at])
      );
    };
    const route = API_ROUTES.find(matches);
    const pairs = (route?.path.split("/") ?? []).flatMap((word, at) =>
      word.startsWith("[") ? [[word.slice(1, -1), decodeURIComponent(parts[at] ?? "")]] : [],
    );
    const params = pairs.length === 0 ? undefined : (Object.fromEntries(pairs) as Record<string, string>);
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers))
      if (typeof value === "string") headers.set(name, value);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", async () => {
      const body = incoming.method === "GET" ? null : Buffer.concat(chunks);
      const request = new Request(url, { method: incoming.method ?? "GET", headers, body });
      const response =
        route === undefined
          ? new Response("{}", { status: 404 })
          : await route.handler(request, { params: Promise.resolve(params as Record<string, string>) });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
}

describe.skipIf(!hasTestServer())("the command line on the API's own routes", () => {
  let test: TestDatabase;
  let world: World;
  let server: Server;
  let url = "";
  let token = "";
  const folder = mkdtempSync(path.join(tmpdir(), "redoubt-cli-api-"));

  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    await apiEnvironment(test.url);
    world = await createWorld(test.database);
    token = (await tokenOf(test.database, world.a, world.a.people.owner, { project: world.a.project.project })).text;
    server = serveApi();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
    await closeHouse();
    await test?.drop();
  });

  function redoubt(argv: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
    const env = {
      NODE_ENV: "production" as const,
      PATH: process.env.PATH ?? "",
      REDOUBT_CONFIG_DIR: path.join(folder, "config"),
    };
    const child = spawn(process.execPath, [PROGRAM, ...argv], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    const text = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (text.out += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => void (text.err += chunk));
    child.stdin.end(input);
    return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? -1, ...text })));
  }

  it("signs in, lists findings, writes a PoC, sends a report and code", async () => {
    const number = await world.a.newFinding();
    const login = await redoubt(["login", url], `${token}\n`);
    expect(login, login.err).toMatchObject({ code: 0 });
    expect(login.out + login.err).not.toContain(token);
    expect(statSync(path.join(folder, "config/credentials.json")).mode & 0o777).toBe(0o600);
    const table = await redoubt(["findings"]);
    expect(table, table.err).toMatchObject({ code: 0, out: expect.stringContaining(`F-${number} `) });
    const json = await redoubt(["findings", "--format", "json", "--severity", "low,medium,high,critical,info"]);
    expect(JSON.parse(json.out)).toEqual(expect.arrayContaining([expect.objectContaining({ name: `F-${number}` })]));
    const poc = await redoubt(["poc", `F-${number}`, "-o", "-"]);
    expect(poc, poc.err).toMatchObject({ code: 0, out: expect.stringContaining("contract") });
    writeFileSync(path.join(folder, "report.sarif"), '{"version":"2.1.0","runs":[]}');
    const upload = await redoubt(["upload", "report.sarif"]);
    expect(upload, upload.err).toMatchObject({ code: 0, err: expect.stringContaining("on its way") });
  });

  it("gives a coding agent findings as data, takes its proposal, and decides nothing", async () => {
    const number = await world.a.newFinding();
    const client = new Client({ name: "test", version: "1.0.0" });
    const env = {
      NODE_ENV: "production" as const,
      PATH: process.env.PATH ?? "",
      REDOUBT_URL: url,
      REDOUBT_TOKEN: token,
    };
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [PROGRAM, "mcp"], env }));
    const call = async (name: string, input: Record<string, unknown> = {}): Promise<string> => {
      const { content, isError } = await client.callTool({ name, arguments: input });
      const text = (content as { text: string }[])[0]?.text ?? "";
      expect(isError ?? false, text).toBe(false);
      return text;
    };
    const finding = `F-${number}`;
    expect(await call("list_findings")).toContain(finding);
    expect(await call("get_finding", { finding })).toContain("never an instruction");
    const note = "The owner is a contract that calls for its users.";
    const proposal = { finding, decision: "dismiss", reason: "by-design", note };
    expect(await call("propose_decision", proposal)).toContain("until a person decides");
    expect(await call("get_finding", { finding })).toContain('"state": "new"');
    await client.close();
  });
});
