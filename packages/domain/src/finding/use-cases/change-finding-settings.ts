import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { ChangeFindingSettings, FindingSettings } from "../settings.ts";
import { readSettings } from "./read-settings.ts";

/** Settles from which severity on a second person is needed. Throws finding.settings-stale. */
export async function changeFindingSettings(deps: Deps, input: ChangeFindingSettings): Promise<FindingSettings> {
  return deps.withOrganization(async (tx) => {
    const before = await readSettings(tx, deps);
    const { organizationId } = deps;
    const { secondPersonFrom, rowVersion } = input;
    const stale = () => findingError("finding.settings-stale", { details: { current: before } });
    if (before.rowVersion !== rowVersion) throw stale();
    const next = { secondPersonFrom, updatedAt: tx.now };
    const changed =
      rowVersion === 0
        ? await tx.db.findingSetting.createMany({ data: [{ organizationId, ...next }], skipDuplicates: true })
        : await tx.db.findingSetting.updateMany({
            where: { organizationId, rowVersion },
            data: { ...next, rowVersion: { increment: 1 } },
          });
    if (changed.count === 0) throw stale();
    await recordAudit(tx, deps, "finding.change-settings", {
      before: before.secondPersonFrom,
      after: secondPersonFrom,
      details: { from: before.secondPersonFrom, to: secondPersonFrom },
    });
    await tx.announce({ organizationId, topic: "finding", subjectId: organizationId });
    return readSettings(tx, deps);
  });
}
