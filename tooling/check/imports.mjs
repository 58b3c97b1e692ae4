import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fromRoot, ROOT } from "../start/house.mjs";
import { importRules } from "./import-rules.mjs";

const MINIMUM = fromRoot("tooling/check/imports-minimum.json");
const SKIPPED = "(?:/fixtures/|/generated/|/\\.next|^examples/|next-env\\.d\\.ts$)";

/**
 * Reads every import below `folders` of `baseDir` and holds it against the table. Resolves to problems as lines, the
 * number of our own modules and whether a .tsx was among them.
 */
export async function cruiseImports(baseDir, folders, slices) {
  const { cruise } = await import("dependency-cruiser");
  const { output } = await cruise(
    folders,
    {
      baseDir,
      validate: true,
      ruleSet: importRules(slices),
      exclude: { path: SKIPPED },
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      enhancedResolveOptions: {
        exportsFields: ["exports"],
        conditionNames: ["import", "types", "node", "default"],
        mainFields: ["module", "main", "types"],
        extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
      },
    },
    { bustTheCache: true },
  );
  const own = output.modules.filter(
    (module) => !module.source.includes("node_modules") && !module.coreModule && !module.couldNotResolve,
  );
  const problems = output.summary.violations.map(({ from, to, rule }) => {
    const words =
      rule.name === "not-in-allowed"
        ? "is not in the import table (docs/architecture.md)"
        : `${rule.name}: ${commentOf(rule.name, slices)}`;
    return `${from} → ${to}: ${words}`;
  });
  return {
    problems: [...new Set(problems)].sort(),
    modules: own.length,
    readTsx: own.some((module) => module.source.endsWith(".tsx")),
  };
}

function commentOf(name, slices) {
  return importRules(slices).forbidden.find((rule) => rule.name === name)?.comment ?? "";
}

/** The check. A tool that reads nothing reports success, so that the number of modules has a committed minimum. */
export async function checkImports({ fix, slices }) {
  const folders = ["apps", "packages", "prisma", "bench", "tooling"].filter((folder) => existsSync(fromRoot(folder)));
  const { problems, modules, readTsx } = await cruiseImports(ROOT, folders, slices);
  const { modules: minimum } = existsSync(MINIMUM) ? JSON.parse(readFileSync(MINIMUM, "utf8")) : { modules: 1 };
  // A tenth may go without a word; a fix follows the tree up and down.
  if (fix) writeFileSync(MINIMUM, `${JSON.stringify({ modules: Math.floor(modules * 0.9) })}\n`);
  else if (modules < minimum)
    problems.push(
      `Only ${modules} modules were read, at least ${minimum} are expected: does the parser still work? (npm run check -- --fix sets a new minimum)`,
    );
  if (!readTsx) problems.push("No .tsx file was read: does the parser still work?");
  return { problems, words: `${modules} modules` };
}
