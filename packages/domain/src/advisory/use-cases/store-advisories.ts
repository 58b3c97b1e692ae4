import { createHash } from "node:crypto";
import type { Deps } from "../../shared/server.ts";
import type { AdvisoryImportCounts } from "../import-schema.ts";
import type { OsvRecord } from "../osv.ts";
import { insertAdvisoryPackages, upsertAdvisories } from "../sql/store-advisories.ts";
import { holdImport } from "./import-standing.ts";
import type { AdvisoryImportTask } from "./start-advisory-import.ts";

/**
 * Stores some advisories of a dump, in a transaction of their own: each is known as its newest record says. An older
 * record than the one that is known changes nothing. Throws advisory.stale-attempt.
 */
export async function storeAdvisories(
  deps: Deps,
  task: AdvisoryImportTask,
  records: readonly OsvRecord[],
): Promise<Pick<AdvisoryImportCounts, "added" | "changed" | "unchanged">> {
  // Of two records with one id in one dump the newer counts.
  const newest = new Map<string, OsvRecord>();
  for (const record of records) {
    const known = newest.get(record.id);
    if (known === undefined || Date.parse(known.modified) <= Date.parse(record.modified)) newest.set(record.id, record);
  }
  const rows = [...newest.values()].map((record) => ({ ...record, digest: digestOf(record) }));
  return deps.withOrganization(
    async (tx) => {
      await holdImport(tx, deps, task);
      const written = await upsertAdvisories(tx, deps, rows);
      const changed = new Set(written.map(({ id }) => id));
      await insertAdvisoryPackages(
        tx,
        deps,
        rows.filter(({ id }) => changed.has(id)),
      );
      const added = written.filter((row) => row.added).length;
      return { added, changed: written.length - added, unchanged: rows.length - written.length };
    },
    { timeoutMs: 120_000 },
  );
}

function digestOf(record: OsvRecord): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("hex");
}
