import type { PastHint, PastPlace } from "@redoubt/domain/finding";
import type { Scope } from "./outline.ts";
import { outlineOf } from "./outline.ts";
import { languageOf } from "./syntax.ts";

/** The revision in which names are looked up. */
export interface NamedIn {
  readonly number: number;
  readonly commit: string | null;
  /** Paths of all files. */
  readonly files: readonly string[];
  readonly dependencyPaths: readonly string[];
  /** The text of a file; undefined when it cannot be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

/** One finding of a document, as far as its place goes. */
export interface NamedSubject {
  readonly hints: readonly PastHint[];
  /** The commit that the document is about. */
  readonly commit: string | null;
}

interface Named {
  readonly path: string;
  readonly scope: Scope;
}

/** Files whose functions are learned by name; a project of that size is searched by the files that are named. */
const MOST_INDEXED = 3000;
const MOST_INDEXED_BYTES = 60_000_000;

/**
 * Looks up what documents name (files, lines, contracts, functions) in one revision. A line of another commit is not
 * believed: the function that the text names says where it stands now. Nothing is thrown for files that cannot be read.
 */
export class NamedPlaces {
  readonly #revision: NamedIn;
  readonly #byName = new Map<string, string[]>();
  readonly #scopes = new Map<string, readonly Scope[]>();
  #index: Promise<{ readonly callables: Map<string, Named[]>; readonly containers: Map<string, Named[]> }> | undefined;

  constructor(revision: NamedIn) {
    this.#revision = revision;
    for (const file of revision.files) {
      const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
      const same = this.#byName.get(name);
      if (same === undefined) this.#byName.set(name, [file]);
      else same.push(file);
    }
  }

  /** Where one finding stands. */
  async place({ hints, commit }: NamedSubject): Promise<PastPlace> {
    if (hints.length === 0) return { kind: "unnamed", words: "It names no file and no function." };
    const missing: string[] = [];
    for (const hint of hints) {
      if (hint.path === undefined) continue;
      const path = this.#file(hint.path);
      if (path === undefined) missing.push(hint.path);
      else return this.#inFile(path, hint, hints, commit);
    }
    const named = await this.#byNames(hints);
    if (named !== undefined) return named;
    const looked = missing[0] ?? nameOf(hints[0] ?? {});
    return { kind: "gone", words: clip(`${looked} is not in revision ${this.#revision.number}.`) };
  }

  /** The one file that a written path can be: itself, or the only one that ends with it. */
  #file(written: string): string | undefined {
    const parts = written
      .replaceAll("\\", "/")
      .split("/")
      .filter((part) => part !== "" && part !== "." && part !== "..");
    const same = this.#byName.get((parts.at(-1) ?? "").toLowerCase()) ?? [];
    const own = same.filter((file) => !this.#isDependency(file));
    for (const candidates of [own, same]) {
      // Leading folders are the document's own; the end must fit.
      for (let from = 0; from < parts.length; from += 1) {
        const end = parts.slice(from).join("/").toLowerCase();
        const fits = candidates.filter((file) => file.toLowerCase() === end || file.toLowerCase().endsWith(`/${end}`));
        if (fits.length === 1) return fits[0];
        if (fits.length > 1) return undefined;
      }
    }
    return undefined;
  }

  #isDependency(file: string): boolean {
    return this.#revision.dependencyPaths.some((path) => file === path || file.startsWith(`${path}/`));
  }

  async #inFile(path: string, hint: PastHint, hints: readonly PastHint[], commit: string | null): Promise<PastPlace> {
    const scopes = await this.#scopesOf(path);
    const { startLine, endLine = startLine } = hint;
    if (startLine !== undefined && this.#isOwnCommit(hint.commit ?? commit)) {
      const words = `The lines are those of commit ${short(this.#revision.commit)}, which the document is about.`;
      return found({ path, startLine, endLine }, innermost(scopes, startLine), words);
    }
    const called = hints.map((each) => scopeNamed(scopes, each)).find((scope) => scope !== undefined);
    if (called !== undefined) {
      const { startLine: from, endLine: to } = called;
      return found(
        { path, startLine: from, endLine: to },
        called,
        `${scopeName(called)}, which it names, is at line ${from} of this file.`,
      );
    }
    const contained = hints.map((each) => containerNamed(scopes, each)).find((scope) => scope !== undefined);
    const line = startLine === undefined ? "" : ` Line ${startLine} is of another commit.`;
    return found({ path }, contained, `The file is there.${line}`);
  }

  /** A document about this very commit, or one whose links lead to it. */
  #isOwnCommit(commit: string | null): boolean {
    const own = this.#revision.commit;
    return own !== null && commit !== null && commit.length >= 7 && own.startsWith(commit);
  }

  async #byNames(hints: readonly PastHint[]): Promise<PastPlace | undefined> {
    const { callables, containers } = await this.#names();
    for (const { container, callable } of hints) {
      if (callable === undefined) continue;
      const all = callables.get(callable) ?? [];
      const own = container === undefined ? all : all.filter(({ scope }) => scope.container?.name === container);
      const [only, second] = own;
      // A name that many contracts have says nothing by itself.
      if (only === undefined || second !== undefined) continue;
      const { path, scope } = only;
      const words = `${scopeName(scope)}, which it names, stands only here.`;
      return found({ path, startLine: scope.startLine, endLine: scope.endLine }, scope, words);
    }
    for (const { container } of hints) {
      const [only, second] = container === undefined ? [] : (containers.get(container) ?? []);
      if (only === undefined || second !== undefined) continue;
      return found({ path: only.path }, only.scope, `${container}, which it names, stands only here.`);
    }
    return undefined;
  }

  #names() {
    this.#index ??= this.#learn();
    return this.#index;
  }

  async #learn() {
    const callables = new Map<string, Named[]>();
    const containers = new Map<string, Named[]>();
    const own = this.#revision.files.filter((file) => languageOf(file) !== undefined && !this.#isDependency(file));
    let bytes = 0;
    for (const path of own.slice(0, MOST_INDEXED)) {
      const scopes = await this.#scopesOf(path, (source) => {
        bytes += source.length;
        return bytes <= MOST_INDEXED_BYTES;
      });
      const seen = new Set<string>();
      for (const scope of scopes) {
        const { callable, container } = scope;
        if (callable !== undefined) add(callables, callable.name, { path, scope });
        if (container === undefined || seen.has(container.name)) continue;
        seen.add(container.name);
        add(containers, container.name, { path, scope: { ...scope, container } });
      }
    }
    return { callables, containers };
  }

  async #scopesOf(path: string, wanted: (source: string) => boolean = () => true): Promise<readonly Scope[]> {
    const known = this.#scopes.get(path);
    if (known !== undefined) return known;
    const source =
      languageOf(path) === undefined ? undefined : await this.#revision.readFile(path).catch(() => undefined);
    const scopes = source === undefined || !wanted(source) ? [] : (outlineOf(path, source)?.scopes() ?? []);
    this.#scopes.set(path, scopes);
    return scopes;
  }
}

function found(
  at: { path: string; startLine?: number | undefined; endLine?: number | undefined },
  scope: Scope | undefined,
  words: string,
): PastPlace {
  const { path, startLine, endLine } = at;
  return {
    ...{ kind: "found", path, words: clip(words) },
    ...(startLine === undefined ? {} : { startLine, endLine: Math.max(startLine, endLine ?? startLine) }),
    ...(scope?.container === undefined ? {} : { container: scope.container.name.slice(0, 200) }),
    ...(scope?.callable === undefined ? {} : { callable: scope.callable.name.slice(0, 200) }),
  };
}

function scopeNamed(scopes: readonly Scope[], { container, callable }: PastHint): Scope | undefined {
  if (callable === undefined) return undefined;
  const all = scopes.filter((scope) => scope.callable?.name === callable);
  return (
    all.find((scope) => scope.container?.name === container) ??
    (all.length === 1 || container === undefined ? all[0] : undefined)
  );
}

function containerNamed(scopes: readonly Scope[], { container }: PastHint): Scope | undefined {
  const scope = container === undefined ? undefined : scopes.find((each) => each.container?.name === container);
  return scope?.container === undefined
    ? undefined
    : { container: scope.container, startLine: scope.startLine, endLine: scope.endLine };
}

function innermost(scopes: readonly Scope[], line: number): Scope | undefined {
  return scopes
    .filter(({ startLine, endLine }) => startLine <= line && line <= endLine)
    .toSorted((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine))[0];
}

function scopeName({ container, callable }: Scope): string {
  return [container?.name, callable?.name].filter((part) => part !== undefined).join(".");
}

function nameOf({ path, container, callable }: PastHint): string {
  return path ?? [container, callable].filter((part) => part !== undefined).join(".");
}

function short(commit: string | null): string {
  return commit?.slice(0, 7) ?? "";
}

function clip(words: string): string {
  return words.slice(0, 500).toWellFormed();
}

function add(map: Map<string, Named[]>, name: string, named: Named): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, [named]);
  else known.push(named);
}
