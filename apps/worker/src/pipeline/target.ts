import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Mount } from "@redoubt/sandbox";
import {
  type CompilerRef,
  type CompilerStore,
  ensureCompiler,
  generatedFolder,
  JAIL_ROOT,
  languageOf,
  type Notice,
  type Scanner,
  type Target,
  writeFoundryToml,
} from "@redoubt/scanners";
import { copyTree, layOver, makeReadable } from "./copy-tree.ts";
import { insidePath } from "./root-solidity.ts";
import type { RootPlan } from "./roots.ts";

export interface PrepareOptions {
  /** The surveyed folder (not the root's own). */
  readonly folder: string;
  readonly compilerStore: CompilerStore;
  /** Files laid over the root, by path relative to it. */
  readonly overlay?: Readonly<Record<string, string>>;
  /** Compiler versions besides those of the plan. */
  readonly compilers?: readonly string[];
  /** For private copies and configurations; the system's temporary folder when absent. */
  readonly workDirectory?: string;
}

/** A root laid out for jailed runs; `dispose` removes what was made for it. */
export interface PreparedRoot {
  readonly plan: RootPlan;
  /** Host folder for `/job/src`. */
  readonly source: string;
  /** Packages that stand inside `/job/src` without being part of `source`. */
  readonly mounts: readonly Mount[];
  readonly compilers: readonly CompilerRef[];
  /** Our generated foundry.toml on the host, and its text; absent where nothing is built. */
  readonly foundryConfig?: string;
  readonly foundryText?: string;
  /** Why nothing can be built, when that is known before trying. */
  readonly problem?: string;
  dispose(): Promise<void>;
}

/** Fetches the root's compilers, writes its configuration and brings the packages that it shares or lacks. */
export async function prepareRoot(plan: RootPlan, options: PrepareOptions): Promise<PreparedRoot> {
  const workDirectory = options.workDirectory ?? tmpdir();
  await mkdir(workDirectory, { recursive: true });
  const work = await mkdtemp(path.join(workDirectory, "redoubt-root-"));
  // Jailed programs own nothing: they get in by the rights of others. Files are made readable one by one.
  await chmod(work, 0o755);
  try {
    const rootFolder = path.join(options.folder, plan.root.path);
    const mounts = packageMounts(plan, options);
    const needsCopy = mounts.length > 0 || options.overlay !== undefined;
    const source = needsCopy ? await copyTree(rootFolder, work) : rootFolder;
    if (needsCopy) {
      await layOver(source, options.overlay ?? {});
      for (const mount of mounts) await makeReadable(source, mount.target.slice(JAIL_ROOT.length + 1));
    }
    return {
      plan,
      source,
      mounts,
      ...(await prepareBuild(plan, options, work)),
      dispose: () => rm(work, { recursive: true, force: true }),
    };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

async function prepareBuild(
  plan: RootPlan,
  options: PrepareOptions,
  work: string,
): Promise<Pick<PreparedRoot, "compilers" | "foundryConfig" | "foundryText" | "problem">> {
  if (plan.solidity === undefined) return { compilers: [] };
  const versions = [...new Set([...plan.solidity.compilers, ...(options.compilers ?? [])])];
  const compilers: CompilerRef[] = [];
  let problem = plan.solidity.problem;
  for (const version of versions) {
    try {
      compilers.push(await ensureCompiler(version, options.compilerStore));
    } catch (error) {
      problem ??= error instanceof Error ? error.message : String(error);
    }
  }
  const { solc, ...settings } = plan.solidity.settings;
  const pinned = solc ?? (versions.length === 1 ? versions[0] : undefined);
  const foundryConfig = path.join(work, "foundry.toml");
  const foundryText = writeFoundryToml({ ...settings, ...(pinned === undefined ? {} : { solc: pinned }) });
  await writeFile(foundryConfig, foundryText);
  await chmod(foundryConfig, 0o644);
  return { compilers, foundryConfig, foundryText, ...(problem === undefined ? {} : { problem }) };
}

/** Packages to mount into the root: given ones, shared ones from above, and its own when the root is copied. */
function packageMounts(plan: RootPlan, options: PrepareOptions): Mount[] {
  const given = plan.mounts.map(({ source, target }) => ({ source, target: `${JAIL_ROOT}/${target}` }));
  const packages = plan.solidity?.packages ?? [];
  const shared = packages.some(({ path: folder }) => folder.startsWith("../"));
  if (given.length === 0 && !shared && options.overlay === undefined) return [];
  const brought = packages
    .filter(({ path: folder }) => folder.includes("node_modules/"))
    .map(({ path: folder }) => ({
      source: path.join(options.folder, plan.root.path, folder),
      target: `${JAIL_ROOT}/${insidePath(folder)}`,
    }))
    .filter(({ target }) => !given.some((mount) => target === mount.target || target.startsWith(`${mount.target}/`)));
  // Outer folders first, so that a package inside another's node_modules lands on top of it.
  return [...given, ...brought].sort((a, b) => a.target.length - b.target.length);
}

/** The files of a root that a scanner looks at, and what it leaves out. */
export function scannerFiles(scanner: Scanner, plan: RootPlan): { files: readonly string[]; notices: Notice[] } {
  const wanted = plan.files.filter((file) => isFor(scanner, file));
  const notices = [...countByFolder(wanted.filter(isWritten))].map(
    ([folder, count]): Notice => ({ kind: "not-scanned", path: folder, reason: `${count} files written by a build` }),
  );
  // Code of others is read where the sources reach it: for Solidity only.
  const reached = (plan.solidity?.reached ?? []).map(insidePath);
  const foreign = scanner.languages.includes("solidity") ? reached : [];
  return { files: [...wanted.filter((file) => !isWritten(file)), ...foreign], notices };
}

function isWritten(file: string): boolean {
  return generatedFolder(file) !== undefined;
}

/** True when a file is in a language of the scanner. */
export function isFor(scanner: Scanner, file: string): boolean {
  if (scanner.languages.includes("any")) return true;
  const language = languageOf(file);
  return language !== undefined && scanner.languages.includes(language);
}

function countByFolder(files: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = generatedFolder(file) ?? file;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

/** The scanner contract's view of a prepared root. */
export function scannerTarget(
  prepared: PreparedRoot,
  scanner: Scanner,
  files: readonly string[],
  previousLayout?: unknown,
): Target {
  const { plan } = prepared;
  const language = scanner.languages.find((name) => plan.root.languages.includes(name)) ?? "any";
  return {
    root: prepared.source,
    files,
    dependencyPaths: jailDependencies(plan),
    language,
    ...(prepared.compilers[0] === undefined ? {} : { compiler: prepared.compilers[0] }),
    compilers: prepared.compilers,
    config: {
      ...(prepared.foundryConfig === undefined ? {} : { foundryConfig: prepared.foundryConfig }),
      buildPaths: plan.solidity?.buildPaths ?? [],
      ...(previousLayout === undefined ? {} : { previousLayout }),
    },
  };
}

/** Dependency folders as the jail shows them: also the packages that are mounted in. */
export function jailDependencies(plan: RootPlan): string[] {
  const packages = (plan.solidity?.packages ?? []).map(({ path: folder }) => insidePath(folder));
  return [...new Set([...plan.dependencyPaths, ...packages])].sort();
}
