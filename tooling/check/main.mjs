// Runs every check, two at a time, and prints them as one list. There are no warnings: a rule is an error or does not exist.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fromRoot, ROOT } from "../start/house.mjs";
import { generateClient } from "../start/prepare.mjs";
import { checkDocs } from "./docs.mjs";
import { checkFiles } from "./files.mjs";
import { checkImports } from "./imports.mjs";
import { checkLock } from "./lock.mjs";
import { checkSchema } from "./schema.mjs";
import { checkSlices } from "./slices.mjs";
import { checkFormat, checkKnip, checkLint, checkTypes, checkWebTypes } from "./tools.mjs";

const MOST_LINES = 60;

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { fix: { type: "boolean", default: false }, report: { type: "string" } },
});

/** Files that git knows or would add; those that were deleted but not committed are left out. */
function trackedFiles() {
  const output = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(output.split("\0"))].filter((name) => name !== "" && existsSync(fromRoot(name)));
}

const { SLICES } = await import(fromRoot("packages/domain/src/slices.ts"));
const tracked = trackedFiles();
const context = { fix: values.fix, tracked, slices: SLICES };

/** In this order on screen; the slow ones first in time. */
const CHECKS = [
  ["lock", async () => ({ problems: checkLock(context) })],
  ["format", () => checkFormat(context)],
  ["lint", () => checkLint(context)],
  ["types", () => checkTypes("tsconfig.json")],
  ["types-ui", () => checkTypes("packages/ui/tsconfig.json")],
  ["types-web", checkWebTypes],
  ["imports", () => checkImports({ ...context, slices: SLICES.map(({ name }) => name) })],
  ["slices", async () => checkSlices(context)],
  ["files", async () => checkFiles(context)],
  ["unused", checkKnip],
  ["schema", () => checkSchema(context)],
  ["docs", async () => checkDocs(context)],
];
const SLOW = ["types-web", "types", "schema", "unused", "imports", "types-ui"];

const chosen = CHECKS.filter(([name]) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !CHECKS.some(([known]) => known === name));
if (unknown.length > 0) {
  process.stderr.write(`unknown check ${unknown.join(", ")}; there are ${CHECKS.map(([name]) => name).join(", ")}\n`);
  process.exit(2);
}

async function perform([name, check]) {
  const began = performance.now();
  let result;
  try {
    result = await check();
  } catch (error) {
    result = { problems: [error.message ?? String(error)] };
  }
  return { name, seconds: (performance.now() - began) / 1000, words: "", ...result };
}

async function performAll(list) {
  const results = new Map();
  const waiting = [...list];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next[0], await perform(next));
  };
  await Promise.all([lane(), lane()]);
  return CHECKS.flatMap(([name]) => results.get(name) ?? []);
}

function print({ name, seconds, words, problems }) {
  const state = problems.length === 0 ? "ok  " : "FAIL";
  process.stdout.write(`  ${state} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(5)} s  ${words}\n`);
  const lines = problems.flatMap((problem) => problem.split("\n"));
  for (const line of lines.slice(0, MOST_LINES)) process.stdout.write(`         ${line}\n`);
  if (lines.length > MOST_LINES) process.stdout.write(`         … and ${lines.length - MOST_LINES} lines more\n`);
}

await generateClient();
const bySpeed = (a, b) => (SLOW.indexOf(a[0]) + 1 || 99) - (SLOW.indexOf(b[0]) + 1 || 99);
// Fixing writes files that the others read, so that it goes first and alone.
const writers = values.fix ? chosen.filter(([name]) => ["lock", "lint", "format"].includes(name)) : [];
const early = [];
for (const check of writers) early.push(await perform(check));
const rest = await performAll(chosen.filter((check) => !writers.includes(check)).sort(bySpeed));
const results = CHECKS.flatMap(([name]) => [...early, ...rest].find((result) => result.name === name) ?? []);
for (const result of results) print(result);
const failed = results.filter(({ problems }) => problems.length > 0).length;
process.stdout.write(`${results.length - failed} checks passed, ${failed} failed\n`);
if (values.report)
  writeFileSync(values.report, JSON.stringify({ passed: results.length - failed, failed, skipped: 0 }));
process.exit(failed === 0 ? 0 : 1);
