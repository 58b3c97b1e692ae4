import { decodeCursor, encodeCursor, type Page } from "../../shared/index.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { Match, matchSentence } from "../match.ts";
import type { ListPairs, PairOfFindings } from "../pairs.ts";
import { toSummary } from "../row.ts";
import { readable } from "../sql/own-view.ts";
import { rowsById } from "../sql/page-of-findings.ts";
import { OPEN_STATES } from "../vocabulary.ts";

interface PairRow {
  readonly lowId: string;
  readonly highId: string;
  readonly match: unknown;
  readonly at: Date;
}

/**
 * Pairs of findings that may be one, newest first: neither is a duplicate, one at least is open, and the reader may see
 * both. Throws finding.bad-cursor.
 */
export async function listPairs(deps: ProjectDeps, input: ListPairs): Promise<Page<PairOfFindings>> {
  return deps.withOrganization(async (tx) => {
    const after = input.cursor === undefined ? Prisma.empty : behind(input.cursor);
    const rows = await readPairs(tx, deps, after, input.limit + 1);
    const page = rows.slice(0, input.limit);
    const ids = [...new Set(page.flatMap(({ lowId, highId }) => [lowId, highId]))];
    const found = new Map(
      (ids.length === 0 ? [] : await rowsById(tx, deps, ids)).map((row) => [row.id, toSummary(row)]),
    );
    const last = page.at(-1);
    return {
      items: page.flatMap(({ lowId, highId, match, at }) => {
        const both = [found.get(lowId), found.get(highId)].flatMap((each) => each ?? []);
        const [first, second] = both.toSorted((a, b) => a.number - b.number);
        if (first === undefined || second === undefined) return [];
        return [{ first, second, why: matchSentence(Match.parse(match)), at }];
      }),
      nextCursor:
        rows.length > input.limit && last !== undefined
          ? encodeCursor([last.at.toISOString(), last.lowId, last.highId])
          : null,
    };
  });
}

/** How many pairs wait for a person, of those that the reader may see; counting ends at 500. */
export async function countPairs(deps: ProjectDeps): Promise<number> {
  return deps.withOrganization(async (tx) => (await readPairs(tx, deps, Prisma.empty, MOST)).length);
}

const MOST = 500;

async function readPairs(tx: Tx, deps: ProjectDeps, after: Prisma.Sql, limit: number): Promise<PairRow[]> {
  const open = Prisma.sql`${[...OPEN_STATES]}::text[]`;
  const visible = (alias: "low_id" | "high_id"): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM "finding" f WHERE f."organization_id" = p."organization_id" AND f."id" = ${Prisma.raw(`p."${alias}"`)}
      AND f."state" <> 'duplicate' AND ${readable(deps)})`;
  return tx.db.$queryRaw<PairRow[]>`
    SELECT p."low_id" AS "lowId", p."high_id" AS "highId", p."match", p."at" FROM "finding_pair" p
    WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."project_id" = ${deps.projectId}::uuid
      AND p."verdict" = 'suggested' AND ${visible("low_id")} AND ${visible("high_id")}
      AND EXISTS (SELECT 1 FROM "finding" o WHERE o."organization_id" = p."organization_id"
        AND o."id" IN (p."low_id", p."high_id") AND o."state" = ANY(${open})) ${after}
    ORDER BY p."at" DESC, p."low_id" DESC, p."high_id" DESC LIMIT ${limit}`;
}

function behind(cursor: string): Prisma.Sql {
  const [at, low, high] = decodeCursor(cursor) ?? [];
  const moment = typeof at === "string" ? new Date(at) : undefined;
  const isId = (value: unknown) => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
  if (moment === undefined || Number.isNaN(moment.getTime()) || !isId(low) || !isId(high)) {
    throw findingError("finding.bad-cursor");
  }
  return Prisma.sql`AND (p."at", p."low_id", p."high_id") < (${moment}::timestamptz, ${low}::uuid, ${high}::uuid)`;
}
