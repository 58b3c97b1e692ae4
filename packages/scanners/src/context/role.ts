import type { SyntaxNode } from "./syntax.ts";

export type ContainerKind = "contract" | "interface" | "library" | "class";
export type CallableKind = "function" | "modifier" | "constructor" | "method";

/** What a language's rules say about one node. */
export interface NodeRole {
  /** The node opens a contract, class or function. */
  readonly container?: { readonly name: string; readonly kind: ContainerKind };
  readonly callable?: { readonly name: string; readonly kind: CallableKind };
  /** The node is a statement or declaration whose text stands for itself. */
  readonly unit: boolean;
  /** Nothing below can be a unit. */
  readonly leaf: boolean;
  /** Where the unit begins when not at the node itself, such as at `export`. */
  readonly from?: SyntaxNode;
}

export type RoleOf = (node: SyntaxNode) => NodeRole;
