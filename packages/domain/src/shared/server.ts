export type { Announcement, Database, TransactionOptions, Tx } from "@redoubt/db";
export { Prisma } from "@redoubt/db";
export {
  type Actor,
  actorUserId,
  createDeps,
  createSystemDeps,
  type Deps,
  type DepsInput,
  forProject,
  type ProjectDeps,
} from "./deps.ts";
export { enqueue, type JobContract, type JobPayload } from "./job.ts";
