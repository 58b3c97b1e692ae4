import { sourceOfLineage } from "../../scan/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { ForeignFinding } from "../other-tools.ts";
import type { KnownFinding } from "../publication-plan.ts";

interface PlaceRow {
  readonly id: string;
  readonly scanner: string;
  readonly lineage: string;
  readonly path: string | null;
}

/**
 * Those of the findings that other tools report now in the source of the run and this one does not, with the files that
 * they are seen in, and whether a person has parted them from what this tool reports. Three statements at most.
 */
export async function loadForeign(
  tx: Tx,
  deps: ProjectDeps,
  run: { readonly scanner: string; readonly lineage: string },
  shared: readonly KnownFinding[],
): Promise<ForeignFinding[]> {
  const alive = shared.filter(({ state, here }) => state !== "duplicate" && here === null);
  if (alive.length === 0) return [];
  const ids = alive.map((finding) => finding.id);
  const rows = await tx.db.$queryRaw<PlaceRow[]>`
    SELECT DISTINCT o."finding_id" AS "id", o."scanner", o."lineage", o."path" FROM "occurrence" o
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ANY(${ids}::uuid[]) AND o."present"`;
  const places = Map.groupBy(rows, (row) => row.id);
  const parted = await partedFrom(tx, deps, run.scanner, ids);
  const source = sourceOfLineage(run.lineage);
  return alive.flatMap((finding) => {
    const all = places.get(finding.id) ?? [];
    const here = all.filter((place) => sourceOfLineage(place.lineage) === source);
    if (here.length === 0 || all.some((place) => place.scanner === run.scanner)) return [];
    return [{ finding, paths: new Set(here.map((place) => place.path)), parted: parted.has(finding.id) }];
  });
}

/** Those of the findings of which a person has said that what a tool reports in their place is something else. */
async function partedFrom(tx: Tx, deps: ProjectDeps, scanner: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT w."id" FROM (
      SELECT p."low_id" AS "id", p."high_id" AS "other" FROM "finding_pair" p
      WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."low_id" = ANY(${[...ids]}::uuid[]) AND p."verdict" = 'apart'
      UNION ALL SELECT p."high_id", p."low_id" FROM "finding_pair" p
      WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."high_id" = ANY(${[...ids]}::uuid[]) AND p."verdict" = 'apart'
    ) w
    JOIN "finding" f ON f."organization_id" = ${deps.organizationId}::uuid AND f."id" = w."other"
    WHERE f."scanner" = ${scanner} OR ${scanner} = ANY(f."also_by")`;
  return new Set(rows.map((row) => row.id));
}
