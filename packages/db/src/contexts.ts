import { AsyncLocalStorage } from "node:async_hooks";
import type { PgBoss } from "pg-boss";
import { ask, connect, openingFor, type Prisma, type Scope } from "./client.ts";
import { gather } from "./gather.ts";
import {
  createBoss,
  type EnqueueOptions,
  ensureQueues,
  type JobPayload,
  type QueueContract,
  sendInTransaction,
} from "./queue.ts";

/** One open transaction under row-level security. `now` is the database's clock at its start. */
export interface Tx {
  readonly db: Prisma.TransactionClient;
  readonly now: Date;
  /** Reads on a hot path: half the cost of `db.$queryRaw`, for texts that do not grow with their values. */
  ask<Row>(query: Prisma.Sql): Promise<Row[]>;
  /** One statement that reads or writes many rows, past the ORM, planned for these values and for what is there now. */
  bulk<Row>(query: Prisma.Sql): Promise<Row[]>;
  /** Enqueues with the transaction: committed or forgotten together. */
  enqueue(name: string, payload: JobPayload, options?: EnqueueOptions): Promise<void>;
  /** Tells listeners that a subject changed, at commit; carries ids only. */
  announce(message: Announcement): Promise<void>;
}

/** What travels over NOTIFY: the reader re-reads under row-level security. */
export interface Announcement {
  readonly organizationId: string;
  readonly projectId?: string;
  readonly topic: string;
  readonly subjectId: string;
}

export interface TransactionOptions {
  /** Milliseconds until the transaction is rolled back; 15 s when absent. */
  readonly timeoutMs?: number;
}

/** The three ways to the database; each joins an open transaction of the same scope and refuses another. */
export interface Database {
  withUser<T>(userId: string, run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  withOrganization<T>(organizationId: string, run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  asSystem<T>(reason: string, run: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** `withOrganization` for one reading statement (as `Tx.ask`): begin, scope, statement and end in one trip. */
  askOrganization<Row>(organizationId: string, query: Prisma.Sql): Promise<Row[]>;
  /** The same for `withUser`. */
  askUser<Row>(userId: string, query: Prisma.Sql): Promise<Row[]>;
  /** `asSystem` for one reading statement (as `Tx.ask`): it sees the same, in a third of the trips. */
  askSystem<Row>(reason: string, query: Prisma.Sql): Promise<Row[]>;
  /**
   * The same database for one that asks many things at a time, a use case or a page: those of one moment and scope
   * share a transaction and a trip. Not for answers that people wait for one by one: the slowest holds the others up.
   */
  gathered(): Database;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly maxConnections: number;
  /** All queues that this process may enqueue to. */
  readonly queues: readonly QueueContract[];
  /** Called once for each `asSystem` transaction. */
  readonly onSystem?: (reason: string) => void;
}

interface Open {
  readonly scope: string;
  readonly tx: Tx;
  /** What was started in a transaction and outlives it (a timer, a lazy connection) must open its own. */
  ended: boolean;
}

export const NOTIFY_CHANNEL = "redoubt";

/** Connects as the application role, which owns nothing and cannot bypass row-level security. */
export function createDatabase(options: DatabaseOptions): Database {
  const { client, askAlone, askScoped, askAll } = connect({ url: options.url, max: options.maxConnections });
  const open = new AsyncLocalStorage<Open>();
  let sender: Promise<PgBoss> | undefined;

  function boss(): Promise<PgBoss> {
    sender ??= startSender(options).catch((error: unknown) => {
      sender = undefined;
      throw error;
    });
    return sender;
  }

  /** The open transaction, if it is of this scope; any other is refused. */
  function joinable(scope: string): Tx | undefined {
    const current = open.getStore();
    if (current === undefined || current.ended) return undefined;
    if (current.scope === scope) return current.tx;
    throw new Error(
      `a transaction of scope ${current.scope.split(":")[0]} is open: ${scope.split(":")[0]} cannot join it`,
    );
  }

  async function run<T>(
    scope: string,
    settings: { userId: string; organizationId: string },
    work: (tx: Tx) => Promise<T>,
    transaction: TransactionOptions = {},
  ): Promise<T> {
    const current = joinable(scope);
    if (current !== undefined) return work(current);
    const asked: Scope = { ...settings };
    return openingFor(asked, () =>
      client.$transaction(
        async (db) => {
          const tx: Tx = {
            db,
            now: clockOf(asked),
            ask: async (query) => {
              if (store.ended) throw new Error("the transaction has ended");
              return ask(asked, query);
            },
            bulk: async (query) => {
              if (store.ended) throw new Error("the transaction has ended");
              return ask(asked, query, false);
            },
            enqueue: async (name, payload, enqueueOptions) =>
              sendInTransaction(await boss(), db, name, payload, enqueueOptions),
            announce: async (message) => {
              await db.$executeRaw`SELECT pg_notify(${NOTIFY_CHANNEL}, ${JSON.stringify(message)})`;
            },
          };
          const store: Open = { scope, tx, ended: false };
          try {
            return await open.run(store, () => work(tx));
          } finally {
            store.ended = true;
          }
        },
        { timeout: transaction.timeoutMs ?? 15_000, maxWait: 15_000 },
      ),
    );
  }

  /** The two ways of asking one thing of a scope, in an open transaction of it or by `send`. */
  const asking = (send: <Row>(scope: Scope, query: Prisma.Sql) => Promise<Row[]>) => {
    const inScope = async <Row>(name: string, scope: Scope, query: Prisma.Sql): Promise<Row[]> =>
      joinable(name)?.ask<Row>(query) ?? send<Row>(scope, query);
    return {
      askOrganization: <Row>(organizationId: string, query: Prisma.Sql) =>
        inScope<Row>(`organization:${organizationId}`, { userId: "", organizationId }, query),
      askUser: <Row>(userId: string, query: Prisma.Sql) =>
        inScope<Row>(`user:${userId}`, { userId, organizationId: "" }, query),
    };
  };

  const own: Database = {
    withUser: (userId, work, transaction) => run(`user:${userId}`, { userId, organizationId: "" }, work, transaction),
    withOrganization: (organizationId, work, transaction) =>
      run(`organization:${organizationId}`, { userId: "", organizationId }, work, transaction),
    asSystem: (reason, work, transaction) => {
      options.onSystem?.(reason);
      return run("system:", { userId: "", organizationId: "" }, work, transaction);
    },
    ...asking(askScoped),
    async askSystem<Row>(reason: string, query: Prisma.Sql) {
      const current = open.getStore();
      // A second connection while one is held: enough of these at once, and all wait for each other.
      if (current !== undefined && !current.ended) throw new Error("a transaction is open: ask in it");
      options.onSystem?.(reason);
      return askAlone<Row>(query);
    },
    gathered() {
      const gathering: Database = { ...own, ...asking(gather(askAll)), gathered: () => gathering };
      return gathering;
    },
    async close() {
      if (sender !== undefined) await (await sender).stop({ graceful: false });
      await client.$disconnect();
    },
  };
  return own;
}

/** Set together with the scope: without it, nothing may be read or written. */
function clockOf(scope: Scope): Date {
  if (scope.opened === undefined) throw new Error("a transaction was opened without its scope");
  return scope.opened.now;
}

async function startSender(options: DatabaseOptions): Promise<PgBoss> {
  const boss = createBoss(options.url, "sender");
  await boss.start();
  await ensureQueues(boss, options.queues);
  return boss;
}
