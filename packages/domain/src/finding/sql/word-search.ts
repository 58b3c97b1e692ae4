import { type Asking, Prisma } from "../../shared/server.ts";
import type { FindingFilters } from "../filters.ts";
import type { ListScope } from "./finding-filter.ts";

/** As many findings as are looked up one by one rather than met while walking the list. */
const MOST = 10_000;
/** Shorter words have no trigram to look up. */
const SHORTEST = 3;

/** A text as a pattern of LIKE that stands for nothing but itself, anywhere. */
export function patternOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** A text that is the number of a finding, with or without its letter; null otherwise. */
export function numberOf(text: string): number | null {
  const number = /^(?:F-)?(\d{1,9})$/i.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}

/**
 * The same scope with the findings that a search may find, when these are rare enough to be looked up by the index of
 * words: walking a long list for them would read all of it. Without a search, or for a common word, nothing is added.
 */
export async function searched(from: Asking, scope: ListScope, { text }: FindingFilters): Promise<ListScope> {
  if (text === undefined || text.length < SHORTEST) return scope;
  const [row] = await from.ask<{ ids: string[] | null }>(
    Prisma.sql`SELECT finding_ids_with_words(${scope.projectId}::uuid, ${patternOf(text)}, ${MOST}::int) AS "ids"`,
  );
  const ids = row?.ids ?? null;
  return ids === null ? scope : { ...scope, found: ids };
}

/** The finding holds the text in one of its words or is that number; among those found by the index, if there are. */
export function textCondition(text: string, found: readonly string[] | undefined): Prisma.Sql {
  const [pattern, number] = [patternOf(text), numberOf(text)];
  const words = Prisma.sql`f."title" ILIKE ${pattern} OR f."path" ILIKE ${pattern} OR f."detector" ILIKE ${pattern}
    OR f."report_key" ILIKE ${pattern}`;
  const among = found === undefined ? Prisma.empty : Prisma.sql`f."id" = ANY(${[...found]}::uuid[]) AND`;
  const holds = Prisma.sql`(${among} (${words}))`;
  return number === null ? holds : Prisma.sql`(f."number" = ${number}::int OR ${holds})`;
}
