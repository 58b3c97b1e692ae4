import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { visibleFindings } from "./find-finding.ts";

/** What a list leaves out of a finding, for programs that want it of many at once. */
export interface FindingDescription {
  readonly description: string;
  readonly advice: string | null;
  readonly cwe: readonly string[];
  readonly swc: readonly string[];
  readonly scwe: readonly string[];
  readonly package: string | null;
  readonly advisories: readonly string[];
  /** Last line of the place that the finding shows, as one of its places has it. */
  readonly endLine: number | null;
}

/** Descriptions of findings of the project by their numbers; those that the reader may not see are not among them. */
export async function describeFindings(
  deps: ProjectDeps,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, FindingDescription>> {
  return deps.withOrganization((tx) => describe(tx, deps, numbers));
}

/** The same within an open transaction. */
export async function describe(
  tx: Tx,
  deps: ProjectDeps,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, FindingDescription>> {
  const rows = await tx.db.finding.findMany({
    where: { ...visibleFindings(deps), number: { in: [...numbers] } },
    select: {
      ...{ id: true, number: true, description: true, advice: true, cwe: true, swc: true, scwe: true },
      ...{ package: true, advisories: true, path: true, startLine: true },
    },
  });
  const places = await tx.db.$queryRaw<{ id: string; endLine: number | null }[]>`
      SELECT DISTINCT ON (o."finding_id") o."finding_id" AS "id", o."end_line" AS "endLine" FROM "occurrence" o
      JOIN "finding" f ON f."organization_id" = o."organization_id" AND f."id" = o."finding_id"
      WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = ANY(${rows.map((row) => row.id)}::uuid[])
        AND o."path" = f."path" AND o."start_line" = f."start_line" AND o."latest"
      ORDER BY o."finding_id", o."present" DESC, o."first_seen_at" DESC`;
  const ends = new Map(places.map((place) => [place.id, place.endLine]));
  return new Map(
    rows.map(({ id, number, path: _path, startLine: _line, ...rest }) => [
      number,
      { ...rest, endLine: ends.get(id) ?? null },
    ]),
  );
}
