import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../tooling/start/postgres.mjs";
import { makeRunFolder } from "../tooling/test/run-folder.mjs";
import { thisMachine, toDocument } from "./document.ts";
import { type BenchResult, toTable } from "./result.ts";

/** Benchmarks by name; each is a program that prints one JSON line per result on standard output. */
const PROGRAMS: Readonly<Record<string, { file: string; database: boolean }>> = {
  "first-page": { file: "first-page.ts", database: true },
  "findings-growth": { file: "findings-growth.ts", database: true },
  import: { file: "import.ts", database: true },
  "import-growth": { file: "import-growth.ts", database: true },
  "front-end": { file: "front-end.ts", database: true },
  drawing: { file: "drawing.ts", database: true },
  generation: { file: "generation.ts", database: true },
  simulation: { file: "simulation.ts", database: false },
  "scan-overhead": { file: "scan-overhead.ts", database: true },
};

const argv = process.argv.slice(2);
const asJson = argv.includes("--json");
const asked = argv.filter((word) => !word.startsWith("--"));
const unknown = asked.filter((name) => !(name in PROGRAMS));
if (unknown.length > 0 || argv.some((word) => word.startsWith("--") && word !== "--json")) {
  process.stderr.write(`usage: npm run bench -- [--json] [${Object.keys(PROGRAMS).join("|")} …]\n`);
  process.exit(2);
}

const names = asked.length > 0 ? asked : Object.keys(PROGRAMS);
process.stderr.write(`${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(2)}\n`);
const results: BenchResult[] = [];
const needsDatabase = names.some((name) => PROGRAMS[name]?.database === true);
const folder = await makeRunFolder();
const server = needsDatabase ? await startPostgres(folder, { portFrom: 54460, throwAway: true }) : undefined;
try {
  for (const name of names) {
    const program = PROGRAMS[name];
    if (program === undefined) continue;
    const load = Number(loadavg()[0]?.toFixed(2));
    for (const line of await run(program.file, server?.ownerUrl)) {
      const result: BenchResult = { ...line, load };
      results.push(result);
      if (asJson) process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (asked.length === 0) {
  writeFileSync(join(import.meta.dirname, "../docs/benchmarks.md"), toDocument(results, thisMachine()));
}
if (!asJson) process.stdout.write(toTable(results));
process.exitCode = results.every((result) => result.ok) ? 0 : 1;

async function run(file: string, ownerUrl: string | undefined): Promise<Omit<BenchResult, "load">[]> {
  const child = spawn(
    process.execPath,
    // The web server's modules guard themselves against clients; this condition says that we are a server.
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", join(import.meta.dirname, file)],
    { env: { ...process.env, TEST_DATABASE_OWNER_URL: ownerUrl ?? "" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code !== 0) throw new Error(`${file} ended with code ${code}`);
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Omit<BenchResult, "load">);
}
