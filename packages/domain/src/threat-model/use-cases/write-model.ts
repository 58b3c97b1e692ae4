import { recordAudit } from "../../audit/server.ts";
import { type IdKind, toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { documentProblems, MODEL_LIMITS, type ModelDocument } from "../model.ts";
import { announceModel, inModel, lockModel } from "../queries/place.ts";
import { toDiagrams } from "../row.ts";
import type { WriteModel, WrittenModel } from "../schema.ts";
import { json } from "./columns.ts";
import { settleControls } from "./settle-controls.ts";
import { touchDraft } from "./touch-draft.ts";
import { writeAnswers } from "./write-answers.ts";
import { type Tally, writeDrawing } from "./write-drawing.ts";

/**
 * Writes a whole document into the project's model. A part that carries the id of a row, or its origin key, is that row;
 * all others are new. The state of a threat, control or assumption that is there already is left alone: those change
 * by named operations. Throws threat-model.broken with `problems` in its details, and threat-model.too-large.
 */
export async function writeModel(deps: ProjectDeps, input: WriteModel): Promise<WrittenModel> {
  const problems = documentProblems(input.document);
  if (problems.length > 0) {
    throw threatModelError("threat-model.broken", { details: { problems: problems.slice(0, 20) } });
  }
  return deps.withOrganization((tx) => applyDocument(tx, deps, input.document, input.mode), { timeoutMs: 60_000 });
}

/** The same inside an open transaction, for a document that was checked. */
export async function applyDocument(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  mode: WriteModel["mode"],
): Promise<WrittenModel> {
  await lockModel(tx, deps);
  const replace = mode === "replace";
  const tally: Tally = { added: 0, changed: 0, removed: 0 };
  const places = await writeDrawing(tx, deps, document, replace, tally);
  const answers = await writeAnswers(tx, deps, document, places, replace, tally);
  await settleControls(tx, deps);
  await requireRoom(tx, deps);
  const draft = await touchDraft(tx, deps);
  const row = await tx.db.threatModel.findFirst({
    where: { organizationId: deps.organizationId, id: draft.id },
    select: { diagrams: true },
  });
  const kept = replace ? [] : toDiagrams(row?.diagrams ?? []);
  const named = new Set(document.diagrams.map((diagram) => diagram.key));
  const diagrams = [...kept.filter((diagram) => !named.has(diagram.key)), ...document.diagrams];
  await tx.db.threatModel.updateMany({
    where: { organizationId: deps.organizationId, id: draft.id },
    data: {
      ...{ title: document.title, description: document.description, diagrams: json(diagrams) },
      ...(Object.keys(document.raw).length === 0 && !replace ? {} : { raw: json(document.raw) }),
      ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
    },
  });
  await recordAudit(tx, deps, "threat-model.write", {
    subjectId: draft.id,
    projectId: deps.projectId,
    after: document,
    details: { mode, ...tally },
  });
  await announceModel(tx, deps, draft.id);
  const typed = (kind: IdKind, map: ReadonlyMap<string, string>) =>
    Object.fromEntries([...map].map(([from, to]) => [from, toTypedId(kind, to)]));
  const ids = {
    elements: typed("modelElement", places.elements),
    flows: typed("modelFlow", places.flows),
    threats: typed("threat", answers.threats),
    controls: typed("control", answers.controls),
    assumptions: typed("assumption", answers.assumptions),
  };
  return { ...tally, ids };
}

/** Throws threat-model.too-large when the model holds more than one project may have. */
export async function requireRoom(tx: Tx, deps: ProjectDeps): Promise<void> {
  const where = inModel(deps);
  const counts = {
    elements: await tx.db.modelElement.count({ where }),
    flows: await tx.db.modelFlow.count({ where }),
    threats: await tx.db.threat.count({ where }),
    controls: await tx.db.control.count({ where }),
    assumptions: await tx.db.assumption.count({ where }),
  };
  for (const [what, count] of Object.entries(counts)) {
    const most = MODEL_LIMITS[what as keyof typeof counts];
    if (count > most) throw threatModelError("threat-model.too-large", { details: { what, most, count } });
  }
}
