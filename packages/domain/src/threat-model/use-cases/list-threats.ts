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
 * Threats of the model, by number, narrowed by state, element and words of the sentence. Throws
 * threat-model.element-not-found.
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
      ...(words === "" ? {} : { statement: { contains: words, mode: "insensitive" } }),
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
