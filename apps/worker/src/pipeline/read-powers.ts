import { text } from "node:stream/consumers";
import { ForeignCall, PowerFact, type RootReading } from "@redoubt/domain/profile";
import type { Sandbox } from "@redoubt/sandbox";
import { type CompilerStore, firstCompilerError, powersCommand } from "@redoubt/scanners";
import { z } from "zod";
import { limitReason } from "./compile.ts";
import { ownDependencyMounts } from "./own-source.ts";
import { type RootPlan, surveyRoots } from "./roots.ts";
import { type PreparedRoot, prepareRoot } from "./target.ts";

export interface ReadPowersOptions {
  readonly sandbox: Sandbox;
  readonly compilerStore: CompilerStore;
  readonly workDirectory?: string;
  readonly submodulePaths?: readonly string[];
  /** True only for sources that ship with the product. */
  readonly ownSource?: boolean;
  readonly signal?: AbortSignal;
}

export interface PowersRead {
  readonly powers: readonly PowerFact[];
  /** Functions of others that the contracts call. */
  readonly calls: readonly ForeignCall[];
  /** One for each root with Solidity. */
  readonly roots: readonly RootReading[];
}

const Answer = z.object({ powers: z.array(PowerFact).max(5000), calls: z.array(ForeignCall).max(5000) });

/**
 * Reads the powers over the contracts of a folder, root by root, in the jail. A root that cannot be built says why.
 * Throws `TreeError`, and `SandboxError` when no jail can be made.
 */
export async function readPowers(folder: string, options: ReadPowersOptions): Promise<PowersRead> {
  const { compilerStore, ownSource = false, submodulePaths = [], workDirectory } = options;
  const own = ownSource ? { dependencyMounts: ownDependencyMounts() } : {};
  const { fetchPackage } = compilerStore;
  const survey = await surveyRoots(folder, { submodulePaths, fetchPackage, ...own });
  const powers: PowerFact[] = [];
  const calls = new Map<string, ForeignCall>();
  const roots: RootReading[] = [];
  for (const plan of survey.roots.filter(({ solidity }) => solidity !== undefined)) {
    options.signal?.throwIfAborted();
    const where = workDirectory === undefined ? {} : { workDirectory };
    const prepared = await prepareRoot(plan, { folder: survey.tree.folder, compilerStore, ...where });
    try {
      const found = await readRoot(plan, prepared, options);
      roots.push({ path: plan.root.path, powers: found.powers.length, reason: found.reason });
      for (const call of found.calls) calls.set(call.name, call);
      powers.push(...found.powers.map((power) => placed(power, plan.root.path)));
    } finally {
      await prepared.dispose();
    }
  }
  return { powers: distinct(powers), calls: [...calls.values()], roots };
}

interface RootFound extends Pick<PowersRead, "powers" | "calls"> {
  readonly reason: string | null;
}

async function readRoot(plan: RootPlan, prepared: PreparedRoot, options: ReadPowersOptions): Promise<RootFound> {
  const { foundryConfig: configFile, compilers } = prepared;
  if (prepared.problem !== undefined || configFile === undefined || plan.solidity === undefined) {
    return failed(prepared.problem ?? "it is not built");
  }
  const command = powersCommand({ configFile, compilers }, plan.solidity.buildPaths, plan.files);
  const result = await options.sandbox.run(
    { ...command, readOnly: [...command.readOnly, ...prepared.mounts] },
    {
      source: prepared.source,
      ownSource: options.ownSource ?? false,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );
  try {
    if (result.limit !== undefined) return failed(limitReason(result.limit));
    const output = await text(result.stdout());
    if (result.exitCode !== 0) {
      const errors = await text(result.stderr());
      return failed(firstCompilerError(`${output}\n${errors}`) ?? `reading ended with code ${result.exitCode}`);
    }
    return { ...Answer.parse(JSON.parse(output)), reason: null };
  } finally {
    await result.dispose();
  }
}

function failed(reason: string): RootFound {
  return { powers: [], calls: [], reason: reason.slice(0, 2000) };
}

function placed(power: PowerFact, root: string): PowerFact {
  if (root === "") return power;
  const below = (path: string) => `${root}/${path}`;
  const functions = power.functions.map((each) => ({ ...each, path: below(each.path) }));
  return { ...power, path: below(power.path), functions };
}

/** Two roots may build the same contract: the first one stands for it. */
function distinct(powers: readonly PowerFact[]): PowerFact[] {
  const found = new Map<string, PowerFact>();
  for (const power of powers) if (!found.has(power.key)) found.set(power.key, power);
  return [...found.values()];
}
