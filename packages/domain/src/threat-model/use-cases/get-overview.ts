import type { ProjectDeps } from "../../shared/server.ts";
import { inModel } from "../queries/place.ts";
import { loadVersions } from "../queries/version-row.ts";
import { ThreatState } from "../lifecycle.ts";
import type { ModelVersion } from "../version.ts";
import { VOID_CAPABILITIES } from "../void.ts";

/** What a person sees first of a model. `approved`: the newest version that was approved, also when it is stale now. */
export interface ModelOverview {
  readonly current: ModelVersion | null;
  readonly approved: ModelVersion | null;
  readonly threats: Readonly<Partial<Record<ThreatState, number>>>;
  readonly elements: number;
  readonly boundaries: number;
  readonly flows: number;
  readonly controls: number;
  readonly voidControls: number;
  readonly assumptions: number;
  readonly unconfirmed: number;
  readonly reading: { readonly state: string; readonly failure: string | null; readonly revision: number } | null;
  /** The newest ready revision; null while there is no code. */
  readonly revision: number | null;
}

/** Version, counts and the last reading of the code. */
export async function getOverview(deps: ProjectDeps): Promise<ModelOverview> {
  return deps.withOrganization(async (tx) => {
    const where = inModel(deps);
    const { organizationId, projectId } = deps;
    const versions = await loadVersions(tx, deps);
    const states = await tx.db.threat.groupBy({ by: ["state"], where, _count: true });
    const elements = await tx.db.modelElement.count({ where });
    const boundaries = await tx.db.modelElement.count({ where: { ...where, kind: "boundary" } });
    const reading = await tx.db.modelReading.findFirst({
      where: { organizationId, projectId, purpose: "draft" },
      select: { state: true, failure: true, revision: { select: { number: true } } },
      orderBy: { createdAt: "desc" },
    });
    const revision = await tx.db.revision.findFirst({
      where: { organizationId, projectId, state: "ready" },
      select: { number: true },
      orderBy: [{ isDefaultRef: "desc" }, { number: "desc" }],
    });
    return {
      current: versions[0] ?? null,
      approved: versions.find((version) => version.state === "approved" || version.state === "stale") ?? null,
      threats: Object.fromEntries(states.map((row) => [ThreatState.parse(row.state), row._count])),
      ...{ elements: elements - boundaries, boundaries, flows: await tx.db.modelFlow.count({ where }) },
      controls: await tx.db.control.count({ where }),
      voidControls: await tx.db.control.count({ where: { ...where, reliesOn: { hasSome: [...VOID_CAPABILITIES] } } }),
      assumptions: await tx.db.assumption.count({ where }),
      unconfirmed: await tx.db.assumption.count({ where: { ...where, validity: "unconfirmed" } }),
      reading:
        reading === null ? null : { state: reading.state, failure: reading.failure, revision: reading.revision.number },
      revision: revision?.number ?? null,
    };
  });
}
