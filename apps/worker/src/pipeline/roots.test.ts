import { symlinkSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { surveyRoots } from "./roots.ts";
import { makeTree } from "./testing.ts";
import { TreeReader } from "./tree.ts";

const trees: { remove: () => void }[] = [];
afterEach(() => trees.splice(0).forEach(({ remove }) => remove()));
const tree = (files: Record<string, string>): string => {
  const made = makeTree(files);
  trees.push(made);
  return made.folder;
};
const sol = (imports: string[] = [], pragma = "^0.8.20") =>
  `pragma solidity ${pragma};\n${imports.map((spec) => `import "${spec}";\n`).join("")}contract C { /* no line */ uint x; }\n`;

describe("surveyRoots", () => {
  it("finds foundry, Hardhat and package roots, and the loose files outside", async () => {
    const folder = tree({
      "README.md": "# x",
      ".env.example": "KEY=1",
      "core/foundry.toml": "[profile.default]\nsrc = 'contracts'\n",
      "core/contracts/A.sol": sol(),
      "core/lib/forge-std/src/Test.sol": sol(),
      "core/lib/forge-std/foundry.toml": "",
      "periphery/hardhat.config.ts": 'export default { solidity: "0.8.24" };',
      "periphery/package.json": "{}",
      "periphery/contracts/B.sol": sol(),
      "web/package.json": "{}",
      "web/src/app.ts": "export const a = 1;\n",
      "web/node_modules/x/package.json": "{}",
      "web/node_modules/x/index.js": "1",
      "config/package.json": "{}",
      "config/tsconfig.json": "{}",
    });
    const survey = await surveyRoots(folder);
    expect(survey.roots.map(({ root }) => [root.path, root.kind, root.languages, root.compiler])).toEqual([
      ["web", "package", ["typescript"], null],
      ["core", "foundry", ["solidity"], "0.8.28"],
      ["periphery", "hardhat", ["solidity", "typescript"], "0.8.24"],
      ["", "bare", [], null],
    ]);
    expect(survey.dependencyPaths).toEqual(["core/lib", "web/node_modules"]);
    expect(survey.roots[1]?.files).toEqual(["contracts/A.sol", "foundry.toml"]);
    expect(survey.roots[3]?.files).toEqual([
      ".env.example",
      "README.md",
      "config/package.json",
      "config/tsconfig.json",
    ]);
  });

  it("takes a tree without any mark as one bare root", async () => {
    const survey = await surveyRoots(tree({ "Vault.sol": sol(), "tools/x.js": "a();\n// no line\n\nb();\n" }));
    expect(survey.roots.map(({ root }) => [root.kind, root.languages, root.nsloc])).toEqual([
      ["bare", ["javascript", "solidity"], 4],
    ]);
    expect(survey.roots[0]?.solidity?.buildPaths).toEqual(["Vault.sol"]);
    expect((await surveyRoots(tree({}))).roots.map(({ root }) => root.kind)).toEqual(["bare"]);
  });

  it("counts lines that are code of the product only", async () => {
    const survey = await surveyRoots(
      tree({
        "foundry.toml": "",
        "src/A.sol": '// a\npragma solidity ^0.8.0;\n\n/* b\n c */ contract A { string s = "// no comment"; }\n',
        "test/A.t.sol": sol(),
        "script/Deploy.s.sol": sol(),
        "src/mocks/Mock.sol": sol(),
        "lib/dep/Dep.sol": sol(),
        "out/A.js": "x();\n",
        "web/types.d.ts": "type A = 1;\n",
      }),
    );
    expect(survey.nsloc).toBe(2);
  });

  it("takes harmless configuration over and shows what it dropped", async () => {
    const folder = tree({
      "foundry.toml": `
[profile.default]
src = "src"
ffi = true
solc = "./evil.sh"
libs = ["lib", "../../etc"]
optimizer_runs = 999
evm_version = "no such"
eth_rpc_url = "https://key@node.test"
[profile.ci]
ffi = true
[fuzz]
runs = 1000
seed = "0x1"
`,
      "remappings.txt": "@dep/=lib/dep/\n@up/=../../../etc/\n",
      "src/A.sol": sol(),
    });
    const [plan] = (await surveyRoots(folder)).roots;
    expect(plan?.root.configurationTaken.map(({ key, value }) => `${key}=${value}`)).toEqual([
      "src=src",
      'libs=["lib"]',
      "optimizer_runs=999",
      "fuzz.runs=1000",
      "remappings.txt=@dep/=lib/dep/",
    ]);
    const dropped = Object.fromEntries((plan?.root.configurationDropped ?? []).map(({ key, reason }) => [key, reason]));
    expect(dropped).toMatchObject({
      ffi: "runs programs",
      solc: "is no version; a path would run the project's own program",
      libs: "leads outside the project",
      evm_version: "not a value that this key has",
      eth_rpc_url: "reaches a network",
      "profile.ci": "only the default profile is used",
      "fuzz.seed": "not needed to test",
      "remappings.txt": "leads outside the project",
    });
    expect(JSON.stringify(plan?.root.configurationDropped)).not.toContain("key@node");
  });

  it("says what is wrong with a configuration that cannot be read", async () => {
    const [plan] = (await surveyRoots(tree({ "foundry.toml": "[profile", "src/A.sol": sol() }))).roots;
    expect(plan?.root.reason).toMatch(/^foundry\.toml cannot be read: /);
    expect(plan?.solidity?.problem).toBe(plan?.root.reason);
  });

  it("names resolved and missing dependencies, through remappings, node_modules and libraries", async () => {
    const folder = tree({
      "node_modules/@oz/contracts/token/T.sol": sol(["./U.sol"]),
      "node_modules/@oz/contracts/token/U.sol": sol(),
      "app/foundry.toml": '[profile.default]\nremappings = ["own/=lib/own/deep/"]\n',
      "app/src/A.sol": sol([
        "@oz/contracts/token/T.sol",
        "own/X.sol",
        "solmate/Y.sol",
        "./gone/Z.sol",
        "@no/where/W.sol",
      ]),
      "app/lib/own/deep/X.sol": sol(),
      "app/lib/solmate/src/Y.sol": sol(),
    });
    const plan = (await surveyRoots(folder)).roots.find(({ root }) => root.path === "app");
    expect(plan?.root.dependencies).toEqual([
      { name: "@oz/contracts", path: "../node_modules/@oz/contracts", state: "resolved" },
      { name: "own", path: "lib/own", state: "resolved" },
      { name: "solmate", path: "lib/solmate", state: "resolved" },
      { name: "./gone/Z.sol", path: null, state: "missing" },
      { name: "@no/where", path: null, state: "missing" },
    ]);
    expect(plan?.solidity?.reached).toEqual([
      "../node_modules/@oz/contracts/token/T.sol",
      "../node_modules/@oz/contracts/token/U.sol",
      "lib/own/deep/X.sol",
      "lib/solmate/src/Y.sol",
    ]);
  });

  it("chooses compilers by the pragmas of everything that a file imports", async () => {
    const compilerOf = async (files: Record<string, string>) => (await surveyRoots(tree(files))).roots[0]?.root;
    expect(await compilerOf({ "A.sol": sol(["./B.sol"], ">=0.4.22 <0.9.0"), "B.sol": sol([], "0.7.6") })).toMatchObject(
      {
        compiler: "0.7.6",
      },
    );
    expect(await compilerOf({ "A.sol": sol([], "^0.8.0"), "B.sol": sol([], "=0.6.12") })).toMatchObject({
      compiler: "0.8.28, 0.6.12",
    });
    expect(await compilerOf({ "A.sol": sol(["./B.sol"], "^0.8.0"), "B.sol": sol([], "0.7.6") })).toMatchObject({
      compiler: "0.7.6",
      reason: 'A.sol: no compiler satisfies "0.7.6" and "^0.8.0"',
    });
  });

  it("brings what a lock file pins, and then what that needs", async () => {
    const hash = (letter: string) => `sha512-${letter.repeat(86)}==`;
    const packages = {
      a: tree({ "A.sol": sol(["b/B.sol"]) }),
      b: tree({ "B.sol": sol() }),
    };
    const lock = {
      packages: {
        "node_modules/a": { version: "1.0.0", integrity: hash("a") },
        "node_modules/b": { version: "2.0.0", integrity: hash("b") },
      },
    };
    const asked: string[] = [];
    const survey = await surveyRoots(
      tree({
        "package.json": "{}",
        "package-lock.json": JSON.stringify(lock),
        "contracts/C.sol": sol(["a/A.sol", "unpinned/X.sol"]),
      }),
      {
        fetchPackage: async ({ name, version }) => {
          asked.push(`${name}@${version}`);
          return { directory: packages[name as "a" | "b"] };
        },
      },
    );
    expect(asked).toEqual(["a@1.0.0", "b@2.0.0"]);
    expect(survey.roots[0]?.mounts.map(({ target }) => target)).toEqual(["node_modules/a", "node_modules/b"]);
    expect(survey.roots[0]?.root.dependencies.filter(({ state }) => state === "missing")).toEqual([
      { name: "unpinned", path: null, state: "missing" },
    ]);
  });
});

describe("TreeReader", () => {
  it("reads inside the folder and its mounts only, whatever links say", async () => {
    const outside = tree({ "secret.txt": "secret", "pkg/a.sol": "mounted" });
    const folder = tree({ "a.txt": "inside" });
    symlinkSync(path.join(outside, "secret.txt"), path.join(folder, "link.txt"));
    symlinkSync(outside, path.join(folder, "folder"));
    symlinkSync("a.txt", path.join(folder, "inner.txt"));
    const reader = new TreeReader(folder, [{ source: path.join(outside, "pkg"), target: "node_modules/pkg" }]);
    expect(await reader.read("a.txt")).toBe("inside");
    expect(await reader.read("inner.txt")).toBe("inside");
    expect(await reader.read("node_modules/pkg/a.sol")).toBe("mounted");
    const refused = ["link.txt", "folder/secret.txt", "../x", "a.txt/..", "node_modules/pkg/../secret.txt"];
    for (const name of refused) expect(await reader.read(name), name).toBeUndefined();
  });
});
