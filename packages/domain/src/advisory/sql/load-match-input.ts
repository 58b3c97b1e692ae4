import { z } from "zod";
import type { Deps, Tx } from "../../shared/server.ts";
import type { KnownAdvisory, MatchComponent } from "../match.ts";
import { AdvisoryEcosystem, AffectedRange } from "../osv.ts";

/** All components of an inventory, as matching reads them. */
export async function loadMatchComponents(tx: Tx, deps: Deps, inventoryId: string): Promise<MatchComponent[]> {
  return tx.db.$queryRaw<MatchComponent[]>`
    SELECT c."manifest_id" AS manifest, c."ordinal", f."path", c."ecosystem", c."name", c."version", c."purl", c."direct",
      c."dev", c."line", c."repository", c."commit", c."known_as" AS "knownAs", c."way"
    FROM "inventory_manifest" m
    JOIN "manifest" f ON f."organization_id" = m."organization_id" AND f."id" = m."manifest_id"
    JOIN "component" c ON c."organization_id" = m."organization_id" AND c."manifest_id" = m."manifest_id"
    WHERE m."organization_id" = ${deps.organizationId}::uuid AND m."inventory_id" = ${inventoryId}::uuid
    ORDER BY m."position", c."ordinal"`;
}

interface AdvisoryRow extends Omit<KnownAdvisory, "affected"> {
  readonly ecosystem: string;
  readonly name: string;
  readonly ranges: unknown;
  readonly versions: string[];
}

const NAMES_PER_STATEMENT = 5000;
const Ranges = z.array(AffectedRange);

/** The advisories about packages, one row for each package that an advisory names. */
export async function loadAdvisories(
  tx: Tx,
  deps: Deps,
  names: readonly { readonly ecosystem: string; readonly name: string }[],
): Promise<KnownAdvisory[]> {
  const found: KnownAdvisory[] = [];
  for (let from = 0; from < names.length; from += NAMES_PER_STATEMENT) {
    const part = names.slice(from, from + NAMES_PER_STATEMENT);
    const rows = await tx.db.$queryRaw<AdvisoryRow[]>`
      SELECT a."id", a."modified", a."withdrawn", a."aliases", a."summary", a."details", a."vectors", a."rating", a."cwe",
        a."references", p."ecosystem", p."name", p."ranges", p."versions"
      FROM unnest(${part.map(({ ecosystem }) => ecosystem)}::text[], ${part.map(({ name }) => name)}::text[])
        AS n(ecosystem, name)
      JOIN "advisory_package" p ON p."organization_id" = ${deps.organizationId}::uuid AND p."ecosystem" = n.ecosystem
        AND p."name" = n.name
      JOIN "advisory" a ON a."organization_id" = p."organization_id" AND a."id" = p."advisory_id"
      ORDER BY a."id", p."position"`;
    found.push(
      ...rows.map(({ ecosystem, name, ranges, versions, ...advisory }) => ({
        ...advisory,
        affected: { ecosystem: AdvisoryEcosystem.parse(ecosystem), name, ranges: Ranges.parse(ranges), versions },
      })),
    );
  }
  return found;
}
