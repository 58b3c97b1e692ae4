import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type NormalizedFinding, SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { createOutbound } from "@redoubt/outbound";
import { createSandbox, SandboxError } from "@redoubt/sandbox";
import { type Scanner, SCANNERS } from "@redoubt/scanners";
import { compilerStore } from "../pipeline/compiler-store.ts";
import { ownDependencyMounts } from "../pipeline/own-source.ts";
import { type RootSurvey, surveyRoots } from "../pipeline/roots.ts";
import { rootsFor, runScanner, type ScannerRun } from "../pipeline/run-scanner.ts";
import { TreeError } from "../pipeline/tree.ts";
import { EnvironmentError, readCommandEnvironment } from "./env.ts";
import { inTurns } from "./in-turns.ts";
import { readArguments, type ScanArguments, USAGE, UsageError } from "./scan/arguments.ts";
import { formatSarif } from "./scan/sarif.ts";
import { formatTable } from "./scan/table.ts";

const EXIT = { fine: 0, found: 1, usage: 2, nothing: 3 } as const;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** `npm run scan`: the scanners on a folder of this machine; no database, no server. Answers the exit code. */
async function scan(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const started = Date.now();
  const wanted = readArguments(argv);
  if (wanted === undefined) {
    process.stdout.write(USAGE);
    return EXIT.fine;
  }
  const environment = readCommandEnvironment();
  const folder = await existingFolder(wanted.folder);
  const registry = environment.NPM_REGISTRY === undefined ? {} : { npmRegistry: environment.NPM_REGISTRY };
  const store = compilerStore(environment.DATA_DIR, createOutbound(registry));
  // The demo's sources ship with the product; everything else is foreign and needs the jail.
  const ownSource = folder.startsWith(path.join(environment.repository, "examples") + path.sep);
  const sandbox = createSandbox({ allowUnsandboxed: ownSource });
  const jail = await sandbox.available();
  if (!jail.ok && !ownSource) {
    say(`Nothing was scanned: foreign sources are only read inside a jail, and there is none here.`);
    say(`To fix it: ${jail.howToInstall}`);
    return EXIT.nothing;
  }
  const survey = await surveyRoots(folder, {
    fetchPackage: store.fetchPackage,
    ...(ownSource ? { dependencyMounts: ownDependencyMounts() } : {}),
  });
  describe(survey);
  const options = {
    sandbox,
    ownSource,
    signal,
    compilerStore: store,
    log: say,
  };
  const chosen = SCANNERS.filter(({ id }) => wanted.scanners.length === 0 || wanted.scanners.includes(id));
  const runs = await inTurns(
    chosen.filter((scanner) => rootsFor(scanner, survey).length > 0),
    async (scanner) => report(scanner, await runScanner(scanner, survey, options)),
  );
  const reason = whyNothing(runs, chosen, survey);
  await print(wanted, runs, reason === undefined);
  say(`done in ${seconds(Date.now() - started)}`);
  if (reason === undefined) return exitCode(wanted, runs);
  say(`Nothing was scanned: ${reason}.`);
  return EXIT.nothing;
}

/** Why no scanner has looked at anything; undefined when one has. */
function whyNothing(
  runs: readonly ScannerRun[],
  chosen: readonly Scanner[],
  { tree, roots }: RootSurvey,
): string | undefined {
  if (runs.some((run) => run.outcome !== "failed")) return undefined;
  const failures = [...new Set(runs.flatMap(({ failure }) => failure ?? []))];
  if (failures.length > 0) return failures.map((failure) => failure.replace(/\.$/, "")).join("; ");
  if (roots.some(({ files }) => files.length > 0)) {
    return `no file is for ${chosen.map(({ title, languages }) => `${title} (${languages.join(", ")})`).join(" or ")}`;
  }
  if (tree.unreadable.length > 0) return "none of the files may be read";
  const others = tree.files.length + tree.moduleFolders.length;
  return others === 0 ? `there is no file in ${tree.folder}` : "there is only code of others (dependencies)";
}

function report(scanner: Scanner, run: ScannerRun): ScannerRun {
  const results = count(run.stats.results, "result");
  say(`${scanner.title}: ${run.outcome}, ${results} in ${seconds(run.stats.durationMs)}`);
  for (const gap of run.notScanned) say(`  not scanned: ${gap.path ?? gap.root ?? "."}: ${gap.reason}`);
  if (run.sandboxed === false) say("  ran without a jail, under resource limits only");
  return run;
}

async function existingFolder(name: string): Promise<string> {
  const folder = await realpath(name).catch(() => undefined);
  if (folder === undefined) throw new UsageError(`there is no folder ${name}`);
  if ((await stat(folder)).isDirectory()) return folder;
  throw new UsageError(`${name} is a file: name the folder that holds it`);
}

function describe(survey: RootSurvey): void {
  const links = survey.tree.linkCount === 0 ? "" : `, ${survey.tree.linkCount} links not followed`;
  say(`${count(survey.tree.files.length, "file")}, ${count(survey.nsloc, "line")} of code${links}`);
  for (const { root } of survey.roots) {
    const missing = root.dependencies.filter(({ state }) => state === "missing").map(({ name }) => name);
    const facts = [root.languages.join(" and "), root.compiler === null ? "" : `solc ${root.compiler}`];
    say(`root ${root.path || "."} (${root.kind}): ${facts.filter(Boolean).join(", ") || "no source"}`);
    if (missing.length > 0) say(`  missing dependencies: ${missing.join(", ")}`);
    const dropped = root.configurationDropped.map(({ key }) => key);
    if (dropped.length > 0) say(`  left out of its configuration, as dangerous here: ${dropped.join(", ")}`);
  }
}

/** The result in the format asked for; as a table only where something was looked at, because zeros look like a pass. */
async function print(wanted: ScanArguments, runs: readonly ScannerRun[], scanned: boolean): Promise<void> {
  const findings = runs.flatMap((run) => run.findings);
  const table = () => (scanned ? formatTable(findings) : "");
  const text = { table, json: () => formatJson(findings), sarif: () => formatSarif(runs) };
  const written = process.stdout.write(text[wanted.format]());
  if (!written) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** One finding a line inside one array, so that lists stay readable and comparable. */
function formatJson(findings: readonly NormalizedFinding[]): string {
  return findings.length === 0 ? "[]\n" : `[\n${findings.map((finding) => JSON.stringify(finding)).join(",\n")}\n]\n`;
}

function exitCode(wanted: ScanArguments, runs: readonly ScannerRun[]): number {
  const findings = runs.flatMap((run) => run.findings);
  return wanted.failOn !== undefined && findings.some(atLeast(wanted.failOn)) ? EXIT.found : EXIT.fine;
}

function atLeast(severity: Severity) {
  const worst = SEVERITIES.indexOf(severity);
  return (finding: NormalizedFinding): boolean =>
    !finding.dependency && finding.suppressed === undefined && SEVERITIES.indexOf(finding.severity) <= worst;
}

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
process.stdout.on("error", () => process.exit(EXIT.fine));
try {
  process.exitCode = await scan(process.argv.slice(2), controller.signal);
} catch (error) {
  if (error instanceof UsageError) say(`${error.message}\n\n${USAGE}`);
  else if (error instanceof TreeError || error instanceof SandboxError) say(`Nothing was scanned: ${error.message}`);
  else if (controller.signal.aborted) say("stopped");
  // Not thrown on: Node would end with 1, which means that something was found.
  else say(error instanceof EnvironmentError ? error.message : `Scanning failed: ${(error as Error).stack ?? error}`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.nothing;
}
