import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { Answers, type Profile } from "../schema.ts";

interface NewestRow {
  readonly number: number;
  readonly answers: unknown;
  readonly by: string | null;
  readonly createdAt: Date;
}

/** The newest version, also inside an open transaction. */
export async function readProfile(from: Asking, { organizationId, projectId }: ProjectDeps): Promise<Profile> {
  const [row] = await from.ask<NewestRow>(Prisma.sql`
    SELECT v."number", v."answers", u."name" AS "by", v."created_at" AS "createdAt"
    FROM "risk_profile_version" v LEFT JOIN "user" u ON u."id" = v."created_by_id"
    WHERE v."organization_id" = ${organizationId}::uuid AND v."project_id" = ${projectId}::uuid
    ORDER BY v."number" DESC LIMIT 1`);
  if (row === undefined) return { version: 0, answers: {}, by: null, createdAt: null };
  const { number, answers, by, createdAt } = row;
  return { version: number, answers: Answers.parse(answers), by, createdAt };
}
