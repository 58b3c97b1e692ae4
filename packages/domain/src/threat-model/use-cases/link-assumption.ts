import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Says anew what an assumption is about; what is not named stays. */
export async function linkAssumption(
  tx: Tx,
  deps: ProjectDeps,
  assumptionId: string,
  to: { readonly threats?: readonly string[]; readonly controls?: readonly string[] },
): Promise<void> {
  const { organizationId } = deps;
  if (to.threats !== undefined) {
    await tx.db.assumptionThreat.deleteMany({ where: { organizationId, assumptionId } });
    await tx.db.assumptionThreat.createMany({
      data: to.threats.map((threatId) => ({ organizationId, assumptionId, threatId })),
    });
  }
  if (to.controls !== undefined) {
    await tx.db.assumptionControl.deleteMany({ where: { organizationId, assumptionId } });
    await tx.db.assumptionControl.createMany({
      data: to.controls.map((controlId) => ({ organizationId, assumptionId, controlId })),
    });
  }
}
