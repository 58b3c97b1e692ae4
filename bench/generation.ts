import { createTestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject } from "@redoubt/domain/project/testing";
import { GENERATORS, generateThreats, type ModelDocument } from "@redoubt/domain/threat-model";
import { previewGeneration, readModel, writeModel } from "@redoubt/domain/threat-model/server";
import { largeModel } from "./large-model.ts";
import { emit, inTurns, round } from "./result.ts";

const ELEMENTS = 200;
const REPETITIONS = 30;
const WARM_UP = 5;
const TARGET_MS = 300;

/**
 * All built-in generators over a model of 200 elements: the evaluator alone, and the preview that a person waits for
 * (the model and its threats read from the database, proposals compared with what is there).
 */
const test = await createTestDatabase(Object.values(JOBS));
try {
  const model = largeModel(ELEMENTS);
  const fired = generateThreats(model, GENERATORS).length;
  if (fired < ELEMENTS) throw new Error(`only ${fired} threats are proposed: the model asks too little of generators`);
  await measure("evaluate", fired, () => Promise.resolve(generateThreats(model, GENERATORS).length), copied(model));

  const project = await createTestProject(test.database);
  const deps = project.as("owner");
  const scope = { organization: project.organization.slug, project: project.slug };
  await writeModel(deps, { ...scope, document: model, mode: "merge" });
  const preview = async () => (await previewGeneration(deps)).added.length;
  if ((await preview()) !== fired) throw new Error("the preview proposes something else than the evaluator");
  await measure("preview", fired, preview, () => readModel(deps));
} finally {
  await test.drop();
}
process.exit(0);

/** What any pass over the whole model costs at the least: written as text and read again. */
function copied(model: ModelDocument): () => Promise<unknown> {
  return () => Promise.resolve(JSON.parse(JSON.stringify(model)));
}

async function measure(
  id: "evaluate" | "preview",
  fired: number,
  ours: () => Promise<number>,
  floor: () => Promise<unknown>,
): Promise<void> {
  for (let count = 0; count < WARM_UP; count += 1) {
    if ((await ours()) !== fired) throw new Error("two runs propose different threats");
    await floor();
  }
  const { a, b } = await inTurns(REPETITIONS, ours, floor);
  emit({
    ...{ id: `generation/${id}`, n: ELEMENTS, ours: round(a, 2), floor: round(b, 2), ratio: round(a / b, 2) },
    ...{ target: TARGET_MS, goal: `≤ ${TARGET_MS} ms`, ok: a <= TARGET_MS },
    note: `${GENERATORS.length} generators over ${ELEMENTS} elements, ${fired} threats proposed; against ${
      id === "evaluate" ? "the same model as JSON, written and read" : "reading the model from the database"
    }, medians of ${REPETITIONS} pairs in turns`,
  });
}
