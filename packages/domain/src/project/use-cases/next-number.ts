import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** What people number within a project: `F-12`, `S-3`. */
export type NumberedKind =
  | "finding"
  | "scan"
  | "report"
  | "poc"
  | "revision"
  | "threat"
  | "control"
  | "assumption"
  | "past";

/**
 * Takes the next human number of a kind in the project: 1, 2, 3, …; with a count, that many at once, and the first is
 * returned. Two writers wait for each other until the first commits, and a rolled-back transaction gives its numbers
 * back, so that numbers have no gaps.
 */
export async function nextNumber(tx: Tx, deps: ProjectDeps, kind: NumberedKind, count = 1): Promise<number> {
  const rows = await tx.db.$queryRaw<{ number: number }[]>`
    INSERT INTO "project_sequence" ("organization_id", "project_id", "kind", "next")
    VALUES (${deps.organizationId}::uuid, ${deps.projectId}::uuid, ${kind}, ${count + 1}::int)
    ON CONFLICT ("organization_id", "project_id", "kind") DO UPDATE SET "next" = "project_sequence"."next" + ${count}::int
    RETURNING "next" - ${count}::int AS number`;
  const number = rows[0]?.number;
  if (number === undefined) throw new Error("the sequence returned no row");
  return number;
}
