import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { documentProblems } from "../model.ts";
import { compareModels, type ModelChange } from "../version.ts";
import type { WriteModel } from "../schema.ts";
import { loadModel } from "./read-model.ts";
import { applyDocument } from "./write-model.ts";

/** What a document would do, told by what writes it. */
export interface ModelPreview {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Part by part what would differ; at most 500. */
  readonly changes: readonly ModelChange[];
}

const MOST_CHANGES = 500;

class Undone extends Error {
  readonly preview: ModelPreview;
  constructor(preview: ModelPreview) {
    super("a preview leaves nothing behind");
    this.preview = preview;
  }
}

/** Writes the document, looks, and takes it all back. Throws threat-model.broken and threat-model.too-large. */
export async function previewModel(deps: ProjectDeps, input: WriteModel): Promise<ModelPreview> {
  const problems = documentProblems(input.document);
  if (problems.length > 0) {
    throw threatModelError("threat-model.broken", { details: { problems: problems.slice(0, 20) } });
  }
  try {
    await deps.withOrganization(
      async (tx) => {
        const before = await loadModel(tx, deps);
        const { added, changed, removed } = await applyDocument(tx, deps, input.document, input.mode);
        const changes = compareModels(before, await loadModel(tx, deps)).slice(0, MOST_CHANGES);
        throw new Undone({ added, changed, removed, changes });
      },
      { timeoutMs: 60_000 },
    );
  } catch (error) {
    if (error instanceof Undone) return error.preview;
    throw error;
  }
  throw new Error("the preview was not taken back");
}
