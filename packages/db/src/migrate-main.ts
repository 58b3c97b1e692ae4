import { join } from "node:path";
import { appPasswordFromEnvironment, ownerUrlFromEnvironment } from "./env.ts";
import { migrate } from "./migrate.ts";

const appPassword = appPasswordFromEnvironment();
const { applied } = await migrate({
  ownerUrl: ownerUrlFromEnvironment(),
  directory: join(import.meta.dirname, "../../../prisma/migrations"),
  ...(appPassword === undefined ? {} : { appPassword }),
});
process.stdout.write(applied.length === 0 ? "schema is up to date\n" : `applied ${applied.join(", ")}\n`);
