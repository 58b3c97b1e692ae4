// Runs every test of every revision with forge, offline, and compares the results with weaknesses.json.
// No arguments. Ends with 1 when something is not as planted.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { EXAMPLE, filesOf, REVISIONS } from "./revisions.mjs";

const ROOT = resolve(EXAMPLE, "../..");
const SOLC = "0.8.28";

// Our own configuration, so that nothing in the example's foundry.toml is obeyed by accident.
const CONFIG = `[profile.default]
src = "src"
test = "test"
script = "script"
libs = ["node_modules"]
solc_version = "${SOLC}"
evm_version = "cancun"
optimizer = true
optimizer_runs = 200
ffi = false
fs_permissions = []

[invariant]
runs = 32
depth = 64
fail_on_revert = false
`;

const WRAPPER = `#!/usr/bin/env node
const { readFileSync } = require("node:fs");
const solc = require(${JSON.stringify(join(ROOT, `node_modules/solc-${SOLC}/wrapper.js`))})(
  require(${JSON.stringify(join(ROOT, `node_modules/solc-${SOLC}/soljson.js`))}),
);
if (process.argv.includes("--version")) {
  const version = solc.version().replace("Emscripten.clang", "Linux.g++");
  process.stdout.write("solc, the solidity compiler commandline interface\\nVersion: " + version + "\\n");
} else {
  process.stdout.write(solc.compile(readFileSync(0, "utf8")));
}
`;

function forgeBinary() {
  const require = createRequire(join(ROOT, "packages/scanners/package.json"));
  const platform = `@foundry-rs/forge-${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  return join(dirname(require.resolve(`${platform}/package.json`)), "bin/forge");
}

/** Writes a revision with its dependency and returns the folder. */
function layOut(work, revision) {
  const target = join(work, revision);
  for (const [path, file] of filesOf(revision)) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(file, join(target, path));
  }
  mkdirSync(join(target, "node_modules/@openzeppelin"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules/@openzeppelin/contracts"), join(target, "node_modules/@openzeppelin/contracts"));
  return target;
}

function runForge(work, revision) {
  const cwd = layOut(work, revision);
  const run = spawnSync(forgeBinary(), ["test", "--json"], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: {
      HOME: join(work, "home"),
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      FOUNDRY_CONFIG: join(work, "foundry.toml"),
      FOUNDRY_OFFLINE: "true",
    },
  });
  // Broken invariants print an event line each before the one line that holds the results.
  const line = run.stdout.split("\n").find((text) => text.startsWith("{") && text.includes('"test_results"'));
  if (line === undefined) throw new Error(`forge printed no results for ${revision}:\n${run.stdout}\n${run.stderr}`);
  const results = [];
  for (const [suite, { test_results: tests }] of Object.entries(JSON.parse(line))) {
    for (const [name, test] of Object.entries(tests)) {
      results.push({ file: suite.split(":")[0], name, passed: test.status === "Success", reason: test.reason ?? "" });
    }
  }
  results.push(...runKeeperPocs(cwd));
  return results;
}

/** The keeper's exploit tests need nothing installed: Node 24 runs TypeScript. */
function runKeeperPocs(cwd) {
  const pocs = weaknesses.flatMap(({ poc }) => (poc?.startsWith("keeper/") ? [poc] : []));
  return pocs.map((file) => {
    const node = join(ROOT, "node_modules/.bin/node");
    const run = spawnSync(node, ["--test", file], { cwd, encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
    return { file, name: file, passed: run.status === 0, reason: run.stdout };
  });
}

const weaknesses = JSON.parse(readFileSync(join(EXAMPLE, "weaknesses.json"), "utf8"));
const invariants = JSON.parse(readFileSync(join(EXAMPLE, "invariants.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "meridian-"));
const home = join(work, "home/.svm", SOLC);
mkdirSync(home, { recursive: true });
writeFileSync(join(home, `solc-${SOLC}`), WRAPPER);
chmodSync(join(home, `solc-${SOLC}`), 0o755);
writeFileSync(join(work, "foundry.toml"), CONFIG);

const problems = [];
const columns = new Map();
for (const revision of REVISIONS) {
  const started = Date.now();
  const results = runForge(work, revision);
  columns.set(revision, results);
  const units = results.filter(({ file, name }) => !file.includes("test/poc/") && !name.startsWith("invariant_"));
  for (const { file, name, reason } of units.filter(({ passed }) => !passed)) {
    problems.push(`${revision}: ${file} ${name} failed: ${reason}`);
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${revision.padEnd(8)} ${units.length} unit tests, ${units.filter((u) => u.passed).length} pass (${seconds} s)`);
}

function print(id, cells) {
  console.log([id.padEnd(8), ...cells.map((cell) => cell.padEnd(24))].join(" "));
}

function pocCell(weakness, revision) {
  const found = (columns.get(revision) ?? []).filter(({ file }) => file === weakness.poc);
  const expected = weakness.reproduces[revision];
  const inSetUp = found.some(({ name }) => name === "setUp()");
  const got = found.length !== 1 || inSetUp ? "error" : found[0].passed;
  if (got !== expected) problems.push(`${revision}: ${weakness.poc} is ${got}, planted as ${expected}: ${found[0]?.reason}`);
  return got === "error" ? "error" : got ? "reproduces" : "does not reproduce";
}

function invariantCell(invariant, revision) {
  const found = (columns.get(revision) ?? []).filter(({ name }) => name === `${invariant.test}()`);
  const expected = invariant.holds[revision];
  const got = found.length === 1 ? found[0].passed : "error";
  if (got !== expected) problems.push(`${revision}: ${invariant.id} is ${got}, planted as ${expected}`);
  return got === "error" ? "error" : got ? "holds" : "broken";
}

print("", REVISIONS);
for (const weakness of weaknesses.filter(({ poc }) => poc !== undefined)) {
  print(weakness.id, REVISIONS.map((revision) => pocCell(weakness, revision)));
}
for (const invariant of invariants) {
  print(invariant.id, REVISIONS.map((revision) => invariantCell(invariant, revision)));
}
rmSync(work, { recursive: true });
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
}
