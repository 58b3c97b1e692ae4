// The steps between an installed tree and running services: generated client, schema, demo, web build.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { childEnvironment, fromRoot, PlainError, productNode } from "./house.mjs";
import { run } from "./process.mjs";

const SKIPPED = new Set([
  ...["node_modules", "generated", "fixtures", "e2e", ".turbo", "test-results", "playwright-report"],
  ...["next-env.d.ts", "playwright.config.ts"],
]);

/** One hash over files and folders (names and content); missing ones count as missing. Tests do not change a build. */
export function hashOf(places) {
  const hash = createHash("sha256");
  const visit = (place) => {
    const status = statSync(place, { throwIfNoEntry: false });
    const name = path.relative(fromRoot(), place);
    if (!status) hash.update(`${name}\0missing\0`);
    else if (status.isDirectory()) {
      for (const entry of readdirSync(place).sort()) {
        if (
          SKIPPED.has(entry) ||
          entry.startsWith(".next") ||
          /\.test\.tsx?$/.test(entry) ||
          entry.endsWith(".tsbuildinfo")
        )
          continue;
        visit(path.join(place, entry));
      }
    } else hash.update(`${name}\0${status.size}\0`).update(readFileSync(place));
  };
  for (const place of places) visit(fromRoot(place));
  return hash.digest("hex");
}

function unchanged(mark, hash) {
  return existsSync(mark) && readFileSync(mark, "utf8").trim() === hash;
}

/** Generates the Prisma client when the schema or Prisma changed. True when it had to. */
export async function generateClient() {
  const folder = fromRoot("packages/db/src/generated");
  const mark = path.join(folder, ".made-from");
  const hash = hashOf(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  if (unchanged(mark, hash)) return false;
  rmSync(mark, { force: true });
  await run("prisma generate", productNode(), [fromRoot("node_modules/prisma/build/index.js"), "generate"], {
    env: childEnvironment({ PRISMA_SCHEMA_ENGINE_BINARY: fromRoot("tooling/schema-engine.mjs") }),
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(mark, `${hash}\n`);
  return true;
}

/** Brings the database to the newest schema as its owner; resolves to the runner's own line. */
export async function migrate(ownerUrl, appPassword) {
  const env = childEnvironment({
    DATABASE_OWNER_URL: ownerUrl,
    ...(appPassword ? { DATABASE_APP_PASSWORD: appPassword } : {}),
  });
  const { stdout } = await run("The migration", productNode(), [fromRoot("packages/db/src/migrate-main.ts")], {
    env,
  }).catch((error) => {
    // The runner's own sentence says it; its stack helps nobody who starts a product.
    const sentence = /^(?:\w*[Ee]rror): (.+)$/m.exec(error.message)?.[1];
    throw sentence ? new PlainError(`The database could not be brought up to date: ${sentence}`) : error;
  });
  return stdout.trim().split("\n").at(-1) ?? "";
}

/** The web app's folder and those of the workspace packages that it reaches. */
function webFolders() {
  const folders = ["apps/web"];
  for (const folder of folders) {
    const { dependencies = {} } = JSON.parse(readFileSync(fromRoot(folder, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies).filter((dependency) => dependency.startsWith("@redoubt/"))) {
      const next = `packages/${name.slice("@redoubt/".length)}`;
      if (!folders.includes(next)) folders.push(next);
    }
  }
  return folders;
}

/** Builds the web app into `distDir` unless it was built from the same inputs. True when it had to. */
export async function buildWeb(distDir, env) {
  const output = fromRoot("apps/web", distDir);
  const mark = path.join(output, ".made-from");
  const hash = hashOf([...webFolders(), "prisma/schema", "package-lock.json", "tsconfig.base.json"]);
  if (unchanged(mark, hash) && existsSync(path.join(output, "BUILD_ID"))) return false;
  rmSync(mark, { force: true });
  await run("The web build", productNode(), [fromRoot("node_modules/next/dist/bin/next"), "build"], {
    cwd: fromRoot("apps/web"),
    env: { ...env, NODE_ENV: "production", NEXT_DIST_DIR: distDir },
  });
  writeFileSync(mark, `${hash}\n`);
  return true;
}

/** Runs a TypeScript file of `prisma/seed` to its end; resolves to its standard output. */
export async function seed(what, file, env, say) {
  const { stdout } = await run(what, productNode(), [fromRoot("prisma/seed", file)], { env, onLine: say });
  return stdout.trim();
}
