import { parseSource, type SyntaxNode } from "../../../context/syntax.ts";

/** What a name stands for. */
export interface Declaration {
  readonly kind: "parameter" | "variable" | "loop" | "import" | "function" | "class";
  readonly name: string;
  readonly node: SyntaxNode;
  /** Initial value, iterated value, or undefined. */
  readonly value?: SyntaxNode;
  /** Module of an import, and the name there. */
  readonly from?: string;
  readonly imported?: string;
  /** Position of a parameter and the function that has it. */
  readonly position?: number;
  readonly fn?: SyntaxNode;
  /** Declared type of a parameter, without the colon. */
  readonly type?: string;
}

export interface ScriptFile {
  readonly path: string;
  readonly root: SyntaxNode;
  /** Every node of one kind, in source order. */
  nodes(kind: string): readonly SyntaxNode[];
  /** What a name means at a place; undefined for globals. */
  lookup(name: string, at: SyntaxNode): Declaration | undefined;
}

export const FUNCTION_KINDS: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "function_declaration",
  "generator_function",
  "generator_function_declaration",
  "method_definition",
]);

/** Reads one JavaScript or TypeScript file; undefined when it cannot be parsed at all. */
export function readScript(path: string, source: string): ScriptFile | undefined {
  const root = parseSource(path, source);
  if (!root) return undefined;
  const index = new Map<string, SyntaxNode[]>();
  const scopes = new Map<SyntaxNode, Map<string, Declaration>>([[root, new Map()]]);
  const visit = (node: SyntaxNode, scope: SyntaxNode): void => {
    const list = index.get(node.kind);
    if (list) list.push(node);
    else index.set(node.kind, [node]);
    let inner = scope;
    if (FUNCTION_KINDS.has(node.kind)) {
      declareFunction(node, scopes.get(scope));
      inner = node;
      scopes.set(node, new Map());
      declareParameters(node, scopes.get(node));
    } else {
      declare(node, scopes.get(scope));
    }
    for (const child of node.children) visit(child, inner);
  };
  visit(root, root);
  return {
    path,
    root,
    nodes: (kind) => index.get(kind) ?? [],
    lookup(name, at) {
      for (let node: SyntaxNode | undefined = at; node; node = node.parent) {
        const found = scopes.get(node)?.get(name);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function declareFunction(node: SyntaxNode, scope: Map<string, Declaration> | undefined): void {
  const name = node.kind.endsWith("_declaration") ? node.field("name")?.text : undefined;
  if (name) scope?.set(name, { kind: "function", name, node });
}

function declareParameters(fn: SyntaxNode, scope: Map<string, Declaration> | undefined): void {
  const single = fn.field("parameter");
  const list = single ? [single] : (fn.field("parameters")?.children ?? []);
  list.forEach((parameter, position) => {
    const pattern = parameter.field("pattern") ?? parameter;
    const type = parameter.field("type")?.text.replace(/^:\s*/, "");
    for (const name of namesOf(pattern)) {
      scope?.set(name, { kind: "parameter", name, node: parameter, position, fn, type });
    }
  });
}

function declare(node: SyntaxNode, scope: Map<string, Declaration> | undefined): void {
  if (node.kind === "variable_declarator") {
    const pattern = node.field("name");
    const value = node.field("value");
    for (const name of pattern ? namesOf(pattern) : [])
      scope?.set(name, { kind: "variable", name, node, value, ...required(value) });
  } else if (node.kind === "for_in_statement") {
    const pattern = node.field("left");
    const value = node.field("right");
    for (const name of pattern ? namesOf(pattern) : []) scope?.set(name, { kind: "loop", name, node, value });
  } else if (node.kind === "class_declaration") {
    const name = node.field("name")?.text;
    if (name) scope?.set(name, { kind: "class", name, node });
  } else if (node.kind === "import_statement") {
    for (const each of importsOf(node)) scope?.set(each.name, each);
  }
}

// `const x = require("m")` and `const { y } = require("m")` are imports, too.
function required(value: SyntaxNode | undefined): { from?: string } {
  if (value?.kind !== "call_expression" || value.field("function")?.text !== "require") return {};
  const [module] = value.field("arguments")?.children ?? [];
  return module?.kind === "string" ? { from: unquoted(module) } : {};
}

function importsOf(node: SyntaxNode): Declaration[] {
  const source = node.field("source");
  const from = source ? unquoted(source) : "";
  const found: Declaration[] = [];
  const visit = (each: SyntaxNode): void => {
    if (each.kind === "import_specifier") {
      const imported = each.field("name")?.text ?? "";
      const name = each.field("alias")?.text ?? imported;
      found.push({ kind: "import", name, node: each, from, imported });
    } else if (each.kind === "namespace_import") {
      const name = each.children[0]?.text ?? "";
      found.push({ kind: "import", name, node: each, from, imported: "*" });
    } else if (each.kind === "identifier") {
      found.push({ kind: "import", name: each.text, node: each, from, imported: "default" });
    } else if (each.kind !== "string") {
      each.children.forEach(visit);
    }
  };
  node.children.forEach(visit);
  return found;
}

/** Names that a pattern binds: `a`, `{ a, b: c, ...d }`, `[a, b]`, `a = 1`. */
export function namesOf(pattern: SyntaxNode): string[] {
  switch (pattern.kind) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
      return [pattern.text];
    case "pair_pattern": {
      const value = pattern.field("value");
      return value ? namesOf(value) : [];
    }
    case "assignment_pattern":
    case "object_assignment_pattern": {
      const left = pattern.field("left");
      return left ? namesOf(left) : [];
    }
    case "object_pattern":
    case "array_pattern":
    case "rest_pattern":
      return pattern.children.flatMap(namesOf);
    default:
      return [];
  }
}

/** The text of a string literal without its quotes. */
export function unquoted(node: SyntaxNode): string {
  return node.text.slice(1, -1);
}
