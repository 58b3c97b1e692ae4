import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { VIEW_SELECT, visibleViews } from "../view-row.ts";
import type { DeleteView } from "../views.ts";

/** Forgets a view; the findings in it stay. Throws finding.view-not-found and finding.view-sharing. */
export async function deleteView(deps: Deps, input: DeleteView): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const row = await tx.db.savedView.findFirst({
      where: { ...visibleViews(deps), id: input.id },
      select: VIEW_SELECT,
    });
    if (row === null) throw findingError("finding.view-not-found");
    if (row.shared && !deps.can("finding:share-view")) throw findingError("finding.view-sharing");
    await tx.db.savedView.deleteMany({ where: { organizationId: deps.organizationId, id: row.id } });
    const { name, shared } = row;
    await recordAudit(tx, deps, "finding.delete-view", {
      subjectId: row.id,
      details: shared ? { name, shared } : { shared },
    });
  });
}
