import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { withScratchDatabase } from "../check/database.mjs";
import { childEnvironment, fromRoot, PlainError, productNode } from "../start/house.mjs";
import { run } from "../start/process.mjs";

/** The next free moment in Prisma's form, later than every migration that is there. */
export function migrationStamp(now, existing) {
  const text = now.toISOString().replace(/[-:T]/g, "").slice(0, 14);
  const last =
    existing
      .map((name) => name.slice(0, 14))
      .filter((stamp) => /^\d{14}$/.test(stamp))
      .sort()
      .at(-1) ?? "0";
  return text > last ? text : String(BigInt(last) + 1n);
}

const HEAD = `-- Reviewed by hand before it is committed:
--   tenant tables: organization_id, ENABLE and FORCE ROW LEVEL SECURITY, policy "tenant", grants for redoubt_app
--   CHECKs, partial and expression indexes, triggers: Prisma does not write them
--   expand first, contract in a later release; back-fills loop over organizations
`;

/** Writes the SQL between the migrations and prisma/schema into a new folder; resolves to its path. */
export async function newMigration(name) {
  const folder = fromRoot("prisma/migrations");
  const sql = await withScratchDatabase(async (url) => {
    const { stdout } = await run(
      "prisma migrate diff",
      productNode(),
      [
        fromRoot("node_modules/prisma/build/index.js"),
        ...["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--script"],
      ],
      {
        env: childEnvironment({
          DATABASE_OWNER_URL: url,
          PRISMA_SCHEMA_ENGINE_BINARY: fromRoot("tooling/schema-engine.mjs"),
          NO_COLOR: "1",
        }),
        timeout: 120_000,
      },
    );
    return stdout.replace(/^Loaded Prisma config.*\n+/m, "").trim();
  });
  const empty = sql === "" || /^-- This is an empty migration\.?$/.test(sql);
  const place = `prisma/migrations/${migrationStamp(new Date(), readdirSync(folder))}_${name.replaceAll("-", "_")}`;
  if (name === "") throw new PlainError("A migration wants a name.");
  mkdirSync(fromRoot(place));
  writeFileSync(fromRoot(place, "migration.sql"), `${HEAD}\n${empty ? "" : `${sql}\n`}`);
  return {
    files: [`${place}/migration.sql`],
    words: empty
      ? "prisma/schema has no change: write the SQL by hand"
      : "read the SQL, then add what Prisma does not see",
  };
}
