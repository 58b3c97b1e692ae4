import type { Deps } from "../../shared/server.ts";
import { GENERATORS } from "../catalogue/generators.ts";
import type { OrganizationGenerator } from "../generation.ts";
import { Generator } from "../generator.ts";

/** All generators of an organization by key: built-in ones as they are there, and its own. */
export async function listGenerators(deps: Deps): Promise<OrganizationGenerator[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.threatGenerator.findMany({
      where: { organizationId: deps.organizationId },
      select: { key: true, definition: true, enabled: true, rowVersion: true },
    });
    const shipped = new Set(GENERATORS.map((generator) => generator.key));
    const own = rows.map((row) => ({
      ...{ definition: Generator.parse(row.definition), builtIn: shipped.has(row.key) },
      ...{ enabled: row.enabled, rowVersion: row.rowVersion },
    }));
    const rewritten = new Set(rows.map((row) => row.key));
    const rest = GENERATORS.filter((generator) => !rewritten.has(generator.key)).map((definition) => ({
      ...{ definition, builtIn: true, enabled: true, rowVersion: 0 },
    }));
    return [...own, ...rest].sort((a, b) => (a.definition.key < b.definition.key ? -1 : 1));
  });
}
