// Makes the sessions of a test product's person older, as if they had signed in an hour ago: node age-session.mjs <email>
// E2E_DATA_DIR names the product's data folder. Only for products that npm test started.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fromRoot } from "../start/house.mjs";

const pg = createRequire(fromRoot("packages/db/package.json"))("pg");
const dataDir = process.env.E2E_DATA_DIR ?? "";
const [email] = process.argv.slice(2);
const port = Number(readFileSync(path.join(dataDir, "pg/postmaster.pid"), "utf8").split("\n")[3]);
const password = readFileSync(path.join(dataDir, "pg-owner.password"), "utf8").trim();
const client = new pg.Client({ host: "127.0.0.1", port, user: "redoubt_owner", password, database: "redoubt" });
await client.connect();
try {
  const { rowCount } = await client.query(
    `UPDATE "session" SET created_at = created_at - interval '1 hour'
     WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`,
    [email],
  );
  if (rowCount === 0) throw new Error(`nobody is signed in as ${email}`);
} finally {
  await client.end();
}
