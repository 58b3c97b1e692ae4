// vitest's global set-up of the projects that want PostgreSQL: one server for the whole run, thrown away at its end.
import { rmSync } from "node:fs";
import { startPostgres } from "../start/postgres.mjs";
import { generateClient } from "../start/prepare.mjs";
import { makeRunFolder } from "./run-folder.mjs";

export default async function setup() {
  // `npm test` has started one, or you have your own; several projects share the first one's.
  if (process.env.TEST_DATABASE_OWNER_URL) return undefined;
  await generateClient();
  const folder = await makeRunFolder();
  const server = await startPostgres(folder, { portFrom: 54420, throwAway: true });
  process.env.TEST_DATABASE_OWNER_URL = server.ownerUrl;
  return async () => {
    delete process.env.TEST_DATABASE_OWNER_URL;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
