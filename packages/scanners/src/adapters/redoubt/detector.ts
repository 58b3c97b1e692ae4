import type { Confidence, Severity } from "@redoubt/domain/finding";
import type { DetectorRating } from "../../reading/finding.ts";
import type { SyntaxNode } from "../../context/syntax.ts";
import type { ScriptFile } from "./script/file.ts";
import type { Callable, Contract, SolidityFile } from "./solidity/model.ts";
import type { Project } from "./solidity/project.ts";

/** What a detector says about itself; `description` tells the danger and what to do instead. */
export interface DetectorMeta extends DetectorRating {
  /** `redoubt/<kebab-name>`, kept for ever. */
  readonly id: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly description: string;
  /** Written from the list of weakness classes, without looking at the demo's sources. */
  readonly predatesDemo: boolean;
}

/** One place that a detector points at; `detail` says in one sentence what is wrong exactly here. */
export interface Hit {
  readonly node: SyntaxNode;
  readonly detail: string;
  /** Where this place weighs less or more than the detector usually does. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
}

/** A check over one Solidity file with the names of the whole project at hand. */
export interface SolidityDetector extends DetectorMeta {
  readonly language: "solidity";
  find(file: SolidityFile, project: Project): Iterable<Hit>;
}

/** A check over one JavaScript or TypeScript file. */
export interface ScriptDetector extends DetectorMeta {
  readonly language: "script";
  /** Text without which a file cannot hold the weakness: such files are not even parsed. */
  readonly hint: RegExp;
  find(file: ScriptFile): Iterable<Hit>;
}

export type Detector = SolidityDetector | ScriptDetector;

/** Builds a Solidity detector that looks at every function with a body. */
export function functionDetector(
  meta: Omit<DetectorMeta, "predatesDemo">,
  find: (fn: Callable, project: Project, contract: Contract | undefined) => Iterable<Hit>,
): SolidityDetector {
  return {
    ...meta,
    predatesDemo: true,
    language: "solidity",
    *find(file, project) {
      for (const fn of file.callables) {
        if (fn.body) yield* find(fn, project, fn.contract);
      }
    },
  };
}

/** Builds a JavaScript and TypeScript detector. */
export function scriptDetector(
  meta: Omit<DetectorMeta, "predatesDemo">,
  hint: RegExp,
  find: (file: ScriptFile) => Iterable<Hit>,
): ScriptDetector {
  return { ...meta, predatesDemo: true, language: "script", hint, find };
}
