import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contractServer, TOKEN } from "./testing/contract-server.ts";
import { scratch } from "./testing/terminal.ts";

const PACKAGE = path.resolve(import.meta.dirname, "..");
const ROOT = path.resolve(PACKAGE, "../..");

/** Every Node on the search path, oldest first: the package must run from Node 20 on. */
function nodes(): { program: string; major: number }[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const programs = [...new Set([...folders, "/usr/bin", "/usr/local/bin"])].map((folder) => path.join(folder, "node"));
  const known = programs.filter(existsSync).map((program) => {
    const version = execFileSync(program, ["--version"], { encoding: "utf8" });
    return { program, major: Number(/^v(\d+)/.exec(version)?.[1]) };
  });
  return [...new Map(known.map((one) => [one.major, one])).values()].sort((a, b) => a.major - b.major);
}

describe("the package", () => {
  it("is compiled to plain JavaScript that runs under every Node here", async () => {
    await using folder = await scratch();
    const at = path.join(folder.path, "package");
    await mkdir(at);
    const compiler = path.join(ROOT, "node_modules/typescript/bin/tsc");
    const argv = [compiler, "-p", path.join(PACKAGE, "tsconfig.build.json"), "--outDir", path.join(at, "dist")];
    execFileSync(process.execPath, argv, { stdio: "pipe" });
    await symlink(path.join(ROOT, "node_modules"), path.join(folder.path, "node_modules"));
    await writeFile(path.join(at, "package.json"), '{"type":"module","version":"9.9.9"}');
    await using server = await contractServer();
    const env = { PATH: process.env.PATH, REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN, REDOUBT_CONFIG_DIR: at };
    const found = nodes().filter(({ major }) => major >= 20);
    expect(found.length).toBeGreaterThan(0);
    process.stdout.write(`the package runs under Node ${found.map(({ major }) => major).join(", ")}\n`);
    for (const { program } of found) {
      const main = path.join(at, "dist/main.js");
      expect(execFileSync(program, [main, "--version"], { env, encoding: "utf8" })).toBe("9.9.9\n");
      expect(execFileSync(program, [main, "help", "scan"], { env, encoding: "utf8" })).toContain("--no-wait");
    }
  });

  it("keeps the token out of argv and environment of the programs that it starts", async () => {
    const { gitEnvironment } = await import("./env.ts");
    expect(JSON.stringify(gitEnvironment({ REDOUBT_TOKEN: TOKEN, PATH: "/bin" }))).not.toContain(TOKEN);
  });
});
