import type { NodeRole } from "./role.ts";
import type { SyntaxNode } from "./syntax.ts";

const PLAIN: NodeRole = { unit: false, leaf: false };
const UNIT: NodeRole = { unit: true, leaf: false };

const UNIT_KINDS = new Set([
  "expression_statement",
  "lexical_declaration",
  "variable_declaration",
  "return_statement",
  "throw_statement",
  "if_statement",
  "for_statement",
  "for_in_statement",
  "while_statement",
  "do_statement",
  "try_statement",
  "catch_clause",
  "finally_clause",
  "switch_statement",
  "switch_case",
  "switch_default",
  "import_statement",
  "export_statement",
  "interface_declaration",
  "type_alias_declaration",
  "enum_declaration",
  "property_signature",
  "method_signature",
  "ambient_declaration",
]);

const FUNCTIONS = new Set([
  "arrow_function",
  "function_expression",
  "function",
  "generator_function",
  "function_declaration",
  "generator_function_declaration",
]);
const CLASSES = new Set(["class_declaration", "abstract_class_declaration", "class"]);
const FIELDS = new Set(["public_field_definition", "field_definition"]);
// The entries of an object of this size stand for themselves: one line never holds it, however it is formatted.
const LARGE_OBJECT = 12;

/** How a node of the JavaScript and TypeScript grammars counts in the outline of a file. */
export function scriptRole(node: SyntaxNode): NodeRole {
  const { kind, parent } = node;
  if (CLASSES.has(kind)) return classRole(node, parent);
  if (FUNCTIONS.has(kind)) return functionRole(node, parent);
  if (kind === "method_definition") {
    const name = textOf(node.field("name"));
    return { ...UNIT, callable: { name, kind: name === "constructor" ? "constructor" : "method" } };
  }
  if (FIELDS.has(kind)) return UNIT;
  if (kind === "pair") return (parent?.children.length ?? 0) >= LARGE_OBJECT ? UNIT : PLAIN;
  if (!UNIT_KINDS.has(kind)) return PLAIN;
  if (kind === "export_statement") return node.field("declaration") ? PLAIN : UNIT;
  // `for (let i = 0; …)`: the head is one text with its keyword.
  if (parent?.kind === "for_statement" && kind !== "if_statement" && node !== parent.children.at(-1)) return PLAIN;
  return parent?.kind === "export_statement" ? { ...UNIT, from: parent } : UNIT;
}

function classRole(node: SyntaxNode, parent: SyntaxNode | undefined): NodeRole {
  const name = node.field("name")?.text ?? nameFromUse(parent) ?? "";
  const role: NodeRole = { ...PLAIN, container: { name, kind: "class" } };
  if (node.kind === "class") return role;
  return parent?.kind === "export_statement" ? { ...role, unit: true, from: parent } : { ...role, unit: true };
}

function functionRole(node: SyntaxNode, parent: SyntaxNode | undefined): NodeRole {
  const declared = node.kind.endsWith("_declaration");
  const name = node.field("name")?.text ?? nameFromUse(parent);
  const role: NodeRole = name ? { ...PLAIN, callable: { name, kind: calledAs(parent) } } : PLAIN;
  if (!declared) return role;
  return parent?.kind === "export_statement" ? { ...role, unit: true, from: parent } : { ...role, unit: true };
}

function calledAs(parent: SyntaxNode | undefined): "method" | "function" {
  return parent && FIELDS.has(parent.kind) ? "method" : "function";
}

// A function without a name of its own is spoken of by what it is assigned to.
function nameFromUse(parent: SyntaxNode | undefined): string | undefined {
  switch (parent?.kind) {
    case "variable_declarator":
    case "public_field_definition":
      return textOf(parent.field("name"));
    case "field_definition":
      return textOf(parent.field("property"));
    case "pair":
      return textOf(parent.field("key")).replace(/^["'](.*)["']$/, "$1");
    case "assignment_expression": {
      const left = parent.field("left");
      return textOf(left?.field("property") ?? left);
    }
    case "export_statement":
      return "default";
    default:
      return undefined;
  }
}

function textOf(node: SyntaxNode | undefined): string {
  return node?.text ?? "";
}
