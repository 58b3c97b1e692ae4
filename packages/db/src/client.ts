import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Answer } from "./gather.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";

export { Prisma, PrismaClient };

/** What a transaction is opened for; once it is open, also its connection and the database's clock at its start. */
export interface Scope {
  readonly userId: string;
  readonly organizationId: string;
  opened?: { readonly connection: pg.PoolClient; readonly now: Date };
}

const opening = new AsyncLocalStorage<Scope>();

/** Runs what opens one transaction: its BEGIN sets the scope and reads the clock on the way. */
export function openingFor<T>(scope: Scope, open: () => Promise<T>): Promise<T> {
  return opening.run(scope, open);
}

export interface Connected {
  readonly client: PrismaClient;
  /** One statement on its own: without a transaction, and so without a scope. */
  askAlone<Row>(query: Prisma.Sql): Promise<Row[]>;
  /** One reading statement in a transaction of its own, which has the scope. */
  askScoped<Row>(scope: Scope, query: Prisma.Sql): Promise<Row[]>;
  /** Several of them in one transaction. One that fails takes nothing from the others. */
  askAll(scope: Scope, queries: readonly Prisma.Sql[]): Promise<Answer[]>;
}

/** Prisma over one `pg` pool. `max` is the number of connections (see the connection budget in docs/operations.md). */
export function connect(options: { url: string; max: number }): Connected {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // What is sent without waiting for the answer before it travels with it; whoever waits sees no difference.
    pipeline: true,
  });
  // A connection that breaks while nobody uses it: the pool has let it go, and who asks next gets another one. Prisma
  // listens too, but not before its first question.
  pool.on("error", () => undefined);
  pool.on("connect", scopeAtBegin);
  pool.on("release", (_error, client) => letGo(client));
  return {
    client: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) }),
    askAlone: async <Row>(query: Prisma.Sql) => (await pool.query(prepared(query))).rows as Row[],
    askScoped: async <Row>(scope: Scope, query: Prisma.Sql) => {
      const [answer] = await askScoped(pool, scope, [query]);
      if (answer === undefined || "error" in answer) throw answer?.error;
      return answer.rows as Row[];
    },
    askAll: (scope, queries) => askAll(pool, scope, queries),
  };
}

/** Begin, scope, statements and end in one trip. */
async function askScoped(pool: pg.Pool, scope: Scope, queries: readonly Prisma.Sql[]): Promise<Answer[]> {
  const connection = await pool.connect();
  const begin = connection.query(beginOf(connection, scope, "BEGIN READ ONLY"));
  const asking = queries.map((query) => connection.query(prepared(query)));
  const end = connection.query("COMMIT");
  // Listened to at once: whoever fails first must not be taken for an error that nobody handles.
  const [[begun, ended], asked] = await Promise.all([Promise.allSettled([begin, end]), Promise.allSettled(asking)]);
  // A connection that could not end its transaction is of no more use.
  connection.release(ended.status === "rejected");
  for (const step of [begun, ended]) if (step.status === "rejected") throw step.reason;
  return asked.map((step) => (step.status === "rejected" ? { error: step.reason } : { rows: step.value.rows }));
}

/** The same, but that a statement which fails takes nothing from those behind it: they are asked again. */
async function askAll(pool: pg.Pool, scope: Scope, queries: readonly Prisma.Sql[]): Promise<Answer[]> {
  const answers = await askScoped(pool, scope, queries);
  const failed = answers.findIndex((answer) => "error" in answer && !isAborted(answer.error));
  if (failed === -1 || failed === answers.length - 1) return answers;
  return [...answers.slice(0, failed + 1), ...(await askAll(pool, scope, queries.slice(failed + 1)))];
}

/** True for a statement that was not carried out because one before it in its transaction had failed. */
function isAborted(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "25P02";
}

/** A connection keeps what was prepared until it ends; texts beyond this many are sent as they are. */
const MOST_PREPARED = 200;
const names = new Map<string, string>();

/**
 * Asks on the transaction's own connection, past the ORM: the database parses and plans each text once per
 * connection, unless its plan is not to be kept, and rows come as `pg` reads them (dates, numbers up to 32 bits, texts,
 * booleans and lists of these).
 */
export async function ask<Row>({ opened }: Scope, query: Prisma.Sql, keepPlan = true): Promise<Row[]> {
  if (opened === undefined) throw new Error("there is no open transaction to ask in");
  const { text, values } = query;
  const { rows } = await opened.connection.query(keepPlan ? prepared(query) : { text, values });
  return rows as Row[];
}

function prepared({ text, values }: Prisma.Sql): pg.QueryConfig {
  const name = names.get(text) ?? (names.size < MOST_PREPARED ? `redoubt_${names.size}` : undefined);
  if (name === undefined) return { text, values };
  names.set(text, name);
  return { name, text, values };
}

/** Whose transaction a connection carries. */
const holders = new WeakMap<pg.PoolClient, Scope>();

type Query = (...args: unknown[]) => Promise<pg.QueryResult | pg.QueryResult[]>;

/**
 * Lets a connection's BEGIN carry the scope in the same message: one trip to the database less in every transaction,
 * and a quarter of all trips of a short one. Its COMMIT or ROLLBACK, and its return to the pool, take the connection
 * from the scope again: work that outlives its transaction (its time was over) must not ask in the next one's.
 */
function scopeAtBegin(client: pg.PoolClient): void {
  const query = client.query.bind(client) as unknown as Query;
  const scoped: Query = (...args) => {
    const text = textOf(args);
    if (text === "COMMIT" || text === "ROLLBACK") letGo(client);
    const scope = opening.getStore();
    if (text !== "BEGIN" || scope === undefined || scope.opened !== undefined) return query(...args);
    holders.set(client, scope);
    return begin(client, query, scope);
  };
  client.query = scoped as unknown as typeof client.query;
}

function letGo(client: pg.PoolClient): void {
  const scope = holders.get(client);
  if (scope !== undefined) delete scope.opened;
  holders.delete(client);
}

/** The text of a query without values. */
function textOf(args: readonly unknown[]): string | undefined {
  const [config] = args;
  if (args.length !== 1 || typeof config !== "object" || config === null || !("text" in config)) return undefined;
  return String(config.text);
}

async function begin(client: pg.PoolClient, query: Query, scope: Scope): Promise<pg.QueryResult> {
  const results = (await query(beginOf(client, scope))) as [pg.QueryResult, pg.QueryResult<{ now: Date }>];
  const now = results[1].rows[0]?.now;
  if (now !== undefined) scope.opened = { connection: client, now };
  return results[0];
}

/** Begins a transaction, sets its scope and reads the clock; several statements in one message take no parameters. */
function beginOf(client: pg.PoolClient, scope: Scope, begin: "BEGIN" | "BEGIN READ ONLY" = "BEGIN"): string {
  return `${begin}; SELECT
    set_config('app.user_id', ${client.escapeLiteral(scope.userId)}, true),
    set_config('app.organization_id', ${client.escapeLiteral(scope.organizationId)}, true),
    now()::timestamptz(3) AS now`;
}
