import type { Deps } from "../../shared/server.ts";
import { toView, VIEW_SELECT, visibleViews } from "../view-row.ts";
import { MOST_VIEWS, type SavedView } from "../views.ts";

/** The views that the organization shares, then the member's own, each in their order. */
export async function listViews(deps: Deps): Promise<SavedView[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.savedView.findMany({
      where: visibleViews(deps),
      select: VIEW_SELECT,
      orderBy: [{ shared: "desc" }, { position: "asc" }, { id: "asc" }],
      take: 2 * MOST_VIEWS,
    });
    return rows.map((row) => toView(deps, row)).filter((view) => view !== null);
  });
}
