import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compilerPackage, compilerVersions, ensureCompiler, resolveCompiler } from "./index.ts";

let cacheDirectory = "";
beforeAll(() => {
  cacheDirectory = mkdtempSync(path.join(tmpdir(), "redoubt-compilers-"));
});
afterAll(() => rmSync(cacheDirectory, { recursive: true, force: true }));

describe("the committed table", () => {
  it("has sha512 for every version, newest first, and the replacements of wrong packages", () => {
    expect(compilerVersions.length).toBeGreaterThanOrEqual(91);
    expect(compilerVersions.at(-1)).toBe("0.4.11");
    for (const version of compilerVersions) {
      expect(compilerPackage(version)?.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
    // The package 0.8.7 holds the compiler 0.7.5.
    expect(compilerPackage("0.8.7")?.package).toBe("0.8.7-fixed");
    expect(compilerPackage("0.4.12")).toBeUndefined();
  });
});

describe("resolveCompiler", () => {
  it.each([
    [["^0.8.20"], "0.8.28"],
    [["0.8.24"], "0.8.24"],
    [[">=0.6.0<0.9.0"], "0.8.28"],
    [["^0.8.0", "<=0.8.24"], "0.8.24"],
    [["^0.6.0 || ^0.7.0"], "0.7.6"],
    [["^0.4.18"], "0.4.26"],
    [["=0.8.19"], "0.8.19"],
    [[], "0.8.28"],
  ])("takes for %j the version %s", (ranges, version) => {
    expect(resolveCompiler(ranges, ["0.8.28", "0.8.24"])).toEqual({ version });
  });

  it("says why there is none", () => {
    expect(resolveCompiler(["^0.7.0", "^0.8.0"])).toEqual({
      reason: 'no compiler satisfies "^0.7.0" and "^0.8.0"',
    });
    expect(resolveCompiler(["newest"])).toEqual({ reason: 'the pragma "newest" is no version range' });
  });
});

describe("ensureCompiler", () => {
  it("lays an installed compiler out as forge expects one", async () => {
    const [first, second] = await Promise.all([
      ensureCompiler("0.8.28", { cacheDirectory }),
      ensureCompiler("0.8.28", { cacheDirectory }),
    ]);
    expect(second).toEqual(first);
    expect(statSync(path.join(first.directory, "solc-0.8.28")).mode & 0o777).toBe(0o755);
    expect(readFileSync(path.join(first.directory, "version.txt"), "utf8")).toMatch(
      /\nVersion: 0\.8\.28\+commit\.[0-9a-f]{8}\.Linux\.g\+\+\n/,
    );
    const answer = execFileSync(
      process.execPath,
      [path.join(first.directory, "solc-run.cjs"), path.join(first.directory, "soljson.cjs"), "--standard-json"],
      {
        input: JSON.stringify({
          language: "Solidity",
          sources: { "a.sol": { content: `contract A { string s = "${"x".repeat(8_000_000)}"; }` } },
          settings: { outputSelection: { "*": { "": ["ast"] } } },
        }),
        maxBuffer: 1 << 28,
        encoding: "utf8",
      },
    );
    expect(Object.keys(JSON.parse(answer).sources)).toEqual(["a.sol"]);
  });

  it("asks the registry by the committed integrity, and refuses a compiler that calls itself otherwise", async () => {
    const directory = mkdtempSync(path.join(cacheDirectory, "package-"));
    const asked: unknown[] = [];
    const fetchPackage = async (request: unknown) => {
      asked.push(request);
      return { directory };
    };
    await expect(ensureCompiler("0.8.7", { cacheDirectory, fetchPackage })).rejects.toThrow("has no soljson.js");
    expect(asked).toEqual([{ name: "solc", version: "0.8.7-fixed", integrity: compilerPackage("0.8.7")?.integrity }]);
    writeFileSync(
      path.join(directory, "soljson.js"),
      'module.exports = { _solidity_version: () => 0, UTF8ToString: () => "0.7.5+commit.eb77ed08.Emscripten.clang" };',
    );
    await expect(ensureCompiler("0.8.7", { cacheDirectory, fetchPackage })).rejects.toThrow("calls itself");
    await expect(ensureCompiler("0.8.7", { cacheDirectory })).rejects.toMatchObject({ code: "unreachable" });
  });

  it("names what cannot be had", async () => {
    await expect(ensureCompiler("0.3.6", { cacheDirectory })).rejects.toMatchObject({ code: "unknown-version" });
    const fetchPackage = () => Promise.reject(new Error("no route"));
    await expect(ensureCompiler("0.8.19", { cacheDirectory, fetchPackage })).rejects.toThrow("no route");
  });
});
