import { Prisma, type Deps, type Tx } from "../../shared/server.ts";

export interface ComponentCounts {
  readonly direct: number;
  readonly development: number;
  readonly weak: number;
}

/** How many components of an inventory are direct, serve development alone, and have advisories. */
export async function countComponents(tx: Tx, deps: Deps, inventoryId: string): Promise<ComponentCounts> {
  const [row] = await tx.ask<ComponentCounts>(Prisma.sql`
    SELECT count(*) FILTER (WHERE c."direct")::int AS direct, count(*) FILTER (WHERE c."dev")::int AS development,
      count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "component_advisory" a WHERE a."organization_id" = c."organization_id"
        AND a."manifest_id" = c."manifest_id" AND a."ordinal" = c."ordinal"))::int AS weak
    FROM "inventory_manifest" m
    JOIN "component" c ON c."organization_id" = m."organization_id" AND c."manifest_id" = m."manifest_id"
    WHERE m."organization_id" = ${deps.organizationId}::uuid AND m."inventory_id" = ${inventoryId}::uuid`);
  return row ?? { direct: 0, development: 0, weak: 0 };
}
