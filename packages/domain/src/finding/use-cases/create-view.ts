import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { memberOf, toView, VIEW_SELECT } from "../view-row.ts";
import { type CreateView, MOST_VIEWS, type SavedView } from "../views.ts";

/** Saves a list under a name, behind the others. Throws finding.view-sharing and finding.too-many-views. */
export async function createView(deps: Deps, input: CreateView): Promise<SavedView> {
  const { name, shared, list } = input;
  if (shared && !deps.can("finding:share-view")) throw findingError("finding.view-sharing");
  const memberId = memberOf(deps);
  return deps.withOrganization(async (tx) => {
    const position = await nextPlace(tx, deps, shared);
    const row = await tx.db.savedView.create({
      data: { organizationId: deps.organizationId, id: newId(), memberId, name, shared, list, position },
      select: VIEW_SELECT,
    });
    await recordAudit(tx, deps, "finding.create-view", {
      subjectId: row.id,
      details: shared ? { name, shared } : { shared },
    });
    const view = toView(deps, row);
    if (view === null) throw new Error("a view that was just checked cannot be read");
    return view;
  });
}

/** The place behind the last view of the member, or of the organization. Throws finding.too-many-views. */
export async function nextPlace(tx: Tx, deps: Deps, shared: boolean): Promise<number> {
  const { organizationId } = deps;
  const where = shared ? { organizationId, shared } : { organizationId, shared, memberId: memberOf(deps) };
  const { _count: there, _max: last } = await tx.db.savedView.aggregate({
    where,
    _count: true,
    _max: { position: true },
  });
  if (there >= MOST_VIEWS) throw findingError("finding.too-many-views");
  return (last.position ?? 0) + 1;
}
