import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { Lang, parse, registerDynamicLanguage, type SgNode } from "@ast-grep/napi";

/** Languages whose syntax is understood here. */
export type SyntaxLanguage = "solidity" | "typescript" | "tsx" | "javascript" | "python" | "go" | "rust" | "java";

const EXTENSIONS: Readonly<Record<string, SyntaxLanguage>> = {
  sol: "solidity",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  py: "python",
  pyi: "python",
  go: "go",
  rs: "rust",
  java: "java",
};

/** Grammars that are loaded beside those that the parser brings along. */
const LOADED = ["solidity", "python", "go", "rust", "java"] as const;
const COMMENTS = new Set(["comment", "line_comment", "block_comment"]);

/** Above this many UTF-16 units a file is generated or hostile; it gets no syntax. */
export const MAX_SOURCE_LENGTH = 1_500_000;

// Wrapper nodes of the Solidity grammar that carry no meaning of their own: replaced by their only child.
const TRANSPARENT = new Set(["expression", "statement"]);

const WITHOUT_DETECTORS = new Set<SyntaxLanguage>(["python", "go", "rust", "java"]);
const NO_TOKENS: readonly string[] = [];

/** The syntax language that a path's extension names, or undefined. */
export function languageOf(path: string): SyntaxLanguage | undefined {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? undefined : EXTENSIONS[path.slice(dot + 1).toLowerCase()];
}

/** Languages that our own detectors read. */
export function isDetected(path: string): boolean {
  const language = languageOf(path);
  return language !== undefined && !WITHOUT_DETECTORS.has(language);
}

/**
 * One named node of a syntax tree. Crossing into the native parser costs microseconds per call, so children,
 * text and position are fetched once and kept; comments and meaningless wrapper nodes are left out.
 */
export class SyntaxNode {
  readonly kind: string;
  readonly parent: SyntaxNode | undefined;
  readonly #native: SgNode;
  #children: readonly SyntaxNode[] | undefined;
  #tokens: readonly string[] | undefined;
  #text: string | undefined;
  #id: number | undefined;
  #fields: Map<string, SyntaxNode | undefined> | undefined;
  #range: { start: number; end: number; startLine: number; endLine: number } | undefined;

  constructor(native: SgNode, kind: string, parent: SyntaxNode | undefined) {
    this.#native = native;
    this.kind = kind;
    this.parent = parent;
  }

  /** Named children without comments, in source order. */
  get children(): readonly SyntaxNode[] {
    if (this.#children) return this.#children;
    const found: SyntaxNode[] = [];
    for (const native of this.#native.namedChildren()) {
      const { node, kind } = unwrapped(native);
      if (!COMMENTS.has(kind)) found.push(new SyntaxNode(node, kind, this));
    }
    this.#children = found;
    return found;
  }

  get text(): string {
    this.#text ??= this.#native.text();
    return this.#text;
  }

  /** Offset of the first character in the source, in UTF-16 units. */
  get start(): number {
    return this.#position().start;
  }

  /** Offset after the last character. */
  get end(): number {
    return this.#position().end;
  }

  /** 1-based line of the first character. */
  get startLine(): number {
    return this.#position().startLine;
  }

  /** 1-based line of the last character. */
  get endLine(): number {
    return this.#position().endLine;
  }

  /** Punctuation and keywords directly below this node, such as an operator. */
  get tokens(): readonly string[] {
    if (this.#tokens) return this.#tokens;
    const all = this.#native.children();
    this.#tokens = all.length === 0 ? NO_TOKENS : all.filter((n) => !n.isNamed()).map((n) => n.text().trim());
    return this.#tokens;
  }

  /** The child in a named field of the grammar. */
  field(name: string): SyntaxNode | undefined {
    this.#fields ??= new Map();
    if (this.#fields.has(name)) return this.#fields.get(name);
    const native = this.#native.field(name);
    const id = native ? unwrapped(native).node.id() : undefined;
    const found = id === undefined ? undefined : this.children.find((child) => child.#nativeId() === id);
    this.#fields.set(name, found);
    return found;
  }

  #nativeId(): number {
    this.#id ??= this.#native.id();
    return this.#id;
  }

  #position(): { start: number; end: number; startLine: number; endLine: number } {
    if (!this.#range) {
      const { start, end } = this.#native.range();
      this.#range = { start: start.index, end: end.index, startLine: start.line + 1, endLine: end.line + 1 };
    }
    return this.#range;
  }
}

/**
 * Parses one file by its extension. Undefined when the language is not known, the source is too large or the
 * parser fails; a source with syntax errors still gives a tree.
 */
export function parseSource(path: string, source: string): SyntaxNode | undefined {
  const language = languageOf(path);
  if (!language || source.length > MAX_SOURCE_LENGTH) return undefined;
  try {
    const root = parse(nativeLanguage(language), source).root();
    return new SyntaxNode(root, String(root.kind()), undefined);
  } catch {
    return undefined;
  }
}

function unwrapped(native: SgNode): { node: SgNode; kind: string } {
  let node = native;
  let kind = String(node.kind());
  while (TRANSPARENT.has(kind)) {
    let inner = node.namedChildren();
    if (inner.length > 1) inner = inner.filter((child) => !COMMENTS.has(String(child.kind())));
    const [only] = inner;
    if (!only || inner.length !== 1) break;
    node = only;
    kind = String(node.kind());
  }
  return { node, kind };
}

function nativeLanguage(language: SyntaxLanguage): string {
  switch (language) {
    case "typescript":
      return Lang.TypeScript;
    case "tsx":
      return Lang.Tsx;
    case "javascript":
      return Lang.JavaScript;
    default:
      registerLoaded();
      return language;
  }
}

let registered = false;

// One call takes all: a second one would forget the first.
function registerLoaded(): void {
  if (registered) return;
  const { resolve } = createRequire(import.meta.url);
  const grammars = LOADED.flatMap((language) => {
    const folder = resolve(`tree-sitter-${language}/package.json`).slice(0, -"/package.json".length);
    const libraryPath = `${folder}/prebuilds/${process.platform}-${process.arch}/tree-sitter-${language}.node`;
    // One that was not built for this machine leaves its files without syntax, and the others as they are.
    if (!existsSync(libraryPath)) return [];
    const grammar = { libraryPath, extensions: [language as string], expandoChar: "_" };
    return [[language, grammar] as const];
  });
  registerDynamicLanguage(Object.fromEntries(grammars));
  registered = true;
}
