import type { ModelDocument } from "../model.ts";
import { isObject, type JsonValue, object } from "../../shared/index.ts";
import { countDocument, type ModelCounts, type ModelReading } from "./build.ts";
import { ModelFileError } from "./error.ts";
import { countOtm } from "./otm/count.ts";
import { readOtm } from "./otm/read.ts";
import { writeOtm } from "./otm/write.ts";
import { countThreatComposer } from "./threat-composer/count.ts";
import { readThreatComposer } from "./threat-composer/read.ts";
import { countThreatDragon } from "./threat-dragon/count.ts";
import { readThreatDragon } from "./threat-dragon/read.ts";
import { writeThreatDragon, type WrittenFile } from "./threat-dragon/write.ts";
import { countTmLibrary } from "./tm-library/count.ts";
import { readTmLibrary } from "./tm-library/read.ts";

export { countDocument, type ModelCounts, type ModelReading } from "./build.ts";
export { ModelFileError } from "./error.ts";
export { toMarkdown } from "./markdown.ts";
export { writeOtm } from "./otm/write.ts";
export { writeThreatDragon, type WrittenFile } from "./threat-dragon/write.ts";

/** One format of threat models that is read. */
export interface ModelFormat {
  readonly id: string;
  readonly title: string;
  /** What the content has when it is of this format, right or wrong in detail. */
  readonly fits: (file: JsonValue) => boolean;
  readonly read: (file: JsonValue) => ModelReading;
  /** Counts the parsed file in another way than the reader. */
  readonly count: (file: JsonValue) => ModelCounts;
  /** How a document read from it is written when its round trip is tried. */
  readonly write: (document: ModelDocument) => WrittenFile;
}

/** The formats, most certain first. Models are told apart by what they hold, never by their names. */
export const MODEL_FORMATS: readonly ModelFormat[] = [
  {
    ...{ id: "otm", title: "Open Threat Model", read: readOtm, count: countOtm, write: writeOtm },
    fits: (file) => has(file, "otmVersion") || (!has(file, "summary") && isProject(object(file).project)),
  },
  {
    ...{ id: "threat-composer", title: "Threat Composer", read: readThreatComposer, count: countThreatComposer },
    fits: (file) => has(file, "schema") && hasAny(file, ["applicationInfo", "assumptionLinks", "mitigationLinks"]),
    write: writeOtm,
  },
  {
    ...{ id: "tm-library", title: "Threat Model Library", read: readTmLibrary, count: countTmLibrary, write: writeOtm },
    fits: (file) => has(file, "scope") && hasAny(file, ["trust_zones", "data_flows", "data_stores"]),
  },
  {
    ...{ id: "threat-dragon", title: "OWASP Threat Dragon", read: readThreatDragon, count: countThreatDragon },
    fits: (file) => has(file, "summary") && hasAny(file, ["detail", "details", "version"]),
    write: writeThreatDragon,
  },
];

/** A file without its version is one all the same: saying what it lacks helps more than not knowing it. */
const isProject = (value: JsonValue | undefined): boolean =>
  isObject(value) && value.name !== undefined && value.id !== undefined;
const has = (file: JsonValue, key: string): boolean => object(file)[key] !== undefined;
const hasAny = (file: JsonValue, keys: readonly string[]): boolean => keys.some((key) => has(file, key));

/** Read here, in a sentence for those whose file is not. */
export const MODELS_READ = `Threat models that are read: ${MODEL_FORMATS.map(({ title }) => title).join(", ")}.`;

/** Bounds of a model's file; crossing one refuses it. */
export const MODEL_FILE_LIMITS = { maxBytes: 20 * 1024 * 1024, maxYamlBytes: 4 * 1024 * 1024, maxDepth: 60 } as const;

/** A file that was parsed, and which format it is of; undefined when it is of none. */
export interface ParsedModel {
  readonly file: JsonValue;
  readonly format: ModelFormat | undefined;
}

/** Parses JSON or YAML within limits. Throws `ModelFileError` with the place of what is wrong. */
export async function parseModel(source: string): Promise<ParsedModel> {
  if (source.length > MODEL_FILE_LIMITS.maxBytes) throw new ModelFileError("A model of more than 20 MB is not read.");
  const content = source.replace(/^\uFEFF/, "");
  const value = /^\s*[{[]/.test(content) ? parseJson(content) : await parseYaml(content);
  const file = withoutTraps(value, 0);
  return { file, format: MODEL_FORMATS.find(({ fits }) => isObject(file) && fits(file)) };
}

/** What a round trip through the format's own file, or OTM, leaves of a document: counts of what comes back. */
export async function roundTrip(
  format: ModelFormat,
  document: ModelDocument,
): Promise<ModelCounts & { losses: readonly string[] }> {
  const written = format.write(document);
  const { file, format: seen } = await parseModel(written.text);
  if (seen === undefined) throw new ModelFileError("what was written is not read again");
  return { ...countDocument(seen.read(file).document), losses: written.losses };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ModelFileError(`This is no JSON: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
}

/** YAML without tags and aliases of its own making: only plain values, so that no file grows while it is read. */
async function parseYaml(content: string): Promise<unknown> {
  if (content.length > MODEL_FILE_LIMITS.maxYamlBytes) throw new ModelFileError("YAML of more than 4 MB is not read.");
  const { parseDocument } = await import("yaml");
  const document = parseDocument(content, { schema: "core", uniqueKeys: true, prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const [at] = problem.linePos ?? [];
    const where = at === undefined ? "" : `line ${at.line}, column ${at.col}: `;
    throw new ModelFileError(`${where}${problem.message.split("\n", 1)[0] ?? "this is no YAML"}`);
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new ModelFileError(error instanceof Error ? error.message : "this is no YAML");
  }
}

const TRAPS = new Set(["__proto__", "constructor", "prototype"]);

/** A copy without keys that look like the prototype chain, and no deeper than allowed. */
function withoutTraps(value: unknown, depth: number): JsonValue {
  if (depth > MODEL_FILE_LIMITS.maxDepth) throw new ModelFileError("It is nested too deep.");
  if (Array.isArray(value)) return value.map((each) => withoutTraps(each, depth + 1));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !TRAPS.has(key))
        .map(([key, each]) => [key, withoutTraps(each, depth + 1)]),
    );
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
