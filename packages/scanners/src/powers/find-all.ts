import { createRequire } from "node:module";
import type { Node, NodeType, NodeTypeMap } from "solidity-ast/node.js";
import type * as Utils from "solidity-ast/utils.js";

// The package is CommonJS.
const require = createRequire(import.meta.url);
const utils: typeof Utils = require("solidity-ast/utils.js");

/** Every node of the given kinds below a node, itself included, in the order of the text. */
export function findAll<T extends NodeType>(kinds: T | readonly T[], node: Node): Iterable<NodeTypeMap[T]> {
  return utils.findAll(kinds, node);
}
