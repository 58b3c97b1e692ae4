import type { Deps, Tx } from "../../shared/server.ts";
import type { FoundComponent } from "../component.ts";

const ROWS_PER_STATEMENT = 2000;

/** Writes the components of a lock file; rows travel as one JSON text per statement. */
export async function insertComponents(
  tx: Tx,
  deps: Deps,
  manifestId: string,
  components: readonly FoundComponent[],
): Promise<void> {
  for (let from = 0; from < components.length; from += ROWS_PER_STATEMENT) {
    const rows = components
      .slice(from, from + ROWS_PER_STATEMENT)
      .map((component, index) => ({ ordinal: from + index, ...component }));
    await tx.db.$executeRaw`
      INSERT INTO "component" ("organization_id", "manifest_id", "ordinal", "ecosystem", "name", "version", "purl",
        "direct", "dev", "line", "licence", "integrity", "repository", "commit", "known_as", "depends_on", "way")
      SELECT ${deps.organizationId}::uuid, ${manifestId}::uuid, u.ordinal, u.ecosystem, u.name, u.version, u.purl,
        u.direct, u.dev, u.line, u.licence, u.integrity, u.repository, u.commit, u."knownAs", u."dependsOn", u.way
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS u(ordinal int, ecosystem text, name text, version text,
        purl text, direct boolean, dev boolean, line int, licence text, integrity text, repository text, commit text,
        "knownAs" text[], "dependsOn" int[], way text[])`;
  }
}
