import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { insertMatches } from "../sql/insert-matches.ts";
import { announceInventory } from "./announce-inventory.ts";
import type { InventoryMatch } from "./match-inventory.ts";

/** Keeps what was found with the components, for lists; findings carry the decisions. Idempotent. */
export async function storeMatches(deps: ProjectDeps, match: InventoryMatch): Promise<void> {
  await deps.withOrganization(
    async (tx) => {
      const { organizationId } = deps;
      const manifestIds = match.manifests.map(({ id }) => id);
      await tx.db.componentAdvisory.deleteMany({ where: { organizationId, manifestId: { in: manifestIds } } });
      const rows = match.matches.flatMap(({ names, severity, components, records: [{ id }] }) =>
        components.map(({ component, fixed }) => ({
          ...{
            manifest: component.manifest,
            ordinal: component.ordinal,
            advisory: id,
            aliases: names,
            severity,
            fixed,
          },
          exploited: names.some((name) => match.exploited.has(name)),
        })),
      );
      await insertMatches(tx, deps, rows);
      await tx.db.inventory.updateMany({
        where: { organizationId, projectId: deps.projectId, id: match.inventoryId },
        data: { matchDigest: match.digest },
      });
      await recordAudit(tx, deps, "advisory.match", {
        subjectId: match.inventoryId,
        projectId: deps.projectId,
        details: { advisories: match.matches.length },
      });
      await announceInventory(tx, deps, match.inventoryId);
    },
    { timeoutMs: 60_000 },
  );
}
