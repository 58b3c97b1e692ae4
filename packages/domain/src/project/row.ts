import { toTypedId } from "../shared/index.ts";
import { Prisma } from "../shared/server.ts";
import { Project } from "./schema.ts";

export const PROJECT_SELECT = {
  ...{ id: true, slug: true, name: true, kind: true, stage: true, summary: true, demo: true },
  ...{ createdAt: true, archivedAt: true, rowVersion: true },
} as const;

/** The same columns of `"project" p`, for reads past the ORM. */
export const PROJECT_COLUMNS = Prisma.sql`p."id", p."slug", p."name", p."kind", p."stage", p."summary", p."demo",
  p."created_at" AS "createdAt", p."archived_at" AS "archivedAt", p."row_version" AS "rowVersion"`;

export interface ProjectRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly stage: string;
  readonly summary: string;
  readonly demo: boolean;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  readonly rowVersion: number;
}

export function toProject(row: ProjectRow): Project {
  return Project.parse({ ...row, id: toTypedId("project", row.id) });
}
