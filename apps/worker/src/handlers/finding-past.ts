import type { PastDocument, PastPlace } from "@redoubt/domain/finding";
import {
  completePast,
  failPast,
  findUselessPast,
  forgetPast,
  locatePast,
  type PastTask,
  releasePast,
  startPast,
} from "@redoubt/domain/finding/server";
import { DomainError } from "@redoubt/domain/shared";
import { OutboundError } from "@redoubt/outbound";
import { NamedPlaces } from "@redoubt/scanners";
import { StorageError } from "@redoubt/storage";
import { DefectDojoRefusal, fetchDefectDojo } from "../pipeline/fetch-defectdojo.ts";
import { type HandlerContext, isRedelivered, type OrganizationHandler } from "./context.ts";

/** Reads a document of the past and looks up what it names; the subject is its import. */
export const readPast: OrganizationHandler = {
  locate: locatePast,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startPast(deps, subjectId);
    if (task !== null) await failPast(deps, task, reason);
  },
  async run(context) {
    const { deps, log, signal } = context;
    const task = await startPast(deps, context.subjectId);
    if (task === null) return;
    try {
      await context.tools.reading(signal, () => read(context, task));
    } catch (error) {
      if (error instanceof DomainError && error.code === "finding.past-stale")
        log.info("another attempt has taken over");
      else if (signal.aborted) await releasePast(deps, task, { redelivered: isRedelivered(signal) });
      else {
        log.warn({ err: error }, "document not read");
        await failPast(deps, task, reasonOf(error));
      }
    }
  },
};

/** Removes the file of a document that brings in nothing. */
export const removePast: OrganizationHandler = {
  locate: locatePast,
  async run({ deps, subjectId, tools }) {
    const key = await findUselessPast(deps, subjectId);
    if (key === null) return;
    await tools.storage.delete(key);
    await forgetPast(deps, subjectId);
  },
};

/** Documents that were fetched; uploads have the limit of their route. */
const FETCHED_BYTES = 256 * 1024 * 1024;
/** Larger files are generated, and no one names functions in them. */
const SOURCE_BYTES = 4 * 1024 * 1024;

class Refusal extends Error {}

async function read(context: HandlerContext, task: PastTask): Promise<void> {
  const { deps, tools, signal } = context;
  const fetched = await fetchDocument(context, task);
  const key = fetched?.key ?? task.uploadKey;
  try {
    if (key === null) throw new Refusal("The uploaded file is not there any more.");
    const { document, format } = await readDocument(context, task, key);
    const places = await placesOf(context, task, document);
    signal.throwIfAborted();
    await completePast(deps, task, { format, document, places, fetched });
  } catch (error) {
    // No row names it: nobody would ever remove it.
    if (fetched !== null) await tools.storage.delete(fetched.key);
    throw error;
  }
}

async function fetchDocument({ deps, tools, signal }: HandlerContext, task: PastTask) {
  if (task.source === null) return null;
  const text = await fetchDefectDojo(tools.outbound, task.source, signal);
  return tools.storage.put(deps.organizationId, text, { maxBytes: FETCHED_BYTES });
}

async function readDocument(
  { tools, signal }: HandlerContext,
  task: PastTask,
  key: string,
): Promise<{ document: PastDocument; format: string }> {
  const { mappings, mapping } = task;
  const report = await tools.reports.read(() => tools.storage.open(key), {
    kind: "past",
    dependencyPaths: [],
    mappings: { ...mappings },
    ...(mapping === null ? {} : { mapping }),
    signal,
  });
  if (report.refused !== null) throw new Refusal(report.refused);
  if (report.past === null || report.format === null) throw new Error("a document was read and is not there");
  return { document: report.past, format: report.format };
}

/** Where each finding of the document stands in the newest revision. */
async function placesOf(
  { tools, signal }: HandlerContext,
  { revision }: PastTask,
  { entries, head }: PastDocument,
): Promise<PastPlace[]> {
  if (revision === null)
    return entries.map(() => ({ kind: "no-code", words: "The project has no code yet: places are not looked up." }));
  const { treeKey, number, commit, dependencyPaths } = revision;
  const files = (await tools.storage.listTree(treeKey)).flatMap((entry) => (entry.kind === "file" ? [entry.path] : []));
  const readFile = async (file: string): Promise<string | undefined> => {
    signal.throwIfAborted();
    try {
      return (await tools.storage.readTreeFile(treeKey, file, { maxBytes: SOURCE_BYTES })).toString("utf8");
    } catch (error) {
      if (error instanceof StorageError && error.code !== "storage.no-space") return undefined;
      throw error;
    }
  };
  const named = new NamedPlaces({ number, commit, files, dependencyPaths, readFile });
  const places: PastPlace[] = [];
  for (const { hints } of entries) {
    signal.throwIfAborted();
    places.push(await named.place({ hints, commit: head.commit }));
  }
  return places;
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof DefectDojoRefusal) return error.message;
  if (error instanceof OutboundError || error instanceof StorageError) return error.message;
  return "Something went wrong on our side while reading this. The log of the worker has the details.";
}
