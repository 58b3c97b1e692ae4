import { type Asking, type Deps, Prisma } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import { DEFAULT_SECOND_PERSON_FROM, type FindingSettings } from "../settings.ts";

/** What the organization has settled, or the defaults; also inside an open transaction. */
export async function readSettings(from: Asking, { organizationId }: Deps): Promise<FindingSettings> {
  const [row] = await from.ask<{ secondPersonFrom: string | null; rowVersion: number }>(Prisma.sql`
    SELECT s."second_person_from" AS "secondPersonFrom", s."row_version" AS "rowVersion"
    FROM "finding_setting" s WHERE s."organization_id" = ${organizationId}::uuid`);
  if (row === undefined) return { secondPersonFrom: DEFAULT_SECOND_PERSON_FROM, rowVersion: 0 };
  const { secondPersonFrom, rowVersion } = row;
  return { secondPersonFrom: secondPersonFrom === null ? null : Severity.parse(secondPersonFrom), rowVersion };
}
