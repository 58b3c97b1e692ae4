import { newId } from "../../shared/index.ts";
import { actorUserId, type Asking, Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";

export interface StandingAnswer {
  readonly id: string;
  readonly at: Date;
  readonly adopted: boolean;
  readonly count: number;
  readonly answeredById: string | null;
  readonly answeredBy: string | null;
}

/** The answer that holds: the newest that was not taken back. */
export async function standingAnswer(
  from: Asking,
  { organizationId, projectId }: ProjectDeps,
): Promise<StandingAnswer | null> {
  const [row] = await from.ask<StandingAnswer>(Prisma.sql`
    SELECT b."id", b."at", b."adopted", b."count", b."answered_by_id" AS "answeredById", u."name" AS "answeredBy"
    FROM "backlog_adoption" b LEFT JOIN "user" u ON u."id" = b."answered_by_id"
    WHERE b."organization_id" = ${organizationId}::uuid AND b."project_id" = ${projectId}::uuid
      AND b."undone_at" IS NULL
    ORDER BY b."at" DESC LIMIT 1`);
  return row ?? null;
}

/**
 * Before which moment a finding must have been seen to stand for code that was there: the arrival of the first
 * default-branch revision after the first finished scan, else now. Null until a scan or an import has finished.
 */
export async function backlogCutoff(from: Asking, { organizationId, projectId }: ProjectDeps): Promise<Date | null> {
  const [row] = await from.ask<{ cutoff: Date }>(Prisma.sql`
    SELECT coalesce(
      (SELECT min(r."ready_at") FROM "revision" r
       WHERE r."organization_id" = ${organizationId}::uuid AND r."project_id" = ${projectId}::uuid
         AND r."is_default_ref" AND r."ready_at" > f."finished_at"),
      now()::timestamptz(3) + interval '1 millisecond') AS "cutoff"
    FROM (
      SELECT q."finished_at" FROM "scan_request" q
      WHERE q."organization_id" = ${organizationId}::uuid AND q."project_id" = ${projectId}::uuid
        AND q."finished_at" IS NOT NULL AND EXISTS (
          SELECT 1 FROM "scan" s WHERE s."organization_id" = q."organization_id" AND s."scan_request_id" = q."id"
            AND s."state" IN ('succeeded', 'partial'))
      ORDER BY q."finished_at" LIMIT 1
    ) f`);
  return row?.cutoff ?? null;
}

/** Stores an answer by whoever acts now. */
export async function storeAnswer(
  tx: Tx,
  deps: ProjectDeps,
  answer: { readonly adopted: boolean; readonly count: number },
): Promise<string> {
  const id = newId();
  await tx.db.backlogAdoption.createMany({
    data: [
      {
        ...{ organizationId: deps.organizationId, projectId: deps.projectId, id, ...answer },
        ...{ at: tx.now, answeredById: actorUserId(deps) },
      },
    ],
  });
  return id;
}
