export type { Announcement, Database, TransactionOptions, Tx } from "@redoubt/db";
export { Prisma } from "@redoubt/db";
export {
  type Actor,
  actorToken,
  actorUserId,
  type Asking,
  createDeps,
  createSystemDeps,
  type Deps,
  type DepsInput,
  forProject,
  type ProjectDeps,
  type TokenReach,
} from "./deps.ts";
export { enqueue, type JobContract, type JobPayload } from "./job.ts";
