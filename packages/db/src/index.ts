export { Prisma } from "./client.ts";
export {
  type Announcement,
  createDatabase,
  type Database,
  type DatabaseOptions,
  type TransactionOptions,
  type Tx,
} from "./contexts.ts";
export { type Bus, createBus } from "./listen.ts";
export { type Delivery, takeGivenUp, takeJobs } from "./work.ts";
export { createBoss, type EnqueueOptions, ensureQueues, type JobPayload, type QueueContract } from "./queue.ts";
