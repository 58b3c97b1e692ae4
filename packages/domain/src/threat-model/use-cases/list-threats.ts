import type { Prisma, ProjectDeps } from "../../shared/server.ts";
import { requirePlaces } from "../queries/find.ts";
import { inModel } from "../queries/place.ts";
import { THREAT_SELECT, toThreat } from "../queries/views.ts";
import type { ListThreats, Threat } from "../schema.ts";

/** One page of threats by number; `next` is the number after which the following page begins. */
export interface ThreatPage {
  readonly items: readonly Threat[];
  readonly next: number | null;
}

/**
 * Threats of the model, by number, narrowed by state, element, class, entry of the catalogue, and words of the sentence
 * or the number. Throws threat-model.element-not-found.
 */
export async function listThreats(deps: ProjectDeps, input: ListThreats): Promise<ThreatPage> {
  return deps.withOrganization(async (tx) => {
    if (input.element !== undefined) await requirePlaces(tx, deps, [input.element], []);
    const words = input.text.trim();
    const where: Prisma.ThreatWhereInput = {
      ...inModel(deps),
      number: { gt: input.after },
      ...(input.states.length === 0 ? {} : { state: { in: input.states } }),
      ...(input.element === undefined ? {} : { elements: { some: { elementId: input.element } } }),
      ...(input.classId === undefined ? {} : { classId: input.classId }),
      ...(input.catalogueKey === undefined ? {} : { catalogueKey: input.catalogueKey }),
      ...(words === "" ? {} : wordsOf(words)),
    };
    const rows = await tx.db.threat.findMany({
      where,
      select: THREAT_SELECT,
      orderBy: { number: "asc" },
      take: input.limit + 1,
    });
    const items = rows.slice(0, input.limit).map(toThreat);
    return { items, next: rows.length > input.limit ? (items.at(-1)?.number ?? null) : null };
  });
}

/** "T-12" and "12" are a number, or words of the sentence that look like one. */
function wordsOf(words: string): Prisma.ThreatWhereInput {
  const statement = { contains: words, mode: "insensitive" } as const;
  const number = Number(/^t?-?(\d{1,9})$/i.exec(words)?.[1] ?? Number.NaN);
  return Number.isNaN(number) ? { statement } : { OR: [{ statement }, { number }] };
}
