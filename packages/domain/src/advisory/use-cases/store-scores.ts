import type { Deps } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import type { AdvisoryImportCounts } from "../import-schema.ts";
import type { ExploitScore, KnownExploited } from "../osv.ts";
import { replaceExploited, replaceScores } from "../sql/store-scores.ts";
import { holdImport } from "./import-standing.ts";
import type { AdvisoryImportTask } from "./start-advisory-import.ts";

type Stored = Pick<AdvisoryImportCounts, "added" | "changed" | "unchanged">;

/**
 * Stores all scores of EPSS, in place of those before. `asOf` is the day they are of. Throws advisory.stale-attempt and
 * advisory.older-dump.
 */
export async function storeScores(
  deps: Deps,
  task: AdvisoryImportTask,
  scores: readonly ExploitScore[],
  asOf: Date | null,
): Promise<Stored> {
  return inPlaceOf(deps, task, "epss", asOf, (tx) => replaceScores(tx, deps, scores));
}

/** The same for CISA's catalogue of known exploited vulnerabilities. */
export async function storeExploited(
  deps: Deps,
  task: AdvisoryImportTask,
  entries: readonly KnownExploited[],
  asOf: Date | null,
): Promise<Stored> {
  return inPlaceOf(deps, task, "kev", asOf, (tx) => replaceExploited(tx, deps, entries));
}

async function inPlaceOf(
  deps: Deps,
  task: AdvisoryImportTask,
  subject: "epss" | "kev",
  asOf: Date | null,
  replace: (tx: Parameters<typeof replaceScores>[0]) => Promise<Stored>,
): Promise<Stored> {
  return deps.withOrganization(
    async (tx) => {
      await holdImport(tx, deps, task);
      const known = await tx.db.advisoryCoverage.findFirst({
        where: { organizationId: deps.organizationId, subject },
        select: { newest: true },
      });
      const isOlder = asOf !== null && known?.newest != null && asOf < known.newest;
      if (isOlder) throw advisoryError("advisory.older-dump");
      return replace(tx);
    },
    { timeoutMs: 300_000 },
  );
}
