import type { Tx } from "../shared/server.ts";
import type { RateRule } from "./limits.ts";

export interface RateAnswer {
  readonly allowed: boolean;
  readonly retryAfterSeconds: number;
}

/**
 * Counts one attempt under a key and says whether it is within the rule. The window slides: what is left of the
 * previous one counts in part. Counting happens before the check, so that parallel attempts cannot slip through.
 */
export async function takeRate(tx: Tx, key: string, rule: RateRule): Promise<RateAnswer> {
  const windowMs = rule.windowSeconds * 1000;
  const start = new Date(Math.floor(tx.now.getTime() / windowMs) * windowMs);
  const before = new Date(start.getTime() - windowMs);
  const rows = await tx.db.$queryRaw<{ count: number; earlier: number }[]>`
    INSERT INTO "rate_limit" AS r ("key", "window_start", "count") VALUES (${key}, ${start}, 1)
    ON CONFLICT ("key", "window_start") DO UPDATE SET "count" = least(r."count" + 1, ${rule.limit * 2})
    RETURNING "count",
      coalesce((SELECT p."count" FROM "rate_limit" p WHERE p."key" = ${key} AND p."window_start" = ${before}), 0) AS earlier`;
  const count = rows[0]?.count ?? rule.limit + 1;
  const earlier = rows[0]?.earlier ?? 0;
  if (count === 1)
    await tx.db.$executeRaw`DELETE FROM "rate_limit" WHERE "window_start" < ${tx.now}::timestamptz - interval '1 day'`;
  const elapsed = (tx.now.getTime() - start.getTime()) / windowMs;
  const weight = count + earlier * (1 - elapsed);
  const retryAfterSeconds = Math.max(1, Math.ceil((start.getTime() + windowMs - tx.now.getTime()) / 1000));
  return { allowed: weight <= rule.limit, retryAfterSeconds };
}

/** Gives an attempt back that turned out to be right. */
export async function refundRate(tx: Tx, key: string, rule: RateRule): Promise<void> {
  const windowMs = rule.windowSeconds * 1000;
  const start = new Date(Math.floor(tx.now.getTime() / windowMs) * windowMs);
  await tx.db
    .$executeRaw`UPDATE "rate_limit" SET "count" = greatest("count" - 1, 0) WHERE "key" = ${key} AND "window_start" = ${start}`;
}
