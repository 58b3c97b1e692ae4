import type { Deps, Tx } from "../../shared/server.ts";
import type { Named } from "../alias-groups.ts";
import type { AdvisoryEcosystem } from "../osv.ts";

const PACKAGES_PER_STATEMENT = 5000;

export interface NamedPackage {
  readonly ecosystem: AdvisoryEcosystem;
  readonly name: string;
}

/** What the advisories about packages are called, by `packageKey`. Withdrawn ones still are what their names say. */
export async function loadNames(
  tx: Tx,
  deps: Deps,
  packages: readonly NamedPackage[],
): Promise<ReadonlyMap<string, readonly Named[]>> {
  const found = new Map<string, Named[]>();
  for (let from = 0; from < packages.length; from += PACKAGES_PER_STATEMENT) {
    const part = packages.slice(from, from + PACKAGES_PER_STATEMENT);
    const rows = await tx.db.$queryRaw<(Named & NamedPackage)[]>`
      SELECT DISTINCT ON (p."ecosystem", p."name", a."id") p."ecosystem", p."name", a."id", a."aliases"
      FROM unnest(${part.map(({ ecosystem }) => ecosystem)}::text[], ${part.map(({ name }) => name)}::text[])
        AS n(ecosystem, name)
      JOIN "advisory_package" p ON p."organization_id" = ${deps.organizationId}::uuid AND p."ecosystem" = n.ecosystem
        AND p."name" = n.name
      JOIN "advisory" a ON a."organization_id" = p."organization_id" AND a."id" = p."advisory_id"
      ORDER BY p."ecosystem", p."name", a."id"`;
    for (const { id, aliases, ...of } of rows) {
      const key = packageKey(of);
      found.set(key, [...(found.get(key) ?? []), { id, aliases }]);
    }
  }
  return found;
}

/** How a package is looked up in the answer. */
export function packageKey({ ecosystem, name }: NamedPackage): string {
  return JSON.stringify([ecosystem, name]);
}
