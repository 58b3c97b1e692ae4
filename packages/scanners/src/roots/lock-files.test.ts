import { describe, expect, it } from "vitest";
import { readLockFile } from "./lock-files.ts";

const hash = (letter: string) => `sha512-${letter.repeat(86)}==`;

describe("readLockFile", () => {
  it("reads npm's format and prefers the version at the top", () => {
    const lock = {
      lockfileVersion: 3,
      packages: {
        "": { name: "app" },
        "node_modules/a/node_modules/@oz/contracts": { version: "3.0.0", integrity: hash("x") },
        "node_modules/@oz/contracts": { version: "4.9.3", integrity: hash("a") },
        "packages/own": { version: "1.0.0", integrity: hash("b") },
        "node_modules/old": { version: "1.0.0", integrity: "sha1-abc" },
        "node_modules/linked": { link: true },
      },
    };
    expect([...readLockFile("package-lock.json", JSON.stringify(lock)).values()]).toEqual([
      { name: "@oz/contracts", version: "4.9.3", integrity: hash("a") },
    ]);
  });

  it("reads the first version of npm's format, yarn's and pnpm's", () => {
    const npm = JSON.stringify({ dependencies: { solmate: { version: "6.2.0", integrity: hash("s") } } });
    expect(readLockFile("package-lock.json", npm).get("solmate")?.version).toBe("6.2.0");
    const yarn = `# yarn lockfile v1\n\n"@oz/contracts@^4.9.0", "@oz/contracts@4.9.3":\n  version "4.9.3"\n  resolved "https://x.test/y.tgz#1"\n  integrity ${hash("a")}\n\nsolmate@6.2.0:\n  version "6.2.0"\n  integrity ${hash("s")}\n`;
    expect([...readLockFile("yarn.lock", yarn).keys()]).toEqual(["@oz/contracts", "solmate"]);
    const pnpm = `lockfileVersion: '9.0'\n\npackages:\n\n  '@oz/contracts@4.9.3':\n    resolution: {integrity: ${hash("a")}}\n\n  /solmate/6.2.0:\n    resolution: {integrity: ${hash("s")}}\n    dev: true\n`;
    expect([...readLockFile("pnpm-lock.yaml", pnpm).values()]).toEqual([
      { name: "@oz/contracts", version: "4.9.3", integrity: hash("a") },
      { name: "solmate", version: "6.2.0", integrity: hash("s") },
    ]);
  });

  it.each([
    "",
    "null",
    "[]",
    "{",
    '{"packages":7}',
    '{"packages":{"node_modules/../../etc":{"version":"1.0.0","integrity":"x"}}}',
  ])("answers nothing for %s", (text) => {
    expect(readLockFile("package-lock.json", text).size).toBe(0);
  });

  it("takes no name or version that could mean something else", () => {
    const lock = {
      packages: {
        "node_modules/../../etc/passwd": { version: "1.0.0", integrity: hash("a") },
        "node_modules/ok": { version: "file:../x", integrity: hash("a") },
        "node_modules/-rf": { version: "1.0.0 --x", integrity: hash("a") },
      },
    };
    expect(readLockFile("package-lock.json", JSON.stringify(lock)).size).toBe(0);
  });
});
