// The database side of the schema engine shim: Prisma's pg adapter, with what the migration engine needs beyond queries.
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../packages/db/package.json", import.meta.url));
const pg = require("pg");
const requireOfAdapter = createRequire(require.resolve("@prisma/adapter-pg"));
const { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } = requireOfAdapter("@prisma/driver-adapter-utils");
const { PrismaPg } = require("@prisma/adapter-pg");

const OID_CHAR = 18;
const OID_NAME = 19;
const OID_TEXT = 25;

/**
 * Discrete fields from a URL, never `connectionString`: pg lets that win over `database`, and the shadow database would
 * be the real one.
 */
export function readConnection(url) {
  const parts = new URL(url);
  return {
    schema: parts.searchParams.get("schema") ?? undefined,
    fields: {
      host: parts.searchParams.get("host") ?? parts.hostname,
      port: Number(parts.port || 5432),
      user: decodeURIComponent(parts.username),
      password: decodeURIComponent(parts.password),
      database: decodeURIComponent(parts.pathname.slice(1)),
    },
  };
}

/** Runs statements on a connection of its own and closes it. */
export async function execute(fields, ...statements) {
  const client = new pg.Client(fields);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The adapter does not know the internal types "char" and name of catalog queries: show them as text. */
function presentInternalTypesAsText() {
  const Result = require("pg/lib/result");
  const { addFields } = Result.prototype;
  Result.prototype.addFields = function (descriptions) {
    for (const description of descriptions) {
      if (description.dataTypeID === OID_CHAR) {
        description.dataTypeID = OID_TEXT;
        description.wasChar = true;
      } else if (description.dataTypeID === OID_NAME) description.dataTypeID = OID_TEXT;
    }
    return addFields.call(this, descriptions);
  };
}

function forMigrations(adapter) {
  let last;
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.performIO = async (query) => {
    last = await performIO(query);
    return last;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    last?.fields?.forEach((field, at) => {
      if (field.wasChar) result.columnTypes[at] = ColumnTypeEnum.Character;
    });
    return result;
  };
  // The adapter splits scripts at semicolons, which breaks function bodies.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** The factory that the engine asks for connections, and `dropShadows` for the databases that it left. */
export function makeAdapterFactory(connection) {
  presentInternalTypesAsText();
  const fields = connection?.fields ?? {};
  const options = { schema: connection?.schema };
  const base = new PrismaPg(fields, options);
  const shadows = new Set();
  const drop = async (name) => {
    await execute({ ...fields, database: "postgres" }, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    shadows.delete(name);
  };
  async function connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await execute({ ...fields, database: "postgres" }, `CREATE DATABASE "${name}" TEMPLATE template0`);
    shadows.add(name);
    const adapter = await new PrismaPg({ ...fields, database: name }, options).connect();
    const dispose = adapter.dispose.bind(adapter);
    // Its connections are cut by the forced drop, which is no error.
    adapter.client.on("error", () => {});
    adapter.client.on("connect", (client) => client.on("error", () => {}));
    adapter.dispose = async () => {
      await dispose().catch(() => {});
      await adapter.client.end().catch(() => {});
      await drop(name);
    };
    return forMigrations(adapter);
  }
  return {
    factory: bindMigrationAwareSqlAdapterFactory({
      provider: base.provider,
      adapterName: base.adapterName,
      connect: async () => forMigrations(await base.connect()),
      connectToShadowDb,
    }),
    dropShadows: () => Promise.all([...shadows].map((name) => drop(name).catch(() => {}))),
  };
}
