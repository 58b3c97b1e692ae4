import type { Deps, Tx } from "../../shared/server.ts";
import { followRenames, Renames } from "../renames.ts";

/** Further back than this a path is not followed. */
const MOST_REVISIONS = 50;

/** Follows a path of an older revision to the one that git gave it until this revision; undefined where it gave none. */
export async function loadRenames(
  tx: Tx,
  deps: Deps,
  revisionId: string,
): Promise<(path: string) => string | undefined> {
  const rows = await tx.db.$queryRaw<{ renames: unknown }[]>`
    WITH RECURSIVE line AS (
      SELECT r."parent_id", r."renames", 1 AS step FROM "revision" r
      WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."id" = ${revisionId}::uuid
      UNION ALL
      SELECT r."parent_id", r."renames", line.step + 1 FROM line
      JOIN "revision" r ON r."organization_id" = ${deps.organizationId}::uuid AND r."id" = line."parent_id"
      WHERE line.step < ${MOST_REVISIONS}
    )
    SELECT "renames" FROM line WHERE "renames" <> '{}'::jsonb ORDER BY step DESC`;
  return followRenames(rows.map(({ renames }) => Renames.catch({}).parse(renames)));
}
