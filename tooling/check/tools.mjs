// The checks that are somebody else's programs: each resolves to its problems as lines.
import { existsSync } from "node:fs";
import { childEnvironment, fromRoot, productNode } from "../start/house.mjs";
import { run } from "../start/process.mjs";

const PATIENCE_MS = 300_000;

/** Runs a tool of node_modules under the product's Node; resolves to its exit code and lines. */
async function tool(what, file, argv, { allow, cwd, env } = {}) {
  const { code, output } = await run(what, productNode(), [fromRoot("node_modules", file), ...argv], {
    allow: allow ?? [0, 1, 2],
    cwd,
    env: env ?? childEnvironment({ NO_COLOR: "1", FORCE_COLOR: "0" }),
    timeout: PATIENCE_MS,
  });
  return {
    code,
    lines: output
      .split("\n")
      .map((line) => line.trimEnd())
      .filter((line) => line && !/^\d+ problems?$/.test(line)),
  };
}

/** Failing without a line would look like success. */
const problemsOf = (what, { code, lines }) =>
  code === 0 ? [] : lines.length > 0 ? lines : [`${what} failed (exit ${code}) without a word`];

export async function checkFormat({ fix }) {
  const result = await tool("biome", "@biomejs/biome/bin/biome", [
    "format",
    ...(fix ? ["--write"] : []),
    "--reporter=summary",
    "--max-diagnostics=none",
  ]);
  return { problems: problemsOf("biome", result) };
}

export async function checkLint({ fix }) {
  const result = await tool("oxlint", "oxlint/bin/oxlint", [...(fix ? ["--fix"] : []), "-f", "unix"]);
  return { problems: problemsOf("oxlint", result) };
}

export async function checkTypes(project) {
  if (!existsSync(fromRoot(project))) return { problems: [`${project} is missing`] };
  // The state of the last run makes the next one a few seconds.
  const state = fromRoot("node_modules/.cache/redoubt-tsc", `${project.replaceAll("/", "-")}.tsbuildinfo`);
  const argv = ["-p", project, "--pretty", "false", "--noEmit", "--incremental", "--tsBuildInfoFile", state];
  const result = await tool(`tsc -p ${project}`, "typescript/bin/tsc", argv);
  return { problems: problemsOf("tsc", result) };
}

/** Next keeps its ambient types in a file that is not committed. */
export async function checkWebTypes() {
  if (!existsSync(fromRoot("apps/web/next-env.d.ts"))) {
    await tool("next typegen", "next/dist/bin/next", ["typegen"], { allow: [0], cwd: fromRoot("apps/web") });
  }
  return checkTypes("apps/web/tsconfig.json");
}

export async function checkKnip() {
  const result = await tool("knip", "knip/bin/knip.js", ["--no-progress", "--treat-config-hints-as-errors"]);
  return { problems: problemsOf("knip", result) };
}
