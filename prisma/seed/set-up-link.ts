import { createDatabase } from "@redoubt/db";
import { createSetUpLink } from "@redoubt/domain/organization/server";
import { readEnvironment } from "./env.ts";

/** Prints the path of the one-time link that creates the owner; nothing when the installation has an organization. */
const { DATABASE_URL: url } = readEnvironment();
const database = createDatabase({ url, maxConnections: 1, queues: [] });
try {
  const token = await createSetUpLink(database);
  if (token !== null) process.stdout.write(`/set-up/${token}\n`);
} finally {
  await database.close();
}
