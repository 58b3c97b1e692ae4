import type { Deps, Tx } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import { AdvisoryImportProgress } from "../import-schema.ts";
import { announceImport } from "./announce-import.ts";
import type { AdvisoryImportTask } from "./start-advisory-import.ts";

export type ImportStanding = "go" | "cancel" | "lost";

/** The row of an attempt while it holds its fence. */
export function importKey(deps: Deps, { importId, attempt }: Pick<AdvisoryImportTask, "importId" | "attempt">) {
  return { organizationId: deps.organizationId, id: importId, attempt, state: "reading" };
}

/** Whether an attempt may go on. */
export async function importStanding(deps: Deps, task: AdvisoryImportTask): Promise<ImportStanding> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.advisoryImport.findFirst({
      where: importKey(deps, task),
      select: { cancelRequestedAt: true },
    });
    if (row === null) return "lost";
    return row.cancelRequestedAt === null ? "go" : "cancel";
  });
}

/** Stores how far an attempt is, and answers whether it may go on. The caller throttles. */
export async function reportImportProgress(
  deps: Deps,
  task: AdvisoryImportTask,
  progress: AdvisoryImportProgress,
): Promise<ImportStanding> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.advisoryImport.updateMany({
      where: importKey(deps, task),
      data: { progress: AdvisoryImportProgress.parse(progress) },
    });
    if (changed.count === 0) return "lost";
    await announceImport(tx, deps, task.importId);
    return importStanding(deps, task);
  });
}

/** Holds the row of the attempt for the transaction. Throws advisory.stale-attempt when it is another's. */
export async function holdImport(tx: Tx, deps: Deps, task: AdvisoryImportTask): Promise<void> {
  const rows = await tx.db.$queryRaw<unknown[]>`SELECT 1 FROM "advisory_import"
    WHERE "organization_id" = ${deps.organizationId}::uuid AND "id" = ${task.importId}::uuid
      AND "attempt" = ${task.attempt} AND "state" = 'reading' FOR UPDATE`;
  if (rows.length === 0) throw advisoryError("advisory.stale-attempt");
}
