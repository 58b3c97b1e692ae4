import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { advisoryError } from "../errors.ts";
import { announceImport } from "./announce-import.ts";

/**
 * Asks an import to stop: what was stored of it stays. Throws advisory.import-not-found and advisory.import-finished.
 */
export async function cancelAdvisoryImport(deps: Deps, input: { readonly importId: string }): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: input.importId };
    const row = await tx.db.advisoryImport.findFirst({ where, select: { id: true } });
    if (row === null) throw advisoryError("advisory.import-not-found");
    const changed = await tx.db.advisoryImport.updateMany({
      where: { ...where, state: { in: ["queued", "reading"] } },
      data: { cancelRequestedAt: tx.now },
    });
    if (changed.count === 0) throw advisoryError("advisory.import-finished");
    await recordAudit(tx, deps, "advisory.ask-cancel-import", { subjectId: input.importId });
    await announceImport(tx, deps, input.importId);
  });
}
