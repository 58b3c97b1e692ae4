import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOutbound } from "../outbound.ts";
import { readTar } from "./untar.ts";

interface Entry {
  readonly path: string;
  readonly content?: string;
  readonly type?: string;
  readonly mode?: string;
}

function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.map(({ path, content = "", type = "0", mode = "0000644" }) => {
    const header = Buffer.alloc(512);
    header.write(path, 0);
    header.write(mode, 100);
    header.write(content.length.toString(8).padStart(11, "0"), 124);
    header.write(type, 156);
    return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const integrityOf = (bytes: Buffer): string => `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
const good = gzipSync(
  tar([
    { path: "package/package.json", content: '{"name":"solc"}' },
    { path: "package/bin/solc.js", content: "#!/usr/bin/env node", mode: "0000755" },
  ]),
);

let work: string;
let server: Server;
let registry: string;
let asked: string[];
let answers: Record<string, Buffer | string | number>;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "outbound-npm-"));
  asked = [];
  answers = { "/npm/solc/-/solc-0.8.28.tgz": good };
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = answers[request.url ?? ""] ?? 404;
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  registry = `http://localhost:${typeof address === "object" ? address?.port : 0}/npm`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(work, { recursive: true, force: true });
});

const request = (change: object = {}) => ({
  name: "solc",
  version: "0.8.28",
  integrity: integrityOf(good),
  cacheDirectory: join(work, "cache"),
  ...change,
});

describe("fetchNpmPackage", () => {
  it("unpacks a verified package once, from a registry that is private only because npm names it", async () => {
    const outbound = createOutbound({ npmRegistry: registry });
    const { directory } = await outbound.fetchNpmPackage(request());
    expect(await readFile(join(directory, "package.json"), "utf8")).toBe('{"name":"solc"}');
    expect((await stat(join(directory, "bin/solc.js"))).mode & 0o111).not.toBe(0);
    expect(await outbound.fetchNpmPackage(request())).toEqual({ directory });
    expect(asked).toEqual(["/npm/solc/-/solc-0.8.28.tgz"]);
    await expect(outbound.fetch(`${registry}/x`)).rejects.toMatchObject({ code: "outbound.address-refused" });
  });

  it("refuses other bytes than expected and keeps nothing", async () => {
    const outbound = createOutbound({ npmRegistry: registry });
    const integrity = integrityOf(Buffer.from("other"));
    await expect(outbound.fetchNpmPackage(request({ integrity }))).rejects.toMatchObject({
      code: "outbound.integrity",
    });
    await expect(outbound.fetchNpmPackage(request({ integrity: "sha1-abc" }))).rejects.toMatchObject({
      code: "outbound.integrity",
    });
    expect(await readdir(join(work, "cache")).catch(() => [])).toEqual([]);
  });

  it("does not take a package of another integrity from the cache", async () => {
    const outbound = createOutbound({ npmRegistry: registry });
    await outbound.fetchNpmPackage(request());
    const integrity = integrityOf(Buffer.from("other"));
    await expect(outbound.fetchNpmPackage(request({ integrity }))).rejects.toMatchObject({
      code: "outbound.integrity",
    });
  });

  it("asks where the archive is when it is not at the usual place, and reads the public address as the mirror", async () => {
    const tarball = "https://registry.npmjs.org/@scope/tool/-/odd-1.0.0.tgz";
    answers["/npm/@scope%2ftool/1.0.0"] = JSON.stringify({ dist: { tarball } });
    answers["/npm/@scope/tool/-/odd-1.0.0.tgz"] = good;
    const { directory } = await createOutbound({ npmRegistry: registry }).fetchNpmPackage(
      request({ name: "@scope/tool", version: "1.0.0" }),
    );
    expect(directory).toContain("@scope+tool-1.0.0-");
    expect(asked).toHaveLength(3);
  });

  it("reports what the registry answers", async () => {
    answers["/npm/solc/-/solc-0.8.28.tgz"] = 503;
    const outbound = createOutbound({ npmRegistry: registry });
    await expect(outbound.fetchNpmPackage(request())).rejects.toMatchObject({ code: "outbound.status" });
    await expect(outbound.fetchNpmPackage(request({ version: "9.9.9" }))).rejects.toMatchObject({
      code: "outbound.status",
    });
  });

  it.each([
    { name: "../solc" },
    { name: "@a/../b" },
    { name: "solc?x" },
    { version: "latest" },
    { version: "1.0.0/../2" },
    { name: "" },
  ])("refuses %j, which is no package", async (change) => {
    await expect(createOutbound({ npmRegistry: registry }).fetchNpmPackage(request(change))).rejects.toMatchObject({
      code: "outbound.url-refused",
    });
    expect(asked).toEqual([]);
  });

  it("can be asked twice at the same time", async () => {
    const outbound = createOutbound({ npmRegistry: registry });
    const [one, two] = await Promise.all([outbound.fetchNpmPackage(request()), outbound.fetchNpmPackage(request())]);
    expect(one).toEqual(two);
    expect(await readdir(join(work, "cache"))).toHaveLength(1);
  });
});

describe("readTar", () => {
  it.each<[string, Entry]>([
    ["a path that leads out", { path: "package/../../escape" }],
    ["an absolute path", { path: "/etc/passwd" }],
    ["a file at the top", { path: "escape" }],
    ["a symbolic link", { path: "package/link", type: "2" }],
    ["a hard link", { path: "package/link", type: "1" }],
    ["a device", { path: "package/null", type: "3" }],
    ["a long path that leads out", { path: "x", type: "L", content: "package/../../../escape" }],
  ])("refuses %s", (_name, entry) => {
    const archive = tar([entry, { path: "package/a", content: "a" }]);
    expect(() => [...readTar(archive)]).toThrow(expect.objectContaining({ code: "outbound.integrity" }));
  });

  it("refuses an archive that is cut off", () => {
    const archive = tar([{ path: "package/a", content: "x".repeat(2000) }]).subarray(0, 1024);
    expect(() => [...readTar(archive)]).toThrow(expect.objectContaining({ code: "outbound.integrity" }));
  });

  it("reads long paths of both kinds and folders", () => {
    const long = `package/${"d/".repeat(80)}file.js`;
    const record = (text: string) => {
      const body = ` path=${text}\n`;
      return `${body.length + String(body.length).length}${body}`;
    };
    const archive = tar([
      { path: "package/dir/", type: "5" },
      { path: "x", type: "L", content: `${long}\0` },
      { path: "package/short", content: "1" },
      { path: "x", type: "x", content: record(`${long}2`) },
      { path: "package/short", content: "2" },
      { path: "package/plain", content: "3" },
    ]);
    expect([...readTar(archive)].map(({ path, content }) => [path, String(content)])).toEqual([
      [long.slice(8), "1"],
      [`${long.slice(8)}2`, "2"],
      ["plain", "3"],
    ]);
  });
});
