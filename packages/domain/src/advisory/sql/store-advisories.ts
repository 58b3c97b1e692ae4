import type { Deps, Tx } from "../../shared/server.ts";
import type { OsvRecord } from "../osv.ts";

export interface AdvisoryToStore extends OsvRecord {
  readonly digest: string;
}

/** Writes advisories that are new, or that say something new and are not older; the answer is which were written. */
export async function upsertAdvisories(
  tx: Tx,
  deps: Deps,
  records: readonly AdvisoryToStore[],
): Promise<{ readonly id: string; readonly added: boolean }[]> {
  const rows = records.map(({ affected: _affected, ...record }) => record);
  return tx.db.$queryRaw`
    INSERT INTO "advisory" AS a ("organization_id", "id", "modified", "published", "withdrawn", "aliases", "summary",
      "details", "vectors", "rating", "cwe", "references", "digest")
    SELECT ${deps.organizationId}::uuid, u.id, u.modified, u.published, u.withdrawn, u.aliases, u.summary, u.details,
      u.vectors, u.rating, u.cwe, u.references, u.digest
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(id text, modified timestamptz, published timestamptz,
      withdrawn timestamptz, aliases text[], summary text, details text, vectors text[], rating text, cwe text[],
      "references" text[], digest text)
    ON CONFLICT ("organization_id", "id") DO UPDATE SET "modified" = EXCLUDED."modified",
      "published" = EXCLUDED."published", "withdrawn" = EXCLUDED."withdrawn", "aliases" = EXCLUDED."aliases",
      "summary" = EXCLUDED."summary", "details" = EXCLUDED."details", "vectors" = EXCLUDED."vectors",
      "rating" = EXCLUDED."rating", "cwe" = EXCLUDED."cwe", "references" = EXCLUDED."references",
      "digest" = EXCLUDED."digest"
    WHERE a."digest" <> EXCLUDED."digest" AND a."modified" <= EXCLUDED."modified"
    RETURNING a."id", (a.xmax = 0) AS added`;
}

/** Replaces the packages of advisories. */
export async function insertAdvisoryPackages(tx: Tx, deps: Deps, records: readonly AdvisoryToStore[]): Promise<void> {
  if (records.length === 0) return;
  await tx.db.advisoryPackage.deleteMany({
    where: { organizationId: deps.organizationId, advisoryId: { in: records.map(({ id }) => id) } },
  });
  const rows = records.flatMap(({ id, affected }) =>
    affected.map(({ ecosystem, name, ranges, versions }, position) => ({
      ...{ advisory: id, position, ecosystem, name, ranges, versions },
    })),
  );
  await tx.db.$executeRaw`
    INSERT INTO "advisory_package" ("organization_id", "advisory_id", "position", "ecosystem", "name", "ranges", "versions")
    SELECT ${deps.organizationId}::uuid, u.advisory, u.position, u.ecosystem, u.name, u.ranges, u.versions
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(advisory text, position int, ecosystem text, name text,
      ranges jsonb, versions text[])`;
}
