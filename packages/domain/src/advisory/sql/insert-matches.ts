import type { Deps, Tx } from "../../shared/server.ts";

export interface MatchRow {
  readonly manifest: string;
  readonly ordinal: number;
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly severity: string;
  readonly fixed: string | null;
  readonly exploited: boolean;
}

const ROWS_PER_STATEMENT = 5000;

/** Writes which advisories components have; a component that is matched under two names has each advisory once. */
export async function insertMatches(tx: Tx, deps: Deps, rows: readonly MatchRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT));
    await tx.db.$executeRaw`
      INSERT INTO "component_advisory" ("organization_id", "manifest_id", "ordinal", "advisory_id", "aliases", "severity",
        "fixed", "exploited")
      SELECT ${deps.organizationId}::uuid, u.manifest, u.ordinal, u.advisory, u.aliases, u.severity, u.fixed, u.exploited
      FROM json_to_recordset(${part}::json) AS u(manifest uuid, ordinal int, advisory text, aliases text[], severity text,
        fixed text, exploited boolean)
      ON CONFLICT DO NOTHING`;
  }
}
