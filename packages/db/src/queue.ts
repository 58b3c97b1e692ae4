import { fromPrisma, PgBoss } from "pg-boss";
import type { Prisma } from "./client.ts";

/** How a queue behaves; the domain's job contracts are of this shape. */
export interface QueueContract {
  readonly name: string;
  /** Deliveries after the first one, each after a crash or a thrown error. */
  readonly retryLimit: number;
  readonly timeoutSeconds: number;
}

/** What every job carries: ids and the fence, never content. */
export interface JobPayload {
  readonly organizationId: string | null;
  readonly actorId: string | null;
  /** The token that the actor acted by, when a program asked. */
  readonly tokenId?: string | null;
  readonly subjectId: string;
  readonly fence: number;
}

export interface EnqueueOptions {
  readonly startAfterSeconds?: number;
  /** At most one waiting job per key. */
  readonly singletonKey?: string;
  readonly priority?: number;
}

/** Where jobs of all queues end that failed too often. */
export const DEAD_LETTER = "dead-letter";

/** pg-boss on the application role: its schema was installed by the migration runner. */
export function createBoss(url: string, role: "sender" | "worker"): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    max: 2,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    supervise: role === "worker",
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    useListenNotify: role === "worker",
  });
  boss.on("error", () => {
    // pg-boss reconnects by itself; a call that needed the connection rejects on its own.
  });
  return boss;
}

/** Creates the queues that do not exist yet and brings options of the others up to date. */
export async function ensureQueues(boss: PgBoss, contracts: readonly QueueContract[]): Promise<void> {
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  if (!existing.has(DEAD_LETTER)) await boss.createQueue(DEAD_LETTER);
  for (const contract of contracts) {
    const options = {
      retryLimit: contract.retryLimit,
      retryDelay: 1,
      retryBackoff: true,
      expireInSeconds: contract.timeoutSeconds,
      heartbeatSeconds: 10,
      deadLetter: DEAD_LETTER,
      notify: true,
    };
    if (existing.has(contract.name)) await boss.updateQueue(contract.name, options);
    else await boss.createQueue(contract.name, options);
  }
}

/** Enqueues inside the caller's transaction: a rolled-back change leaves no job. */
export async function sendInTransaction(
  boss: PgBoss,
  client: Prisma.TransactionClient,
  name: string,
  payload: JobPayload,
  options: EnqueueOptions = {},
): Promise<void> {
  await boss.send(name, payload, {
    db: fromPrisma(client),
    group: { id: payload.organizationId ?? "system" },
    ...(options.startAfterSeconds === undefined ? {} : { startAfter: options.startAfterSeconds }),
    ...(options.singletonKey === undefined ? {} : { singletonKey: options.singletonKey }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  });
}
