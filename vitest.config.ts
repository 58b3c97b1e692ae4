import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tooling/test/longest-first.mjs";

const SPECIAL = ["**/*.db.test.ts", "**/*.router.test.ts", "**/*.worker.test.ts"];
const NEVER = ["**/node_modules/**", "**/fixtures/**", "**/.next*/**", "**/e2e/**", "examples/**"];
const SOURCES = "{apps,packages,prisma,bench}";

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Next's guard against client imports has no meaning outside its bundler. */
const alias = { "server-only": fromHere("./node_modules/server-only/empty.js") };
/** Generous, because a test that is slow on a busy machine has not failed. */
const patience = { testTimeout: 300_000, hookTimeout: 300_000 };

function kind(name: string, include: string[], options: { database: boolean; exclude?: string[] }) {
  return {
    resolve: { alias },
    test: {
      name,
      include,
      exclude: [...NEVER, ...(options.exclude ?? [])],
      ...patience,
      globalSetup: options.database ? [fromHere("./tooling/test/global-database.mjs")] : [],
      server: { deps: { inline: ["next-auth", "@auth/core"] } },
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      kind("unit", [`${SOURCES}/**/*.test.{ts,tsx}`, "tooling/**/*.test.mjs"], {
        database: false,
        exclude: [...SPECIAL, "**/*.db.test.mjs", "packages/scanners/**"],
      }),
      kind("scanner", ["packages/scanners/**/*.test.ts"], { database: false, exclude: SPECIAL }),
      kind("db", [`${SOURCES}/**/*.db.test.ts`, "tooling/**/*.db.test.mjs"], { database: true }),
      kind("router", [`${SOURCES}/**/*.router.test.ts`], { database: true }),
      kind("worker", [`${SOURCES}/**/*.worker.test.ts`], { database: true }),
    ],
  },
});
