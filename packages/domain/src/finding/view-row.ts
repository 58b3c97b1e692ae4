import { toTypedId } from "../shared/index.ts";
import type { Deps, Prisma } from "../shared/server.ts";
import { findingError } from "./errors.ts";
import { SavedList, type SavedView } from "./views.ts";

export const VIEW_SELECT = {
  id: true,
  memberId: true,
  name: true,
  shared: true,
  list: true,
  rowVersion: true,
} as const satisfies Prisma.SavedViewSelect;

type ViewRow = Prisma.SavedViewGetPayload<{ select: typeof VIEW_SELECT }>;

/** Null when what was stored is no list any more. */
export function toView(deps: Deps, row: ViewRow): SavedView | null {
  const list = SavedList.safeParse(row.list);
  if (!list.success) return null;
  const own = row.memberId === memberOf(deps);
  const mayChange = row.shared ? deps.can("finding:share-view") : own;
  const { name, shared, rowVersion } = row;
  return { id: toTypedId("savedView", row.id), name, shared, own, mayChange, list: list.data, rowVersion };
}

/** The acting member; views are kept by members alone. Throws finding.view-not-found for the system. */
export function memberOf(deps: Deps): string {
  if (deps.actor.kind !== "user") throw findingError("finding.view-not-found");
  return deps.actor.memberId;
}

/** The views that the acting member may see. */
export function visibleViews(deps: Deps): Prisma.SavedViewWhereInput {
  return { organizationId: deps.organizationId, OR: [{ shared: true }, { memberId: memberOf(deps) }] };
}
