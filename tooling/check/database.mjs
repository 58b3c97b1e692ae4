// A scratch database for the schema checks: on the server of the test run, or on one of its own.
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { startPostgres } from "../start/postgres.mjs";
import { generateClient, migrate } from "../start/prepare.mjs";
import { makeRunFolder } from "../test/run-folder.mjs";

const pg = createRequire(new URL("../../packages/db/package.json", import.meta.url))("pg");

/** Runs queries on a connection of its own; resolves to the rows of the last one. */
export async function query(url, ...statements) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Calls `work(url)` with the owner's URL of a freshly migrated database and removes it afterwards. */
export async function withScratchDatabase(work) {
  await generateClient();
  const given = process.env.TEST_DATABASE_OWNER_URL;
  const folder = given ? undefined : await makeRunFolder();
  const server = folder ? await startPostgres(folder, { portFrom: 54520, throwAway: true }) : undefined;
  const admin = new URL(given ?? server.ownerUrl);
  const scratch = new URL(admin);
  const name = `scratch_${randomUUID().replaceAll("-", "")}`;
  admin.pathname = "/postgres";
  scratch.pathname = `/${name}`;
  try {
    await query(admin.href, `CREATE DATABASE ${name} TEMPLATE template0`);
    await migrate(scratch.href);
    return await work(scratch.href);
  } finally {
    if (server) {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    } else await query(admin.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}
