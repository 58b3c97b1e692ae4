import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { toView, VIEW_SELECT, visibleViews } from "../view-row.ts";
import type { ChangeView, SavedView } from "../views.ts";
import { nextPlace } from "./create-view.ts";

/**
 * Renames a view, changes what it lists, shares it or takes it back. Throws finding.view-not-found,
 * finding.view-sharing, finding.view-stale (with the view as it is) and finding.too-many-views.
 */
export async function changeView(deps: Deps, input: ChangeView): Promise<SavedView> {
  return deps.withOrganization(async (tx) => {
    const where = { ...visibleViews(deps), id: input.id };
    const row = await tx.db.savedView.findFirst({ where, select: VIEW_SELECT });
    if (row === null) throw findingError("finding.view-not-found");
    const { name = row.name, shared = row.shared, rowVersion } = input;
    if ((row.shared || shared) && !deps.can("finding:share-view")) throw findingError("finding.view-sharing");
    const moved = shared === row.shared ? {} : { position: await nextPlace(tx, deps, shared) };
    const { count } = await tx.db.savedView.updateMany({
      where: { organizationId: deps.organizationId, id: row.id, rowVersion },
      data: {
        ...{ name, shared, ...moved, rowVersion: { increment: 1 }, updatedAt: tx.now },
        ...(input.list === undefined ? {} : { list: input.list }),
      },
    });
    if (count === 0) throw findingError("finding.view-stale", { details: { stored: toView(deps, row) } });
    await recordAudit(tx, deps, "finding.change-view", {
      subjectId: row.id,
      before: { name: row.name, shared: row.shared },
      after: { name, shared },
      // What a member keeps for themselves is not told by name.
      details: shared && row.shared ? { name, shared } : { shared },
    });
    const view = toView(deps, {
      ...{ ...row, name, shared, rowVersion: row.rowVersion + 1 },
      list: input.list ?? row.list,
    });
    if (view === null) throw findingError("finding.view-not-found");
    return view;
  });
}
