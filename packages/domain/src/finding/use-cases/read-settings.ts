import type { Deps, Tx } from "../../shared/server.ts";
import { Severity } from "../normalized.ts";
import { DEFAULT_SECOND_PERSON_FROM, type FindingSettings } from "../settings.ts";

/** What the organization has settled, or the defaults. */
export async function readSettings(tx: Tx, deps: Deps): Promise<FindingSettings> {
  const row = await tx.db.findingSetting.findUnique({
    where: { organizationId: deps.organizationId },
    select: { secondPersonFrom: true, rowVersion: true },
  });
  if (row === null) return { secondPersonFrom: DEFAULT_SECOND_PERSON_FROM, rowVersion: 0 };
  const { secondPersonFrom, rowVersion } = row;
  return { secondPersonFrom: secondPersonFrom === null ? null : Severity.parse(secondPersonFrom), rowVersion };
}
