import { z } from "zod";
import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type CodeFacts, functionHashes, pinKey, rolesOf } from "../code-facts.ts";
import { type Arrange, arranged } from "../arrangement.ts";
import { chooseProposals, draftModel } from "../draft.ts";
import { threatModelError } from "../errors.ts";
import { generateThreats } from "../generator.ts";
import { CodePin, type ModelDocument } from "../model.ts";
import { activeGenerators } from "../queries/generators.ts";
import { announceModel, inModel, lockModel } from "../queries/place.ts";
import type { ReadingTask } from "../reading.ts";
import { Bindings, bindingChanges, type StaleReason } from "../version.ts";
import { insertGenerated } from "./apply-generation.ts";
import { json } from "./columns.ts";
import { loadModel } from "./read-model.ts";
import { applyDocument } from "./write-model.ts";

/**
 * Publishes what a reading found, if the attempt still holds the fence: a draft puts elements and at most twelve
 * proposals into the model, a check marks the approved version stale where what it is pinned to has changed. Throws
 * threat-model.version-state for a stale attempt.
 */
export async function completeReading(
  deps: ProjectDeps,
  task: ReadingTask,
  facts: CodeFacts,
  arrange?: Arrange,
): Promise<void> {
  const drafted = task.purpose === "draft" ? draftModel(facts, "") : null;
  // Outside of the transaction: a large drawing takes its time.
  const arrangedElements =
    drafted === null || arrange === undefined ? null : await arranged(drafted.elements, drafted.flows, arrange);
  await deps.withOrganization(
    async (tx) => {
      await lockModel(tx, deps);
      const bindings = { revision: task.revision, roles: rolesOf(facts), dependencies: [...facts.dependencies] };
      const { count } = await tx.db.modelReading.updateMany({
        where: { organizationId: deps.organizationId, id: task.readingId, attempt: task.attempt, state: "running" },
        data: { state: "done", facts: json(bindings), finishedAt: tx.now, crashCount: { decrement: 1 } },
      });
      if (count === 0) throw threatModelError("threat-model.version-state");
      const summary =
        task.purpose === "draft"
          ? await publishDraft(tx, deps, facts, arrangedElements)
          : await checkPins(tx, deps, facts);
      await tx.db.modelReading.updateMany({
        where: { organizationId: deps.organizationId, id: task.readingId },
        data: { summary: json(summary) },
      });
      await recordAudit(tx, deps, "threat-model.complete-reading", {
        ...{ subjectId: task.readingId, projectId: deps.projectId, details: { purpose: task.purpose, ...summary } },
      });
      await announceModel(tx, deps, task.readingId);
    },
    { timeoutMs: 60_000 },
  );
}

/** What people have written of an element that the code shows again stays; only its pins and facts of code are renewed. */
async function publishDraft(
  tx: Tx,
  deps: ProjectDeps,
  facts: CodeFacts,
  arrangedElements: ModelDocument["elements"] | null,
): Promise<Record<string, number>> {
  const before = await loadModel(tx, deps);
  const known = new Map(
    before.elements.flatMap((each) => (each.originKey === null ? [] : [[each.originKey, each] as const])),
  );
  const drafted = draftModel(facts, before.title);
  // Beside what somebody has drawn, new elements stand in rows.
  const placed = before.elements.length === 0 ? (arrangedElements ?? drafted.elements) : drafted.elements;
  const elements = placed.map((element) => {
    const old = element.originKey === null ? undefined : known.get(element.originKey);
    if (old === undefined) return element;
    return {
      ...element,
      ...{ name: old.name, kind: old.kind, description: old.description, position: old.position, size: old.size },
      ...{ trust: old.trust, outOfScope: old.outOfScope, assets: old.assets, diagram: old.diagram },
      attributes: { ...old.attributes, ...element.attributes },
    };
  });
  const document = { ...drafted, elements, description: before.description, diagrams: before.diagrams };
  const { added, changed } = await applyDocument(tx, deps, document, "merge");
  const model = await loadModel(tx, deps);
  const generated = generateThreats(model, await activeGenerators(tx, deps));
  const { organizationId, projectId } = deps;
  const there = await tx.db.threat.findMany({
    where: { organizationId, projectId, stableKey: { not: null } },
    select: { stableKey: true },
  });
  const seen = new Set(there.map((row) => row.stableKey));
  const proposals = chooseProposals(generated.filter((threat) => !seen.has(threat.key)));
  if (proposals.length > 0) await insertGenerated(tx, deps, proposals, { state: "proposed", origin: "draft" });
  return { added, changed, proposals: proposals.length, fired: generated.length };
}

async function checkPins(tx: Tx, deps: ProjectDeps, facts: CodeFacts): Promise<Record<string, number>> {
  const { organizationId, projectId } = deps;
  const version = await tx.db.threatModel.findFirst({
    where: { organizationId, projectId, state: "approved" },
    select: { id: true, bindings: true },
    orderBy: { version: "desc" },
  });
  if (version === null) return { changed: 0 };
  const hashes = functionHashes(facts);
  const elements = await tx.db.modelElement.findMany({ where: inModel(deps), select: { name: true, code: true } });
  const reasons: StaleReason[] = elements.flatMap(({ name, code }) =>
    z
      .array(CodePin)
      .parse(code)
      .flatMap((pin): StaleReason[] => {
        if (pin.hash === null || pin.callable === null) return [];
        const now = hashes.get(pinKey(pin));
        if (now === pin.hash) return [];
        const what = `${pin.container ?? pin.path}.${pin.callable}`;
        return [{ kind: now === undefined ? "gone" : "function", what, element: name }];
      }),
  );
  const bound = Bindings.parse(version.bindings);
  reasons.push(...bindingChanges("role", bound.roles, rolesOf(facts)));
  reasons.push(...bindingChanges("dependency", bound.dependencies, facts.dependencies));
  if (reasons.length === 0) return { changed: 0 };
  await tx.db.threatModel.updateMany({
    where: { organizationId, id: version.id, state: "approved" },
    data: { state: "stale", staleAt: tx.now, staleReasons: json(reasons.slice(0, 500)), updatedAt: tx.now },
  });
  return { changed: reasons.length };
}
