import type { NodeRole } from "./role.ts";
import type { SyntaxNode } from "./syntax.ts";

const PLAIN: NodeRole = { unit: false, leaf: false };
const NOTHING_BELOW: NodeRole = { unit: false, leaf: true };
const SIMPLE: NodeRole = { unit: true, leaf: true };
const COMPOUND: NodeRole = { unit: true, leaf: false };

const SIMPLE_KINDS = new Set([
  "pragma_directive",
  "import_directive",
  "using_directive",
  "event_definition",
  "error_declaration",
  "enum_declaration",
  "user_defined_type_definition",
  "constant_variable_declaration",
  "state_variable_declaration",
  "struct_member",
  "expression_statement",
  "variable_declaration_statement",
  "return_statement",
  "emit_statement",
  "revert_statement",
  "break_statement",
  "continue_statement",
]);

const COMPOUND_KINDS = new Set([
  "struct_declaration",
  "if_statement",
  "for_statement",
  "while_statement",
  "do_while_statement",
  "try_statement",
  "catch_clause",
  "assembly_statement",
  "yul_if_statement",
  "yul_for_statement",
  "yul_switch_statement",
  "yul_function_definition",
]);

const YUL_STATEMENTS = new Set(["yul_assignment", "yul_variable_declaration", "yul_function_call", "yul_leave"]);
const YUL_BLOCKS = new Set(["assembly_statement", "yul_block"]);
const HEADS = new Set(["for_statement", "yul_for_statement"]);

/** How a node of the Solidity grammar counts in the outline of a file. */
export function solidityRole(node: SyntaxNode): NodeRole {
  const { kind, parent } = node;
  // The head of a loop is one text with its keyword.
  if (parent && HEADS.has(parent.kind) && node !== parent.children.at(-1)) return NOTHING_BELOW;
  if (SIMPLE_KINDS.has(kind)) return SIMPLE;
  if (COMPOUND_KINDS.has(kind)) return COMPOUND;
  if (YUL_STATEMENTS.has(kind)) return parent && YUL_BLOCKS.has(parent.kind) ? SIMPLE : NOTHING_BELOW;
  switch (kind) {
    case "contract_declaration":
      return { ...COMPOUND, container: { name: nameOf(node), kind: "contract" } };
    case "interface_declaration":
      return { ...COMPOUND, container: { name: nameOf(node), kind: "interface" } };
    case "library_declaration":
      return { ...COMPOUND, container: { name: nameOf(node), kind: "library" } };
    case "function_definition":
      return { ...COMPOUND, callable: { name: nameOf(node), kind: "function" } };
    case "modifier_definition":
      return { ...COMPOUND, callable: { name: nameOf(node), kind: "modifier" } };
    case "constructor_definition":
      return { ...COMPOUND, callable: { name: "constructor", kind: "constructor" } };
    case "fallback_receive_definition":
      return { ...COMPOUND, callable: { name: fallbackName(node), kind: "function" } };
    case "call_expression":
    case "binary_expression":
      return NOTHING_BELOW;
    default:
      return PLAIN;
  }
}

function nameOf(node: SyntaxNode): string {
  return node.field("name")?.text ?? "";
}

// Compilers before 0.6 write the fallback as a function without a name.
function fallbackName(node: SyntaxNode): string {
  return node.tokens.includes("receive") ? "receive" : "fallback";
}
