import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSandbox, type Sandbox } from "@redoubt/sandbox";
import { findScanner, type Scanner } from "@redoubt/scanners";
import { compilerStore } from "../apps/worker/src/pipeline/compiler-store.ts";
import { surveyRoots } from "../apps/worker/src/pipeline/roots.ts";
import { runScanner } from "../apps/worker/src/pipeline/run-scanner.ts";
import { ENABLED_RULES as SOLHINT_RULES } from "../packages/scanners/src/adapters/solhint/detectors.ts";
import { emit, inTurns, median, round } from "./result.ts";

/**
 * A scan as the product runs it (survey of the tree, layout, jail, our runner, parsing, context, fingerprints) against
 * the tool's own command line on the same tree with the same rules, without a jail.
 */
const MODULES = path.resolve(import.meta.dirname, "../node_modules");
const LARGE = { repetitions: 7, target: 1.15, shortestMs: 10_000 };
const SMALL = { repetitions: 21, target: 300 };

interface Tool {
  readonly id: "solhint" | "eslint-security";
  /** Copies a part of the large tree; called with 0, 1, … until a bare run takes long enough. */
  grow(folder: string, part: number): void;
  /** The small tree: one file with one weakness. */
  readonly small: Readonly<Record<string, string>>;
  /** argv of the tool's own command line with our rules, working in the tree; writes what it needs into `aside`. */
  bare(aside: string): readonly string[];
  /** Number of results in what the command line prints. */
  count(output: string): number;
}

const SOLHINT: Tool = {
  id: "solhint",
  grow: (folder, part) => copySources("@openzeppelin/contracts", path.join(folder, `copy-${part}`), ".sol"),
  small: {
    "Pay.sol":
      'pragma solidity ^0.8.20;\ncontract Pay {\n    function push(address to) external {\n        to.call("");\n    }\n}\n',
  },
  bare(aside) {
    const config = path.join(aside, "solhint.json");
    writeFileSync(config, JSON.stringify({ rules: SOLHINT_RULES }));
    const program = path.join(MODULES, "solhint/solhint.js");
    return [program, "--disc", "--noPoster", "--formatter", "json", "--config", config, "**/*.sol"];
  },
  // Its array ends with a summary, which is no result.
  count: (output) => (JSON.parse(output) as { ruleId?: string }[]).filter(({ ruleId }) => ruleId !== undefined).length,
};

const ESLINT: Tool = {
  id: "eslint-security",
  grow(folder, part) {
    const packages = ["eslint/lib", "effect/dist/cjs", "zod", "lodash"];
    const name = packages[part % packages.length] ?? "eslint/lib";
    copySources(name, path.join(folder, `part-${part}`), ".js");
  },
  small: { "run.js": 'const { exec } = require("child_process");\nmodule.exports = (name) => exec("ls " + name);\n' },
  bare(aside) {
    const config = path.join(aside, "eslint.config.mjs");
    writeFileSync(config, ESLINT_CONFIG);
    const program = path.join(MODULES, "eslint/bin/eslint.js");
    return [program, "--no-config-lookup", "--config", config, "--format", "json", "."];
  },
  count: (output) =>
    (JSON.parse(output) as { messages: { ruleId: string | null }[] }[]).flatMap(({ messages }) =>
      messages.filter(({ ruleId }) => ruleId !== null),
    ).length,
};

// The same objects as in the adapter's runner, whose module starts to work when it is loaded.
const ADAPTER = path.resolve(import.meta.dirname, "../packages/scanners/src/adapters/eslint-security");
const ESLINT_CONFIG = `import { createRequire } from "node:module";
import { ENABLED_RULES } from ${JSON.stringify(`${ADAPTER}/rules.ts`)};
const require = createRequire(${JSON.stringify(`${ADAPTER}/`)});
const noSecrets = require("eslint-plugin-no-secrets");
export default [{
  files: ["**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}"],
  ignores: ["**/*.min.js", "**/*.d.ts"],
  languageOptions: {
    parser: require("@typescript-eslint/parser"), ecmaVersion: "latest", sourceType: "module",
    parserOptions: { ecmaFeatures: { jsx: true }, errorOnUnknownASTType: false },
  },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
  plugins: {
    security: require("eslint-plugin-security"), "no-unsanitized": require("eslint-plugin-no-unsanitized"),
    "no-secrets": noSecrets.default ?? noSecrets,
  },
  rules: ENABLED_RULES,
}];
`;

const work = mkdtempSync(path.join(tmpdir(), "redoubt-bench-scan-"));
try {
  const sandbox = createSandbox({ workDirectory: path.join(work, "jobs") });
  const jail = await sandbox.available();
  if (!jail.ok) throw new Error(`scans cannot be measured without a jail: ${jail.howToInstall}`);
  for (const tool of [SOLHINT, ESLINT]) {
    await measureLarge(tool, sandbox);
    await measureSmall(tool, sandbox);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function measureLarge(tool: Tool, sandbox: Sandbox): Promise<void> {
  const folder = path.join(work, tool.id, "large");
  const floor = bareRun(tool, folder);
  // Large enough by what it takes here and now, whatever the machine and its load.
  for (let part = 0, took = 0; took < LARGE.shortestMs; part += 1) {
    tool.grow(folder, part);
    const started = performance.now();
    await floor();
    took = performance.now() - started;
  }
  const ours = scan(tool, folder, sandbox);
  const seen = await sameWork(tool, ours, floor);
  const meter = createMeter();
  const times = await inTurns(LARGE.repetitions, meter.of("ours", ours.run), meter.of("floor", floor));
  const ratio = times.a / times.b;
  emit({
    id: `scan-overhead/${tool.id}`,
    n: seen.files,
    ours: round(times.a, 0),
    floor: round(times.b, 0),
    ratio: round(ratio, 3),
    target: LARGE.target,
    ok: ratio <= LARGE.target && times.b >= LARGE.shortestMs / 2,
    note: `whole scan against the bare command line: ${seen.files} files, ${seen.results} results, ${LARGE.repetitions} pairs in turns, medians; processor time ${meter.words()}; of ours ${round(ours.surveyMs(), 0)} ms survey, ${round(ours.toolMs(), 0)} ms in the jail`,
  });
}

async function measureSmall(tool: Tool, sandbox: Sandbox): Promise<void> {
  const folder = path.join(work, tool.id, "small");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(tool.small)) writeFileSync(path.join(folder, name), text);
  const floor = bareRun(tool, folder);
  const ours = scan(tool, folder, sandbox);
  const seen = await sameWork(tool, ours, floor);
  const meter = createMeter();
  const times = await inTurns(SMALL.repetitions, meter.of("ours", ours.run), meter.of("floor", floor));
  const more = times.a - times.b;
  emit({
    id: `scan-fixed/${tool.id}`,
    n: seen.files,
    ours: round(times.a, 0),
    floor: round(times.b, 0),
    ratio: round(times.a / times.b, 2),
    difference: round(more, 0),
    target: SMALL.target,
    ok: more <= SMALL.target,
    note: `fixed cost on one file: ours minus the bare command line in ms, ${SMALL.repetitions} pairs in turns, medians; processor time ${meter.words()}; of ours ${round(ours.surveyMs(), 0)} ms survey, ${round(ours.toolMs(), 0)} ms in the jail`,
  });
}

/** Processor time of this process and of everything that it started and that has ended, beside the clock on the wall. */
function createMeter() {
  const spent: Record<"ours" | "floor", number[]> = { ours: [], floor: [] };
  return {
    of: (name: "ours" | "floor", run: () => Promise<unknown>) => async () => {
      const before = processorMs();
      await run();
      spent[name].push(processorMs() - before);
    },
    words(): string {
      const [ours, floor] = [median(spent.ours), median(spent.floor)];
      return `${round(ours, 0)} against ${round(floor, 0)} ms (${round(ours / floor, 3)})`;
    },
  };
}

function processorMs(): number {
  const text = readFileSync("/proc/self/stat", "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  // utime, stime, cutime and cstime, in hundredths of a second on every Linux that Node runs on.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

/** Runs both once, which also warms what both read, and refuses to compare different work. */
async function sameWork(
  tool: Tool,
  ours: Scan,
  floor: () => Promise<string>,
): Promise<{ files: number; results: number }> {
  const bare = tool.count(await floor());
  const { files, results } = await ours.run();
  if (results !== bare) throw new Error(`${tool.id}: the scan has ${results} results and the command line ${bare}`);
  return { files, results };
}

interface Scan {
  run(): Promise<{ files: number; results: number }>;
  /** Of the last run: finding out what the tree is, and the tool inside the jail. */
  surveyMs(): number;
  toolMs(): number;
}

function scan(tool: Tool, folder: string, sandbox: Sandbox): Scan {
  const scanner = scannerOf(tool.id);
  const options = {
    sandbox,
    compilerStore: compilerStore(path.join(tmpdir(), "redoubt-bench-data")),
    workDirectory: path.join(work, "roots"),
  };
  let surveyMs = 0;
  let toolMs = 0;
  return {
    surveyMs: () => surveyMs,
    toolMs: () => toolMs,
    async run() {
      const started = performance.now();
      const survey = await surveyRoots(folder);
      surveyMs = performance.now() - started;
      const result = await runScanner(scanner, survey, options);
      toolMs = result.stats.durationMs;
      if (result.outcome === "failed" || result.sandboxed !== true) {
        throw new Error(`the scan is ${result.outcome}: ${result.failure}`);
      }
      return { files: result.scannedFiles.length, results: result.findings.length };
    },
  };
}

function scannerOf(id: string): Scanner {
  const scanner = findScanner(id);
  if (scanner === undefined) throw new Error(`there is no scanner ${id}`);
  return scanner;
}

/** The tool as a person would run it in the folder; answers what it printed. */
function bareRun(tool: Tool, folder: string): () => Promise<string> {
  const aside = path.join(work, tool.id, "aside");
  mkdirSync(aside, { recursive: true });
  const argv = ["--max-old-space-size=1536", "--disable-warning=ExperimentalWarning", ...tool.bare(aside)];
  return () =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, argv, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
      child.once("error", reject);
      // Both end with 1 when there are results of a certain weight.
      child.once("close", (code) =>
        code === 0 || code === 1 ? resolve(output) : reject(new Error(`${tool.id} ended with code ${code}: ${output}`)),
      );
    });
}

/** Sources of an installed package, without packages inside it. */
function copySources(name: string, to: string, ending: string): void {
  const filter = (source: string) =>
    path.basename(source) !== "node_modules" && (statSync(source).isDirectory() || source.endsWith(ending));
  cpSync(path.join(MODULES, name), to, { recursive: true, filter });
}
