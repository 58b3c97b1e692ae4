// Runs inside the jail: builds with forge, then asks upgrades-core about every upgradeable contract.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type * as Assessment from "@openzeppelin/upgrades-core/dist/cli/validate/upgradeability-assessment.js";
import type * as Validations from "@openzeppelin/upgrades-core/dist/cli/validate/validations.js";
import type * as Core from "@openzeppelin/upgrades-core";
import type * as Overrides from "@openzeppelin/upgrades-core/dist/validate/overrides.js";
import type * as Query from "@openzeppelin/upgrades-core/dist/validate/query.js";
import type * as ValidateReport from "@openzeppelin/upgrades-core/dist/validate/report.js";
import type * as LayoutReport from "@openzeppelin/upgrades-core/dist/storage/report.js";
import { ArrayWriter } from "../../tool/runner-io.ts";
import { LAYOUTS_FILE, type LayoutsFile, type RunnerRequest, type UpgradeProblem } from "./protocol.ts";

// The package has no entry points for these; its own command line is built of them.
const require = createRequire(import.meta.url);
const inside = (file: string) => require(`@openzeppelin/upgrades-core/dist/${file}.js`);
const core: typeof Core = require("@openzeppelin/upgrades-core");
const { validateBuildInfoContracts }: typeof Validations = inside("cli/validate/validations");
const { getUpgradeabilityAssessment }: typeof Assessment = inside("cli/validate/upgradeability-assessment");
const { withValidationDefaults }: typeof Overrides = inside("validate/overrides");
const { getErrors, getStorageLayout }: typeof Query = inside("validate/query");
const { describeError }: typeof ValidateReport = inside("validate/report");
const { LayoutCompatibilityReport }: typeof LayoutReport = inside("storage/report");

type SourceContract = ReturnType<typeof validateBuildInfoContracts>[number];

const BUILD_INFO = "/job/build-info";
const ALLOW = /@custom:oz-upgrades-unsafe-allow/g;
const BLUNTED = "@custom:no-upgrades-unsafe-allow";

// By one of these the library knows that a contract is upgradeable; a tree without them needs no build.
const TRACES = /\bInitializable\b|\bupgradeTo|@custom:oz-upgrades/;

const request: RunnerRequest = JSON.parse(readFileSync(0, "utf8"));
if (!request.files.some(hasTraces)) {
  new ArrayWriter().end();
  writeFileSync(`/job/${LAYOUTS_FILE}`, JSON.stringify({ contracts: {} } satisfies LayoutsFile));
  process.exit(0);
}
mkdirSync(BUILD_INFO, { recursive: true });
const build = spawnSync(request.forge, [...request.build], { encoding: "utf8", maxBuffer: 1 << 26 });
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}\n${build.stderr}\n`);
  process.exit(build.status ?? 1);
}

const texts = readdirSync(BUILD_INFO)
  .filter((name) => name.endsWith(".json"))
  .map((name) => readFileSync(path.join(BUILD_INFO, name), "utf8"));
// Annotations of the target cannot hide a problem: they are blunted, and honoured in a second pass for the mark only.
const annotated = texts.some((text) => ALLOW.test(text));
const all = assess(texts.map((text) => text.replace(ALLOW, BLUNTED)));
const honoured = annotated ? new Set(assess(texts).problems.map(keyOf)) : undefined;

const writer = new ArrayWriter();
for (const problem of all.problems) {
  const suppressed = honoured !== undefined && !honoured.has(keyOf(problem));
  await writer.write(suppressed ? { ...problem, suppressed } : problem);
}
writer.end();
writeFileSync(`/job/${LAYOUTS_FILE}`, JSON.stringify(all.layouts));

function hasTraces(file: string): boolean {
  try {
    return TRACES.test(readFileSync(path.join(request.root, file), "utf8"));
  } catch {
    // What cannot be read is left to the compiler to complain about.
    return true;
  }
}

function keyOf({ kind, src, text }: UpgradeProblem): string {
  return `${kind}\u0000${src}\u0000${text}`;
}

function assess(buildInfos: readonly string[]): { problems: UpgradeProblem[]; layouts: LayoutsFile } {
  const files = buildInfos.map((text) => {
    const { input, output, solcVersion } = JSON.parse(text);
    return { input, output, solcVersion, dirShortName: "build-info" };
  });
  const sources = validateBuildInfoContracts(files);
  const contracts: Record<string, { layout: LayoutsFile["contracts"][string]["layout"] }> = {};
  const problems = new Map<string, UpgradeProblem & { contracts: string[] }>();
  const add = (problem: UpgradeProblem): void => {
    const known = problems.get(keyOf(problem));
    if (known === undefined) problems.set(keyOf(problem), { ...problem, contracts: [problem.contract] });
    else if (!known.contracts.includes(problem.contract)) known.contracts.push(problem.contract);
  };
  for (const contract of sources) {
    const found = upgradeable(contract, sources);
    if (found === undefined) continue;
    contracts[contract.fullyQualifiedName] = { layout: found.layout };
    for (const problem of found.problems) add(problem);
    for (const problem of compare(contract, found.layout)) add(problem);
  }
  return { problems: [...problems.values()], layouts: { contracts } };
}

/** Problems and layout of a contract that is meant to stand behind a proxy; undefined for all others. */
function upgradeable(contract: SourceContract, sources: SourceContract[]) {
  const { validationData, fullyQualifiedName } = contract;
  const validation = validationData[fullyQualifiedName];
  // Abstract contracts and interfaces are judged as part of what inherits them.
  if (validation?.version === undefined) return undefined;
  const dictionary = { "": sources };
  const assessment = getUpgradeabilityAssessment(contract, dictionary);
  if (!assessment.upgradeable) return undefined;
  const data = core.concatRunData(validationData);
  const kind = assessment.uups === true ? "uups" : "transparent";
  const errors = getErrors(data, validation.version, withValidationDefaults({ kind }));
  const problems = errors.map((error): UpgradeProblem => {
    const text = trimmed(describeError(error, false).replace(`${error.src}: `, ""));
    return { kind: error.kind, contract: contract.name, src: error.src, text };
  });
  return { problems, layout: getStorageLayout(data, validation.version) };
}

/** How the storage of a contract differs from the previous revision in ways that break a proxy's data. */
function compare(contract: SourceContract, layout: LayoutsFile["contracts"][string]["layout"]): UpgradeProblem[] {
  const before = previousLayout(contract);
  if (before === undefined) return [];
  const operations = core.getStorageUpgradeErrors(before, layout, {});
  return operations.flatMap((operation, index): UpgradeProblem[] => {
    // What only moved is the consequence of what stands before it.
    if (operation.kind === "layoutchange" && index !== 0) return [];
    const updated = "updated" in operation ? operation.updated : undefined;
    const explained = new LayoutCompatibilityReport([operation]).explain(false);
    const text = trimmed(explained).replace(/^[^\n]*?:\s*(?=[A-Z])/, "");
    const next = operation.kind === "insert" ? following(layout, updated?.label) : undefined;
    return [
      {
        kind: `storage-${operation.kind}`,
        contract: contract.name,
        src: updated !== undefined && "src" in updated ? updated.src : sourceOf(contract),
        text: next === undefined ? text : text.replace(/\n|$/, ` before \`${next}\`$&`),
      },
    ];
  });
}

function trimmed(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}

/** Where a removed variable is missed: the contract itself. */
function sourceOf(contract: SourceContract): string {
  return contract.validationData[contract.fullyQualifiedName]?.src ?? contract.fullyQualifiedName;
}

function previousLayout(contract: SourceContract) {
  const contracts = Object.entries(request.previous?.contracts ?? {});
  const exact = contracts.find(([name]) => name === contract.fullyQualifiedName);
  // A file may have been renamed: the name alone counts where it is the only one.
  const sameName = contracts.filter(([name]) => name.slice(name.lastIndexOf(":") + 1) === contract.name);
  return (exact ?? (sameName.length === 1 ? sameName[0] : undefined))?.[1].layout;
}

function following(layout: LayoutsFile["contracts"][string]["layout"], label: string | undefined): string | undefined {
  const index = layout.storage.findIndex((item) => item.label === label);
  return index === -1 ? undefined : layout.storage[index + 1]?.label;
}
