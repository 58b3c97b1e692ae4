import { Prisma } from "../../shared/server.ts";
import { daysByRank, type SlaDays } from "../sla.ts";
import { OPEN_STATES } from "../vocabulary.ts";

/**
 * `clockAfter` and `dueAt` of sla.ts for changes of many rows at once, as columns of an UPDATE: `f` is the row as it
 * was, `u` has its new `state` and `backlog`; `branchOnly` is what it will be. A test holds both against each other.
 */
export function clockColumns(
  now: Date,
  days: SlaDays,
  {
    resumes = false,
    branchOnly = Prisma.sql`f."branch_only"`,
  }: { readonly resumes?: boolean; readonly branchOnly?: Prisma.Sql } = {},
): Prisma.Sql {
  const at = Prisma.sql`${now}::timestamptz`;
  const runs = Prisma.sql`(u.state = ANY(${[...OPEN_STATES]}::text[]) AND NOT u.backlog AND NOT ${branchOnly})`;
  const takenUp = resumes ? Prisma.sql`FALSE` : Prisma.sql`(f."backlog" AND NOT u.backlog)`;
  const anew = Prisma.sql`((u.state = 'regressed' AND f."state" <> 'regressed') OR ${takenUp})`;
  const since = Prisma.sql`CASE WHEN ${anew} THEN ${at} ELSE coalesce(f."clock_since", ${at}) END`;
  const spent = Prisma.sql`CASE WHEN ${anew} THEN 0 ELSE f."clock_spent_ms" END`;
  return Prisma.sql`
    "clock_since" = CASE WHEN ${runs} THEN ${since} END,
    "clock_spent_ms" = CASE WHEN ${runs} THEN ${spent}
      ELSE f."clock_spent_ms" + coalesce(round(extract(epoch FROM ${at} - f."clock_since") * 1000), 0) END,
    "due_at" = CASE WHEN ${runs} THEN ${due(since, spent, Prisma.sql`f."severity_rank"`, days)} END`;
}

/** Until when, from the start and the time that counted; null where the severity has no promise. */
export function due(since: Prisma.Sql, spent: Prisma.Sql, rank: Prisma.Sql, days: SlaDays): Prisma.Sql {
  const promised = Prisma.sql`(${daysByRank(days)}::int[])[${rank} + 1]`;
  return Prisma.sql`(${since}) + (${promised}::float8 * 86400000 - (${spent})) * interval '1 millisecond'`;
}
