import { type Deps, Prisma, type Tx } from "../../shared/server.ts";
import type { ComponentRow } from "../row.ts";
import type { ListComponents } from "../schema.ts";

/** Where a page begins: behind this component. */
export interface ComponentPosition {
  readonly name: string;
  readonly manifest: string;
  readonly ordinal: number;
}

const COLUMNS = Prisma.sql`c."manifest_id" AS manifest, c."ordinal", c."ecosystem", c."name", c."version", c."purl",
  c."direct", c."dev", f."path", c."line", c."licence", c."repository", c."commit", c."way", k.advisories`;

/** One page of an inventory's components by name; one more than asked for says that there are more. */
export async function pageComponents(
  tx: Tx,
  deps: Deps,
  inventoryId: string,
  input: ListComponents,
  after: ComponentPosition | undefined,
): Promise<ComponentRow[]> {
  const wanted = [
    Prisma.sql`m."organization_id" = ${deps.organizationId}::uuid AND m."inventory_id" = ${inventoryId}::uuid`,
    ...(after === undefined
      ? []
      : [
          Prisma.sql`(c."name", c."manifest_id", c."ordinal") > (${after.name}, ${after.manifest}::uuid, ${after.ordinal}::int)`,
        ]),
    ...(input.search === undefined || input.search === ""
      ? []
      : [Prisma.sql`strpos(lower(c."name"), lower(${input.search})) > 0`]),
    ...(input.ecosystem === undefined ? [] : [Prisma.sql`c."ecosystem" = ${input.ecosystem}`]),
    ...(input.manifest === undefined ? [] : [Prisma.sql`f."path" = ${input.manifest}`]),
    ...(input.need === undefined ? [] : [Prisma.sql`c."direct" = ${input.need === "direct"}`]),
    ...(input.weak
      ? [
          Prisma.sql`EXISTS (SELECT 1 FROM "component_advisory" a WHERE a."organization_id" = c."organization_id"
            AND a."manifest_id" = c."manifest_id" AND a."ordinal" = c."ordinal")`,
        ]
      : []),
    ...(input.use === undefined ? [] : [Prisma.sql`c."dev" = ${input.use === "development"}`]),
  ];
  return tx.db.$queryRaw<ComponentRow[]>`
    SELECT ${COLUMNS}
    FROM "inventory_manifest" m
    JOIN "manifest" f ON f."organization_id" = m."organization_id" AND f."id" = m."manifest_id"
    JOIN "component" c ON c."organization_id" = m."organization_id" AND c."manifest_id" = m."manifest_id"
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('id', a."advisory_id", 'severity', a."severity", 'fixed', a."fixed",
        'exploited', a."exploited") ORDER BY NOT a."exploited",
        array_position(ARRAY['critical', 'high', 'medium', 'low', 'info'], a."severity"), a."advisory_id"), '[]') AS advisories
      FROM "component_advisory" a WHERE a."organization_id" = c."organization_id" AND a."manifest_id" = c."manifest_id"
        AND a."ordinal" = c."ordinal"
    ) k
    WHERE ${Prisma.join(wanted, " AND ")}
    ORDER BY c."name", c."manifest_id", c."ordinal" LIMIT ${input.limit + 1}`;
}
