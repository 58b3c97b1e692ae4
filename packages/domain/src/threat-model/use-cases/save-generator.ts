import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { MOST_GENERATORS, type SaveGenerator } from "../generation.ts";
import { json } from "./columns.ts";

/**
 * Writes an organization's generator, or its form of a built-in one. Row version 0 makes one that is not there yet.
 * Throws threat-model.stale and threat-model.too-large.
 */
export async function saveGenerator(deps: Deps, input: SaveGenerator): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const { key } = input.definition;
    const content = { definition: json(input.definition), enabled: input.enabled, updatedAt: tx.now };
    if (input.rowVersion === 0) {
      const there = await tx.db.threatGenerator.count({ where: { organizationId } });
      if (there >= MOST_GENERATORS) throw threatModelError("threat-model.too-large");
      const { count } = await tx.db.threatGenerator.createMany({
        data: [{ organizationId, key, ...content, createdAt: tx.now }],
        skipDuplicates: true,
      });
      if (count === 0) throw threatModelError("threat-model.stale");
    } else {
      const { count } = await tx.db.threatGenerator.updateMany({
        where: { organizationId, key, rowVersion: input.rowVersion },
        data: { ...content, rowVersion: { increment: 1 } },
      });
      if (count === 0) throw threatModelError("threat-model.stale");
    }
    await recordAudit(tx, deps, "threat-model.save-generator", {
      after: input.definition,
      details: { generator: key, enabled: input.enabled },
    });
  });
}
