// Reads one threat model in a process of its own: whatever a file does to its reader, it does it here. Standard input is
// one line of JSON (`ModelTask`), standard output one message (`model-messages.ts`).
import { readFileSync, statSync } from "node:fs";
import { text } from "node:stream/consumers";
import {
  countDocument,
  documentProblems,
  MODEL_FILE_LIMITS,
  ModelDocument,
  ModelFileError,
  type ModelFormat,
  parseModel,
  roundTrip,
} from "@redoubt/domain/threat-model";
import { type ModelMessage, ModelTask } from "./model-messages.ts";

const { file, count } = ModelTask.parse(JSON.parse(await text(process.stdin)));
let format: ModelFormat | undefined;

async function answer(): Promise<ModelMessage> {
  if (statSync(file).size > MODEL_FILE_LIMITS.maxBytes) {
    const reason = `A model of more than ${MODEL_FILE_LIMITS.maxBytes / 1024 / 1024} MB is not read.`;
    return { type: "refused", format: null, reason };
  }
  const parsed = await parseModel(readFileSync(file, "utf8"));
  format = parsed.format;
  if (format === undefined) return { type: "unknown" };
  const { document, losses } = format.read(parsed.file);
  const checked = ModelDocument.safeParse(document);
  const problems = checked.success
    ? documentProblems(document)
    : checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (problems.length > 0) return { type: "refused", format: format.id, reason: problems.slice(0, 5).join("; ") };
  return {
    ...{ type: "model", format: format.id, title: format.title, document, losses: [...losses] },
    counts: countDocument(document),
    stated: count ? format.count(parsed.file) : null,
    back: count ? await roundTrip(format, document).then((back) => ({ ...back, losses: [...back.losses] })) : null,
  };
}

const message = await answer().catch((error: unknown): ModelMessage => {
  if (!(error instanceof ModelFileError)) throw error;
  return { type: "refused", format: format?.id ?? null, reason: error.message };
});
process.stdout.write(`${JSON.stringify(message)}\n`);
