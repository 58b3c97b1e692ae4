import type { Deps } from "../../shared/server.ts";

/** The project of an inventory by UUID; null when the organization has none such. */
export async function locateInventory(deps: Deps, inventoryId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.inventory.findFirst({
      where: { organizationId: deps.organizationId, id: inventoryId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}
