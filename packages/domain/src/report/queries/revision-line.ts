import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { lineOf } from "../line.ts";

export interface ReportRevision {
  readonly id: string;
  readonly number: number;
  readonly sourceId: string;
  readonly depth: number | null;
  readonly label: string | null;
  readonly commit: string | null;
  readonly treeHash: string | null;
  readonly nsloc: number | null;
  readonly authoredAt: Date | null;
  readonly createdAt: Date;
  readonly readyAt: Date | null;
  readonly roots: readonly { readonly languages: readonly string[] }[];
}

/** How far back reports and overview look. */
const SHOWN = 12;
const READ = 100;

/** Ready revisions of default branches in the order in which each was the newest, the last 12; the newest is last. */
export async function readRevisionLine(
  from: Asking,
  { organizationId, projectId }: ProjectDeps,
): Promise<ReportRevision[]> {
  const rows = await from.ask<ReportRevision>(Prisma.sql`
    SELECT r."id", r."number", r."source_id" AS "sourceId", r."depth", r."label", r."commit",
      r."tree_hash" AS "treeHash", r."nsloc", r."authored_at" AS "authoredAt", r."created_at" AS "createdAt",
      r."ready_at" AS "readyAt",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('languages', p."languages")), '[]') FROM "project_root" p
       WHERE p."organization_id" = r."organization_id" AND p."revision_id" = r."id") AS "roots"
    FROM "revision" r
    WHERE r."organization_id" = ${organizationId}::uuid AND r."project_id" = ${projectId}::uuid
      AND r."state" = 'ready' AND r."is_default_ref"
    ORDER BY r."number" DESC LIMIT ${READ}`);
  return lineOf(rows).slice(-SHOWN);
}
