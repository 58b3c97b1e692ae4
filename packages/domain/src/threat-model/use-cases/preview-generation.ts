import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type GeneratedThreat, generateThreats } from "../generator.ts";
import type { ModelDocument } from "../model.ts";
import { acceptance, activeGenerators } from "../queries/generators.ts";
import type { GenerationPreview } from "../generation.ts";
import { loadModel } from "./read-model.ts";

/** What the generators would add, what they propose that is there already, and what no longer fires, each with why. */
export async function previewGeneration(deps: ProjectDeps): Promise<GenerationPreview> {
  return deps.withOrganization(async (tx) => (await computeGeneration(tx, deps)).preview);
}

/** The same inside an open transaction, with the proposals behind it. */
export async function computeGeneration(
  tx: Tx,
  deps: ProjectDeps,
): Promise<{ preview: GenerationPreview; generated: Map<string, GeneratedThreat>; model: ModelDocument }> {
  const model = await loadModel(tx, deps);
  const generators = await activeGenerators(tx, deps);
  const generated = new Map(generateThreats(model, generators).map((threat) => [threat.key, threat]));
  const rows = await tx.db.threat.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      stableKey: { not: null },
      removedAt: null,
    },
    select: {
      ...{
        number: true,
        statement: true,
        state: true,
        until: true,
        stableKey: true,
        generatorKey: true,
        comment: true,
      },
      elements: { select: { element: { select: { name: true, removedAt: true, outOfScope: true } } } },
    },
    orderBy: { number: "asc" },
  });
  const names = new Map(model.elements.map((element) => [element.id, element.name]));
  const known = new Map(rows.map((row) => [row.stableKey ?? "", row]));
  const added: GenerationPreview["added"][number][] = [];
  const dismissed: GenerationPreview["dismissed"][number][] = [];
  for (const threat of generated.values()) {
    const row = known.get(threat.key);
    const isOver = row?.state === "not-applicable" && row.until !== null && row.until <= tx.now;
    if (row === undefined || isOver) {
      added.push({
        ...{ key: threat.key, generator: threat.generator, threat: threat.threat, statement: threat.statement },
        why: isOver ? `${threat.why} It was declined until a date that has passed.` : threat.why,
        elements: threat.elementIds.map((id) => names.get(id) ?? ""),
      });
    } else if (row.state === "not-applicable") {
      dismissed.push({ number: row.number, statement: row.statement, why: row.comment, until: row.until });
    }
  }
  const on = new Set(generators.map((generator) => generator.key));
  const standing = rows.filter((row) => row.state !== "not-applicable");
  return {
    ...{ generated, model },
    preview: {
      ...{ added, dismissed, generators: generators.length },
      unchanged: standing
        .filter((row) => generated.has(row.stableKey ?? ""))
        .map((row) => ({
          ...{ number: row.number, statement: row.statement, why: generated.get(row.stableKey ?? "")?.why ?? "" },
        })),
      vanished: standing
        .filter((row) => !generated.has(row.stableKey ?? ""))
        .map((row) => ({
          ...{ number: row.number, statement: row.statement, why: whyVanished(row, on) },
        })),
      acceptance: [...(await acceptance(tx, deps))].map(([generator, counts]) => ({ generator, ...counts })),
    },
  };
}

interface Vanished {
  readonly generatorKey: string | null;
  readonly elements: readonly {
    readonly element: { readonly name: string; readonly removedAt: Date | null; readonly outOfScope: string | null };
  }[];
}

function whyVanished(row: Vanished, on: ReadonlySet<string>): string {
  if (row.generatorKey !== null && !on.has(row.generatorKey)) return "Its generator is switched off or gone.";
  const gone = row.elements.find(({ element }) => element.removedAt !== null);
  if (gone !== undefined) return `${gone.element.name} is no longer in the model.`;
  const out = row.elements.find(({ element }) => element.outOfScope !== null);
  if (out !== undefined) return `${out.element.name} is out of scope now.`;
  return "What made it fire is no longer true of these elements.";
}
