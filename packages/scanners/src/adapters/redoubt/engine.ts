import type { Confidence, Severity } from "@redoubt/domain/finding";
import { languageOf } from "../../context/syntax.ts";
import type { Detector, Hit } from "./detector.ts";
import { PACK } from "./pack.ts";
import { isTestPath } from "./test-code.ts";
import { readScript } from "./script/file.ts";
import { readSolidity, type SolidityFile } from "./solidity/model.ts";
import { Project } from "./solidity/project.ts";

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** One line of a run's output. */
export interface Alarm {
  readonly detector: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly detail: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly tags: readonly string[];
}

export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** Result of one file: alarms in source order, or why it could not be looked at. */
export type Outcome = { readonly alarm: Alarm } | { readonly problem: Problem };

// Syntax trees take about fifty times the source; a group of this many characters stays well below the memory limit.
const GROUP_LENGTH = 6_000_000;

const SQUEEZED = "squeezed by a machine: lines of more than 400 characters on average";

/**
 * Runs the pack. Solidity files are read in groups, within which names (bases, modifiers, state variables) are known
 * across files; every file is parsed once. A file that fails is a problem in the stream, never an exception.
 */
export function* runPack(sources: Iterable<Source>, detectors: readonly Detector[] = PACK): Generator<Outcome> {
  let group: Source[] = [];
  let length = 0;
  for (const source of sources) {
    if (languageOf(source.path) !== "solidity") {
      if (isSqueezed(source.text)) yield { problem: { path: source.path, reason: SQUEEZED } };
      else yield* runScript(source, detectors);
      continue;
    }
    if (length > 0 && length + source.text.length > GROUP_LENGTH) {
      yield* runSolidity(group, detectors);
      group = [];
      length = 0;
    }
    group.push(source);
    length += source.text.length;
  }
  yield* runSolidity(group, detectors);
}

// Bundles and minified code: nobody fixes anything there, and their sources are looked at elsewhere.
function isSqueezed(text: string): boolean {
  if (text.length < 50_000) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return text.length / lines > 400;
}

function* runSolidity(sources: readonly Source[], detectors: readonly Detector[]): Generator<Outcome> {
  const files: SolidityFile[] = [];
  for (const source of sources) {
    const file = attempt(() => readSolidity(source.path, source.text));
    if (file) files.push(file);
    else yield { problem: { path: source.path, reason: "cannot be parsed" } };
  }
  const project = new Project(files);
  for (const file of files) {
    yield* outcomes(file.path, detectors, (detector) =>
      detector.language === "solidity" ? [...detector.find(file, project)] : [],
    );
  }
}

function* runScript(source: Source, detectors: readonly Detector[]): Generator<Outcome> {
  const asked = detectors.filter((detector) => detector.language === "script" && detector.hint.test(source.text));
  if (asked.length === 0) return;
  const file = attempt(() => readScript(source.path, source.text));
  if (!file) {
    yield { problem: { path: source.path, reason: "cannot be parsed" } };
    return;
  }
  yield* outcomes(source.path, asked, (detector) => (detector.language === "script" ? [...detector.find(file)] : []));
}

function* outcomes(
  path: string,
  detectors: readonly Detector[],
  find: (detector: Detector) => Hit[],
): Generator<Outcome> {
  const alarms: Alarm[] = [];
  const seen = new Set<string>();
  let gaveUp = 0;
  for (const detector of detectors) {
    const hits = attempt(() => find(detector));
    if (!hits) gaveUp += 1;
    for (const hit of hits ?? []) {
      const alarm = alarmOf(detector, path, hit);
      const key = `${alarm.detector}:${alarm.startLine}`;
      if (seen.has(key)) continue;
      seen.add(key);
      alarms.push(alarm);
    }
  }
  alarms.sort((a, b) => a.startLine - b.startLine || (a.detector < b.detector ? -1 : 1));
  for (const alarm of alarms) yield { alarm };
  if (gaveUp > 0) {
    yield { problem: { path, reason: `nested too deeply for ${gaveUp} of ${detectors.length} detectors` } };
  }
}

function alarmOf(detector: Detector, path: string, hit: Hit): Alarm {
  // A key leaks from a test as well; other weaknesses there harm nobody.
  const harmless = isTestPath(path) && !detector.tags?.includes("secret");
  return {
    detector: detector.id,
    path,
    startLine: hit.node.startLine,
    endLine: hit.node.endLine,
    detail: hit.detail,
    severity: harmless ? "info" : (hit.severity ?? detector.severity),
    confidence: hit.confidence ?? detector.confidence,
    tags: [...(detector.tags ?? []), ...(isTestPath(path) ? ["test"] : [])],
  };
}

// Hostile nesting overflows the stack, which is the one failure that recursion over a tree can meet.
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
