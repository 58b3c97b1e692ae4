import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId, toUuid } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { catalogueThreat } from "../catalogue/index.ts";
import { threatModelError } from "../errors.ts";
import type { ApplyGeneration } from "../generation.ts";
import type { GeneratedThreat } from "../generator.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import { moveInTransaction } from "./move-in-transaction.ts";
import { computeGeneration } from "./preview-generation.ts";
import { touchDraft } from "./touch-draft.ts";
import { requireRoom } from "./write-model.ts";

/**
 * Takes over what a person chose of the preview, as open threats. What no longer fires is refused, because the person
 * decided on another model. Throws threat-model.stale and threat-model.too-large.
 */
export async function applyGeneration(deps: ProjectDeps, input: ApplyGeneration): Promise<{ numbers: number[] }> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { generated, preview } = await computeGeneration(tx, deps);
    const offered = new Set(preview.added.map((each) => each.key));
    const chosen = [...new Set(input.keys)].flatMap((key) => (offered.has(key) ? [generated.get(key)] : [undefined]));
    const threats = chosen.filter((threat) => threat !== undefined);
    if (threats.length !== chosen.length) throw threatModelError("threat-model.stale");
    const numbers = await insertGenerated(tx, deps, threats, { state: "open", origin: "generator" });
    await recordAudit(tx, deps, "threat-model.apply-generation", {
      ...{ projectId: deps.projectId, after: input.keys, details: { threats: threats.length } },
    });
    return { numbers };
  });
}

/** Writes generated threats that the project does not have; one that was declined until a date that passed comes back. */
export async function insertGenerated(
  tx: Tx,
  deps: ProjectDeps,
  threats: readonly GeneratedThreat[],
  as: { readonly state: "open" | "proposed"; readonly origin: "generator" | "draft" },
): Promise<number[]> {
  const { organizationId, projectId } = deps;
  const known = await tx.db.threat.findMany({
    where: { organizationId, projectId, stableKey: { in: threats.map((threat) => threat.key) } },
    select: { id: true, number: true, stableKey: true },
  });
  const before = new Map(known.map((row) => [row.stableKey, row]));
  const fresh = threats.filter((threat) => !before.has(threat.key));
  const first = fresh.length === 0 ? 0 : await nextNumber(tx, deps, "threat", fresh.length);
  const made = fresh.map((threat, at) => ({ threat, id: newId(), number: first + at }));
  await tx.db.threat.createMany({
    data: made.map(({ threat, id, number }) => ({
      ...{ organizationId, id, projectId, number, statement: threat.statement, why: threat.why, ...as },
      ...{ catalogueKey: threat.threat, generatorKey: threat.generator, stableKey: threat.key },
      classId: threat.threat === null ? null : (catalogueThreat(threat.threat)?.classId ?? null),
      ...{ stride: [...threat.stride], createdById: actorUserId(deps), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  await tx.db.threatElement.createMany({
    data: made.flatMap(({ threat, id }) =>
      threat.elementIds.map((element) => ({ organizationId, threatId: id, elementId: toUuid(element) })),
    ),
  });
  await tx.db.threatFlow.createMany({
    data: made.flatMap(({ threat, id }) =>
      threat.flowIds.map((flow) => ({ organizationId, threatId: id, flowId: toUuid(flow) })),
    ),
  });
  for (const { id } of known) {
    await moveInTransaction(tx, deps, id, "expire", { by: "system" });
    if (as.state === "open") await moveInTransaction(tx, deps, id, "accept", { by: "human" });
  }
  await requireRoom(tx, deps);
  const draft = await touchDraft(tx, deps);
  await announceModel(tx, deps, draft.id);
  return [...known.map((row) => row.number), ...made.map(({ number }) => number)].sort((a, b) => a - b);
}
