// Migrations against the Prisma schema, and what Prisma does not see against a committed list.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { childEnvironment, fromRoot, productNode } from "../start/house.mjs";
import { run } from "../start/process.mjs";
import { readCatalog } from "./catalog.mjs";
import { withScratchDatabase } from "./database.mjs";

const EXPECTED = "prisma/expected-catalog.txt";

async function drift(url) {
  const argv = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--exit-code"];
  const { code, output } = await run(
    "prisma migrate diff",
    productNode(),
    [fromRoot("node_modules/prisma/build/index.js"), ...argv],
    {
      env: childEnvironment({
        DATABASE_OWNER_URL: url,
        PRISMA_SCHEMA_ENGINE_BINARY: fromRoot("tooling/schema-engine.mjs"),
        NO_COLOR: "1",
      }),
      allow: [0, 2],
      timeout: 120_000,
    },
  );
  if (code === 0) return [];
  const lines = output.split("\n").filter((line) => line.trim() && !line.startsWith("Loaded Prisma config"));
  return [
    "The migrations do not lead to prisma/schema; write a migration (npm run new -- migration <name>):",
    ...lines,
  ];
}

/** Lines of `actual` that are not expected (+) and expected ones that are missing (-). */
export function compareCatalog(expected, actual) {
  const [before, after] = [new Set(expected), new Set(actual)];
  return [
    ...expected.filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...actual.filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ];
}

async function catalog(url, fix) {
  const actual = await readCatalog(url);
  const file = fromRoot(EXPECTED);
  if (fix) {
    writeFileSync(file, `${actual.join("\n")}\n`);
    return [];
  }
  const expected = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  const differences = compareCatalog(expected, actual);
  return differences.length === 0
    ? []
    : [
        `Policies, grants, triggers or checks differ from ${EXPECTED} (npm run check -- --fix writes it; read the difference):`,
        ...differences,
      ];
}

/** Both checks need the same database, so they are one. */
export async function checkSchema({ fix }) {
  if (!existsSync(fromRoot("prisma/migrations"))) return { problems: ["prisma/migrations is missing"] };
  return withScratchDatabase(async (url) => ({ problems: [...(await drift(url)), ...(await catalog(url, fix))] }));
}
