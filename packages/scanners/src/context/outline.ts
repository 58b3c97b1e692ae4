import { codeStyle, type CodeStyle, normalizeCode } from "./normalize.ts";
import type { CallableKind, ContainerKind, RoleOf } from "./role.ts";
import { scriptRole } from "./script-role.ts";
import { solidityRole } from "./solidity-role.ts";
import { languageOf, parseSource, type SyntaxLanguage, type SyntaxNode } from "./syntax.ts";
import { tableRole } from "./table-role.ts";

/** Where a piece of code stands; lines are 1-based and inclusive. */
export interface Scope {
  readonly container?: { readonly name: string; readonly kind: ContainerKind };
  readonly callable?: { readonly name: string; readonly kind: CallableKind };
  readonly startLine: number;
  readonly endLine: number;
}

interface Unit {
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
  /** The function that the unit stands in. */
  readonly home: Home | undefined;
  readonly holes: { start: number; end: number }[];
  text?: string;
}

/** A function, modifier, constructor or method by its place in the source. */
interface Home {
  readonly start: number;
  readonly end: number;
  text?: string;
}

/**
 * The statement that a position belongs to: its own text, which of its equals in the same function it is, and the
 * whole text of that function, or of the statement where none is around it.
 */
export interface Window {
  readonly scope: Scope;
  readonly text: string;
  readonly ordinal: number;
  readonly around: string;
}

/** Scopes and statements of one file, without its syntax tree, so that many files can be kept. */
export class Outline {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  readonly #units: readonly Unit[];
  readonly #style: CodeStyle;
  #ordinals: Map<Unit, number> | undefined;

  constructor(source: string, units: readonly Unit[], style: CodeStyle) {
    this.#source = source;
    this.#style = style;
    this.#units = units;
    this.#lineStarts = lineStartsOf(source);
  }

  /** The innermost contract or class and function around a line; undefined outside of the file. */
  scopeAt(line: number): Scope | undefined {
    const at = this.#firstCharacter(line, line) ?? this.#lineStarts[line - 1];
    return at === undefined ? undefined : this.#unitAt(at)?.scope;
  }

  /** Every contract, class and function of the file, in the order of the source. */
  scopes(): Scope[] {
    const scopes = new Map<string, Scope>();
    for (const { scope } of this.#units) {
      if (scope.container === undefined && scope.callable === undefined) continue;
      scopes.set(`${scope.startLine}:${scope.endLine}:${scope.callable?.name ?? ""}`, scope);
    }
    return [...scopes.values()];
  }

  /** The statement at the first code of the lines; undefined where no statement stands. */
  windowAt(startLine: number, endLine: number): Window | undefined {
    const at = this.#firstCharacter(startLine, endLine);
    const unit = at === undefined ? undefined : this.#unitAt(at);
    if (!unit) return undefined;
    const text = this.#textOf(unit);
    return { scope: unit.scope, text, ordinal: this.#ordinalOf(unit), around: this.#around(unit) ?? text };
  }

  #around({ home }: Unit): string | undefined {
    if (home !== undefined) home.text ??= normalizeCode(this.#source.slice(home.start, home.end), this.#style);
    return home?.text;
  }

  #firstCharacter(startLine: number, endLine: number): number | undefined {
    let comment: number | undefined;
    for (let line = startLine; line <= endLine; line += 1) {
      const start = this.#lineStarts[line - 1];
      if (start === undefined) break;
      const text = this.#source.slice(start, this.#lineStarts[line] ?? this.#source.length);
      const code = text.search(/\S/);
      if (code < 0) continue;
      if (!this.#style.commentLine.test(text)) return start + code;
      comment ??= start + code;
    }
    return comment;
  }

  // Units are in source order of their starts and nest, so the last one that holds the position is the innermost.
  #unitAt(at: number): Unit | undefined {
    let low = 0;
    let high = this.#units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#units[middle]?.start ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0; index -= 1) {
      const unit = this.#units[index];
      if (unit && unit.end > at) return unit;
    }
    return undefined;
  }

  #textOf(unit: Unit): string {
    if (unit.text !== undefined) return unit.text;
    let text = "";
    let at = unit.start;
    for (const hole of unit.holes) {
      if (hole.start < at) continue;
      text += `${this.#source.slice(at, hole.start)} `;
      at = hole.end;
    }
    unit.text = normalizeCode(text + this.#source.slice(at, unit.end), this.#style);
    return unit.text;
  }

  #ordinalOf(unit: Unit): number {
    if (!this.#ordinals) {
      this.#ordinals = new Map();
      const seen = new Map<string, number>();
      for (const each of this.#units) {
        const { container, callable } = each.scope;
        const key = JSON.stringify([container?.name, callable?.name, this.#textOf(each)]);
        const before = seen.get(key) ?? 0;
        seen.set(key, before + 1);
        this.#ordinals.set(each, before);
      }
    }
    return this.#ordinals.get(unit) ?? 0;
  }
}

/** Reads the outline of one file; undefined when its language is not known or it cannot be parsed. */
export function outlineOf(path: string, source: string): Outline | undefined {
  const language = languageOf(path);
  const root = parseSource(path, source);
  if (!root || !language) return undefined;
  try {
    return new Outline(source, unitsOf(root, roleIn(language)), codeStyle(language));
  } catch {
    // Nesting deeper than the stack: hostile or generated, so it goes without context.
    return undefined;
  }
}

function roleIn(language: SyntaxLanguage): RoleOf {
  return tableRole(language) ?? (language === "solidity" ? solidityRole : scriptRole);
}

function unitsOf(root: SyntaxNode, roleOf: RoleOf): Unit[] {
  const top: Scope = { startLine: 1, endLine: root.endLine };
  const file: Unit = { start: root.start, end: root.end, scope: top, home: undefined, holes: [] };
  const units: Unit[] = [];
  const visit = (node: SyntaxNode, scope: Scope, unit: Unit, outer: Home | undefined): void => {
    for (const child of node.children) {
      const role = roleOf(child);
      let inner = scope;
      let home = outer;
      if (role.container) {
        inner = { container: role.container, startLine: child.startLine, endLine: child.endLine };
        home = undefined;
      }
      if (role.callable) {
        inner = { ...inner, callable: role.callable, startLine: child.startLine, endLine: child.endLine };
        home = { start: child.start, end: child.end };
      }
      let own = unit;
      if (role.unit) {
        own = { start: role.from?.start ?? child.start, end: child.end, scope: inner, home, holes: [] };
        unit.holes.push({ start: own.start, end: own.end });
        units.push(own);
      }
      if (!role.leaf) visit(child, inner, own, home);
    }
  };
  visit(root, top, file, undefined);
  return units;
}

function lineStartsOf(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
