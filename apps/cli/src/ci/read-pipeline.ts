import type { Io } from "../io.ts";
import { readGitHub } from "./github.ts";
import { readGitLab } from "./gitlab.ts";
import type { Pipeline, Variable } from "./pipeline.ts";

/** Which platform runs this, and what it tells. Elsewhere everything comes from git and the options. */
export async function readPipeline(io: Io): Promise<Pipeline> {
  const get: Variable = (name) => io.environment.variables[name]?.trim() || undefined;
  if (get("GITHUB_ACTIONS") === "true") return readGitHub(io, get);
  if (get("GITLAB_CI") === "true") return readGitLab(io, get);
  return {
    platform: "other",
    run: 0n,
    ref: undefined,
    isDefaultBranch: false,
    defaultBranch: undefined,
    base: undefined,
    since: undefined,
    notThis: undefined,
    change: undefined,
    comments: undefined,
    summarize: async (markdown) => void io.stderr.write(`${markdown}\n`),
    annotations: () => [],
  };
}
