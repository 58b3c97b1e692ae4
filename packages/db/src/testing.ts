import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { createDatabase, type Database, type TransactionOptions, type Tx } from "./contexts.ts";
import { testOwnerUrlFromEnvironment } from "./env.ts";
import { APP_ROLE, migrate } from "./migrate.ts";
import type { QueueContract } from "./queue.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
const APP_PASSWORD = "test-only";

/** A database of one test file, on a real server; `owner` sees everything, `database` is the product's way in. */
export interface TestDatabase {
  readonly database: Database;
  readonly owner: pg.Client;
  readonly url: string;
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** True when `npm test` (or you) started a server for tests; prints the reason when not. */
export function hasTestServer(): boolean {
  if (testOwnerUrlFromEnvironment() !== undefined) return true;
  process.stderr.write("skipped: TEST_DATABASE_OWNER_URL is not set; run through npm test\n");
  return false;
}

/** Copies a migrated template, so that a test file has its own database in a fraction of a second. */
export async function createTestDatabase(queues: readonly QueueContract[] = []): Promise<TestDatabase> {
  const serverUrl = testOwnerUrlFromEnvironment();
  if (serverUrl === undefined) throw new Error("TEST_DATABASE_OWNER_URL is not set");
  const template = await ensureTemplate(serverUrl);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await admin(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const ownerUrl = withDatabase(serverUrl, name);
  const url = withUser(ownerUrl, APP_ROLE, APP_PASSWORD);
  const database = createDatabase({ url, maxConnections: 5, queues });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  owner.on("error", () => undefined);
  return {
    database,
    owner,
    url,
    ownerUrl,
    async drop() {
      await database.close();
      await owner.end();
      await admin(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Something that opens transactions, such as the deps of a use case. */
interface Transacting {
  withOrganization<T>(run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  ask: Tx["ask"];
}

/** The same, counting the statements that it sends to the database: what a screen costs, without a clock. */
export function countStatements<D extends Transacting>(of: D): { deps: D; count: () => number } {
  let statements = 0;
  const counted =
    (query: Tx["ask"]): Tx["ask"] =>
    (text) => {
      statements += 1;
      return query(text);
    };
  const counting = (target: object): object =>
    new Proxy(target, {
      get(from, name) {
        const value: unknown = Reflect.get(from, name, from);
        if (typeof value === "function") {
          return (...args: unknown[]) => {
            statements += 1;
            return value.apply(from, args);
          };
        }
        return typeof value === "object" && value !== null ? counting(value) : value;
      },
    });
  const deps: D = {
    ...of,
    ask: counted(of.ask),
    withOrganization: (run, options) =>
      of.withOrganization(
        (tx) => run({ ...tx, db: counting(tx.db) as Tx["db"], ask: counted(tx.ask), bulk: counted(tx.bulk) }),
        options,
      ),
  };
  return { deps, count: () => statements };
}

/**
 * Notes what this process sends to databases that it connects to from now on, begins and ends of transactions too,
 * until it is told to stop.
 */
export function noteSent(): { readonly sent: readonly string[]; stop(): void } {
  const sent: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }];
    sent.push((typeof first === "string" ? first : first.text).trim());
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  return { sent, stop: () => void (pg.Client.prototype.query = query) };
}

async function ensureTemplate(serverUrl: string): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of (await readdir(MIGRATIONS)).sort()) {
    if (folder.endsWith(".toml")) continue;
    hash.update(await readFile(join(MIGRATIONS, folder, "migration.sql")));
  }
  const name = `template_${hash.digest("hex").slice(0, 20)}`;
  await admin(serverUrl, async (client) => {
    // One test process makes the template, the others wait for it.
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount !== 0) return;
    const building = `building_${randomUUID().replaceAll("-", "")}`;
    await client.query(`CREATE DATABASE ${building} TEMPLATE template0`);
    await migrate({ ownerUrl: withDatabase(serverUrl, building), directory: MIGRATIONS, appPassword: APP_PASSWORD });
    await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
  });
  return name;
}

async function admin(serverUrl: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(serverUrl, "postgres") });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const next = new URL(url);
  next.pathname = `/${name}`;
  return next.href;
}

function withUser(url: string, user: string, password: string): string {
  const next = new URL(url);
  next.username = user;
  next.password = password;
  return next.href;
}
