import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { memberOf } from "../view-row.ts";
import type { OrderViews } from "../views.ts";

/**
 * Puts the member's own views, or the shared ones, into a new order; those that are not named follow behind. Throws
 * finding.view-sharing and finding.view-not-found.
 */
export async function orderViews(deps: Deps, input: OrderViews): Promise<void> {
  const { organizationId } = deps;
  if (input.shared && !deps.can("finding:share-view")) throw findingError("finding.view-sharing");
  const where = input.shared
    ? { organizationId, shared: true }
    : { organizationId, shared: false, memberId: memberOf(deps) };
  await deps.withOrganization(async (tx) => {
    const rows = await tx.db.savedView.findMany({
      where,
      select: { id: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
    });
    const known = new Set(rows.map((row) => row.id));
    const wanted = [...new Set(input.ids)];
    if (wanted.some((id) => !known.has(id))) throw findingError("finding.view-not-found");
    const order = [...wanted, ...rows.map((row) => row.id).filter((id) => !wanted.includes(id))];
    await tx.db.$executeRaw`
      UPDATE "saved_view" v SET "position" = o."place", "updated_at" = ${tx.now}
      FROM unnest(${order}::uuid[]) WITH ORDINALITY AS o("id", "place")
      WHERE v."organization_id" = ${organizationId}::uuid AND v."id" = o."id"`;
    await recordAudit(tx, deps, "finding.order-views", { details: { shared: input.shared, views: order.length } });
  });
}
