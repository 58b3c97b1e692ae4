import type { CallableKind, ContainerKind, NodeRole, RoleOf } from "./role.ts";
import type { SyntaxLanguage, SyntaxNode } from "./syntax.ts";

/** How the nodes of a grammar count, as tables of their kinds. */
interface RoleTable {
  readonly containers: Readonly<Record<string, ContainerKind>>;
  readonly callables: Readonly<Record<string, CallableKind>>;
  /** Statements and declarations whose text stands for itself. */
  readonly units: ReadonlySet<string>;
  /** Units below which no other stands. */
  readonly simple: ReadonlySet<string>;
  /** Nodes that have a head: see `isHead`. */
  readonly heads: ReadonlySet<string>;
  /** A node around another that belongs to it, such as its decorators. */
  readonly wrapper?: string;
  /** What a node is called where its field `name` does not say it. */
  nameOf?(node: SyntaxNode): string | undefined;
  /** The container that a function names itself, such as the receiver of a method. */
  ownerOf?(node: SyntaxNode): string | undefined;
  isUnit?(node: SyntaxNode): boolean;
}

const PLAIN: NodeRole = { unit: false, leaf: false };

const PYTHON: RoleTable = {
  containers: { class_definition: "class" },
  callables: { function_definition: "function" },
  units: new Set([
    ...["if_statement", "elif_clause", "else_clause", "for_statement", "while_statement", "try_statement"],
    ...["except_clause", "finally_clause", "with_statement", "match_statement", "case_clause"],
  ]),
  // Expressions of this language hold no statements.
  simple: new Set([
    ...["expression_statement", "return_statement", "raise_statement", "assert_statement", "delete_statement"],
    ...["import_statement", "import_from_statement", "future_import_statement", "global_statement"],
    ...["nonlocal_statement", "pass_statement", "break_statement", "continue_statement", "type_alias_statement"],
  ]),
  heads: new Set(),
  wrapper: "decorated_definition",
};

const GO: RoleTable = {
  containers: { type_spec: "class" },
  callables: { function_declaration: "function", method_declaration: "method" },
  units: new Set([
    ...["expression_statement", "short_var_declaration", "assignment_statement", "var_declaration"],
    ...["const_declaration", "return_statement", "if_statement", "for_statement", "expression_switch_statement"],
    ...["type_switch_statement", "select_statement", "expression_case", "type_case", "communication_case"],
    ...["default_case", "go_statement", "defer_statement", "send_statement", "inc_statement", "dec_statement"],
    ...["labeled_statement", "type_declaration", "import_declaration", "field_declaration", "method_elem"],
  ]),
  simple: new Set(["package_clause", "break_statement", "continue_statement", "goto_statement"]),
  heads: new Set(["for_clause", "if_statement", "expression_switch_statement", "type_switch_statement"]),
  ownerOf: (node) => node.field("receiver")?.text.match(/([\p{L}_][\p{L}\p{N}_]*)(?:\[[^\]]*\])?\s*\)$/u)?.[1],
};

const RUST: RoleTable = {
  containers: {
    impl_item: "class",
    struct_item: "class",
    enum_item: "class",
    union_item: "class",
    trait_item: "interface",
    mod_item: "library",
  },
  callables: { function_item: "function", function_signature_item: "function", macro_definition: "function" },
  units: new Set([
    ...["let_declaration", "expression_statement", "const_item", "static_item", "match_arm", "field_declaration"],
    ...["enum_variant", "type_item", "else_clause"],
  ]),
  simple: new Set(["use_declaration", "extern_crate_declaration"]),
  heads: new Set(),
  nameOf: (node) => (node.kind === "impl_item" ? node.field("type")?.text.match(/^[\p{L}\p{N}_:]+/u)?.[0] : undefined),
  // The last expression of a block is its value, without a semicolon.
  isUnit: (node) => node.parent?.kind === "block",
};

const JAVA: RoleTable = {
  containers: {
    class_declaration: "class",
    record_declaration: "class",
    enum_declaration: "class",
    interface_declaration: "interface",
    annotation_type_declaration: "interface",
  },
  callables: {
    method_declaration: "method",
    constructor_declaration: "constructor",
    compact_constructor_declaration: "constructor",
  },
  units: new Set([
    ...["local_variable_declaration", "expression_statement", "field_declaration", "return_statement", "if_statement"],
    ...["for_statement", "enhanced_for_statement", "while_statement", "do_statement", "try_statement"],
    ...["try_with_resources_statement", "catch_clause", "finally_clause", "switch_expression", "throw_statement"],
    ...["switch_block_statement_group", "switch_rule", "synchronized_statement", "assert_statement", "enum_constant"],
    ...["yield_statement", "labeled_statement", "explicit_constructor_invocation", "static_initializer"],
  ]),
  simple: new Set(["import_declaration", "package_declaration", "break_statement", "continue_statement"]),
  heads: new Set(["for_statement"]),
};

const TABLES: Readonly<Partial<Record<SyntaxLanguage, RoleTable>>> = {
  python: PYTHON,
  go: GO,
  rust: RUST,
  java: JAVA,
};

/** The rules of a language whose grammar needs no more than tables; undefined for others. */
export function tableRole(language: SyntaxLanguage): RoleOf | undefined {
  const table = TABLES[language];
  return table === undefined ? undefined : (node) => roleIn(table, node);
}

function roleIn(table: RoleTable, node: SyntaxNode): NodeRole {
  const { kind, parent } = node;
  const from = parent !== undefined && parent.kind === table.wrapper ? { from: parent } : {};
  const named = (): string => table.nameOf?.(node) ?? node.field("name")?.text ?? "";
  const container = table.containers[kind];
  if (container !== undefined)
    return { unit: true, leaf: false, container: { name: named(), kind: container }, ...from };
  const callable = table.callables[kind];
  if (callable !== undefined) {
    const owner = table.ownerOf?.(node);
    const owned = owner === undefined ? {} : { container: { name: owner, kind: "class" as const } };
    return { unit: true, leaf: false, callable: { name: named(), kind: callable }, ...owned, ...from };
  }
  if (parent !== undefined && isHead(table, parent, node)) return PLAIN;
  if (table.simple.has(kind)) return { unit: true, leaf: true };
  return { unit: table.units.has(kind) || table.isUnit?.(node) === true, leaf: false };
}

/** What belongs to the head of a loop, an `if` or a `switch`, one text with its keyword. */
function isHead(table: RoleTable, parent: SyntaxNode, node: SyntaxNode): boolean {
  if (!table.heads.has(parent.kind)) return false;
  if (parent.kind === "for_clause") return true;
  return parent.kind === "for_statement" ? node !== parent.children.at(-1) : parent.field("initializer") === node;
}
