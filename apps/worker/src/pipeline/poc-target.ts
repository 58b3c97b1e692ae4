import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { importGraph, languageOf } from "@redoubt/scanners";
import { chooseCompilers } from "./root-solidity.ts";
import type { RootPlan, RootSurvey } from "./roots.ts";
import type { PocFile, PocRunOptions } from "./run-poc.ts";
import { type PreparedRoot, prepareRoot } from "./target.ts";
import { TreeReader } from "./tree.ts";

/** Where PoCs are laid over a revision, relative to the root. */
export const POC_FOLDER = "test/poc";

/**
 * The root with the PoCs in place of the revision's own ones, set up so that forge tests nothing else; or why that
 * cannot be done.
 */
export async function preparePocs(
  pocs: readonly PocFile[],
  survey: RootSurvey,
  options: PocRunOptions,
): Promise<{ root: PreparedRoot } | { problem: string }> {
  const found = survey.roots.find(({ root }) => root.path === options.rootPath);
  if (found?.solidity === undefined) {
    return { problem: `the revision has no Solidity project at ${options.rootPath || "its top"}` };
  }
  const overlay = Object.fromEntries(pocs.map((poc) => [`${POC_FOLDER}/${poc.fileName}`, bluntInline(poc.content)]));
  const plan = withPocFolder(found);
  const extra = await compilersOf(plan, overlay, survey);
  const root = await prepareRoot(plan, { ...options, folder: survey.tree.folder, overlay, compilers: extra });
  try {
    await removeOtherPocs(root, overlay);
    await bluntFiles(root);
  } catch (error) {
    await root.dispose();
    throw error;
  }
  const problem = root.problem;
  if (problem === undefined) return { root };
  await root.dispose();
  return { problem };
}

/** Only PoCs are built beside the sources: the revision's other tests may be slow or broken. */
function withPocFolder(plan: RootPlan): RootPlan {
  if (plan.solidity === undefined) return plan;
  const settings = { ...plan.solidity.settings, test: POC_FOLDER, script: "no-scripts" };
  return { ...plan, solidity: { ...plan.solidity, settings } };
}

async function compilersOf(
  plan: RootPlan,
  overlay: Readonly<Record<string, string>>,
  survey: RootSurvey,
): Promise<string[]> {
  if (plan.solidity === undefined || plan.solidity.settings.solc !== undefined) return [];
  const inTree = plan.mounts.map(({ source, target }) => ({ source, target: path.posix.join(plan.root.path, target) }));
  const reader = new TreeReader(survey.tree.folder, inTree);
  const { settings, compilers, preferred } = plan.solidity;
  const graph = await importGraph(Object.keys(overlay), {
    remappings: settings.remappings,
    libs: settings.libs,
    moduleFolders: ["node_modules"],
    read: async (file) => overlay[file] ?? reader.read(path.posix.join(plan.root.path, file)),
  });
  return chooseCompilers(graph, Object.keys(overlay), settings, [...compilers, ...preferred]).versions;
}

async function removeOtherPocs(root: PreparedRoot, overlay: Readonly<Record<string, string>>): Promise<void> {
  const others = root.plan.files.filter(
    (file) => file.startsWith(`${POC_FOLDER}/`) && file.endsWith(".t.sol") && overlay[file] === undefined,
  );
  for (const file of others) await rm(path.join(root.source, file), { force: true });
}

/** Comments may configure tests; the ones that only bound fuzzing are kept, the others could open files. */
async function bluntFiles(root: PreparedRoot): Promise<void> {
  for (const file of root.plan.files.filter((name) => languageOf(name) === "solidity")) {
    const host = path.join(root.source, file);
    const text = await readFile(host, "utf8").catch(() => "");
    if (text.includes("forge-config")) await writeFile(host, bluntInline(text));
  }
}

/** The text with inline configuration of forge made ineffective unless it bounds fuzz or invariant runs. */
export function bluntInline(text: string): string {
  return text.replace(/forge-config(?=\s*:)(?!\s*:\s*[\w-]+\.(fuzz|invariant)\.)/g, "forge_config");
}
