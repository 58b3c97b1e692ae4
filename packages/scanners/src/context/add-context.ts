import { createHash } from "node:crypto";
import { type FingerprintValue, type NormalizedFinding, sharedClasses } from "@redoubt/domain/finding";
import { normalizeLine } from "./normalize.ts";
import { type Outline, outlineOf, type Scope, type Window } from "./outline.ts";

/** Name and version of the fingerprint over the enclosing function and the statement. */
export const CONTEXT_FINGERPRINT = { algorithm: "context", version: 1 } as const;
/** Name and version of the fingerprint over the text of the flagged lines. */
export const LINE_FINGERPRINT = { algorithm: "line", version: 1 } as const;

/** Name and version of the fingerprint by which tools are compared: weakness class, function and statement. */
export const WEAKNESS_FINGERPRINT = { algorithm: "any/weakness", version: 1 } as const;
/** The same without the statement: tools that flag the head of a function and a line of it may mean the same. */
export const FUNCTION_FINGERPRINT = { algorithm: "any/function", version: 1 } as const;

// A finding over a whole function would change with every edit inside; its first lines name it well enough.
const FINGERPRINTED_LINES = 5;
const UNCOMPARED = new Set(["gas", "style", "secret"]);
// Sources kept at a time, in UTF-16 units; past it the file read longest ago is dropped and read again when needed.
const KEPT_SOURCE = 64_000_000;

interface SourceFile {
  readonly source: string;
  readonly lines: readonly string[];
  readonly outline: Outline | undefined;
}

/**
 * Completes findings with the enclosing contract or class and function, a hash of that function's text, and the
 * fingerprints `context` v1 and `line` v1 (see README.md beside this file), in the order given. `readFile` answers the text of a path of a
 * finding, or undefined where there is none: such a finding passes unchanged. Each file is read and parsed once.
 * Nothing is thrown for a file that cannot be read or parsed.
 */
export async function* addContext(
  findings: Iterable<NormalizedFinding> | AsyncIterable<NormalizedFinding>,
  readFile: (path: string) => Promise<string | undefined>,
): AsyncGenerator<NormalizedFinding> {
  const files = new FileCache(readFile);
  const seen = new Map<string, number>();
  for await (const finding of findings) {
    const file = finding.path === undefined ? undefined : await files.get(finding.path);
    yield file ? withContext(finding, file, seen) : finding;
  }
}

/** The innermost contract or class and function around a 1-based line; undefined where there is no syntax. */
export function enclosing(path: string, source: string, line: number): Scope | undefined {
  return outlineOf(path, source)?.scopeAt(line);
}

/**
 * The normalized statement at the first code of the given lines, without the statements nested in it; undefined
 * where there is no syntax.
 */
export function codeWindow(path: string, source: string, startLine: number, endLine = startLine): string | undefined {
  return outlineOf(path, source)?.windowAt(startLine, endLine)?.text;
}

function withContext(finding: NormalizedFinding, file: SourceFile, seen: Map<string, number>): NormalizedFinding {
  if (finding.startLine === undefined) return finding;
  const endLine = Math.max(finding.startLine, finding.endLine ?? finding.startLine);
  const fingerprints = [...finding.fingerprints];
  const add = (value: FingerprintValue): void => {
    const known = fingerprints.some((f) => f.algorithm === value.algorithm && f.version === value.version);
    if (!known) fingerprints.push(value);
  };

  const window = file.outline?.windowAt(finding.startLine, endLine);
  const scope = window?.scope ?? file.outline?.scopeAt(finding.startLine);
  const container = finding.container ?? scope?.container?.name;
  const callable = finding.callable ?? scope?.callable?.name;
  if (window) {
    const contextOf = (detector: string): FingerprintValue => {
      const parts = [detector, scope?.container?.name, scope?.callable?.name, window.text, window.ordinal];
      const base = JSON.stringify(parts.map((part) => part ?? ""));
      const key = `${finding.path}\0${base}`;
      const hit = seen.get(key) ?? 0;
      seen.set(key, hit + 1);
      return { ...CONTEXT_FINGERPRINT, value: sha256(JSON.stringify(["context", 1, base, hit])) };
    };
    add(contextOf(finding.detector));
    // What was found under a name that the check had before carries the value of that name.
    fingerprints.push(...(finding.formerDetectors ?? []).map(contextOf));
    fingerprints.push(...weaknessesOf(finding, window));
  }
  const last = Math.min(endLine, finding.startLine + FINGERPRINTED_LINES - 1);
  const text = file.lines
    .slice(finding.startLine - 1, last)
    .map(normalizeLine)
    .filter(Boolean)
    .join("\n");
  if (text) add({ ...LINE_FINGERPRINT, value: sha256(JSON.stringify(["line", 1, finding.detector, text])) });
  const around = window?.around ?? text;

  return {
    ...finding,
    ...(container ? { container } : {}),
    ...(callable ? { callable } : {}),
    ...(around ? { functionHash: sha256(JSON.stringify(["function", 1, around])) } : {}),
    fingerprints,
  };
}

/** Two values for each class, where a function is around; lints of style and gas have nothing to be compared by. */
function weaknessesOf({ classes, tags }: NormalizedFinding, { scope, text, ordinal }: Window): FingerprintValue[] {
  if (scope.callable === undefined || tags.some((tag) => UNCOMPARED.has(tag))) return [];
  const home = [scope.container?.name ?? "", scope.callable.name];
  return sharedClasses(classes).flatMap((weakness) => [
    { ...WEAKNESS_FINGERPRINT, value: sha256(JSON.stringify(["weakness", 1, weakness, ...home, text, ordinal])) },
    { ...FUNCTION_FINGERPRINT, value: sha256(JSON.stringify(["function-weakness", 1, weakness, ...home])) },
  ]);
}

class FileCache {
  readonly #readFile: (path: string) => Promise<string | undefined>;
  readonly #files = new Map<string, SourceFile | undefined>();
  #kept = 0;

  constructor(readFile: (path: string) => Promise<string | undefined>) {
    this.#readFile = readFile;
  }

  async get(path: string): Promise<SourceFile | undefined> {
    if (this.#files.has(path)) return this.#files.get(path);
    const source = await this.#read(path);
    const file =
      source === undefined ? undefined : { source, lines: source.split("\n"), outline: outlineOf(path, source) };
    this.#files.set(path, file);
    this.#kept += source?.length ?? 0;
    for (const [oldest, kept] of this.#files) {
      if (this.#kept <= KEPT_SOURCE || oldest === path) break;
      this.#files.delete(oldest);
      this.#kept -= kept?.source.length ?? 0;
    }
    return file;
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return await this.#readFile(path);
    } catch {
      return undefined;
    }
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
