/** One entry of a tree; a folder has `children`, even if there are none. */
export interface TreeNode {
  id: string;
  name: string;
  children?: readonly TreeNode[];
}

/** A node in view, with what the accessibility tree wants to know of its place. */
export interface TreeRow<Node extends TreeNode> {
  node: Node;
  /** 1 at the top. */
  level: number;
  /** 1-based place among its siblings. */
  position: number;
  siblings: number;
  parentId: string | null;
}

/** The rows in view, top to bottom: children of closed folders are left out. */
export function visibleRows<Node extends TreeNode>(
  nodes: readonly Node[],
  isOpen: (id: string) => boolean,
  level = 1,
  parentId: string | null = null,
): TreeRow<Node>[] {
  return nodes.flatMap((node, index) => {
    const row: TreeRow<Node> = { node, level, position: index + 1, siblings: nodes.length, parentId };
    if (node.children === undefined || !isOpen(node.id)) return [row];
    return [row, ...visibleRows(node.children as readonly Node[], isOpen, level + 1, node.id)];
  });
}

/** What a key does in a tree, by the ARIA pattern. */
export type TreeMove =
  | { kind: "focus"; id: string }
  | { kind: "open"; id: string }
  | { kind: "close"; id: string }
  | { kind: "choose"; id: string }
  | null;

/** Decides what a key press on the focused row does; a letter goes to the next name that begins with it. */
export function treeMove(
  rows: readonly TreeRow<TreeNode>[],
  focusedId: string,
  key: string,
  isOpen: (id: string) => boolean,
): TreeMove {
  const at = rows.findIndex((row) => row.node.id === focusedId);
  const row = rows[at];
  if (row === undefined) return null;
  const folder = row.node.children !== undefined;
  switch (key) {
    case "ArrowDown":
      return focus(rows[at + 1]);
    case "ArrowUp":
      return focus(rows[at - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows.at(-1));
    case "ArrowRight":
      if (!folder) return null;
      if (!isOpen(focusedId)) return { kind: "open", id: focusedId };
      return rows[at + 1]?.parentId === focusedId ? focus(rows[at + 1]) : null;
    case "ArrowLeft":
      if (folder && isOpen(focusedId)) return { kind: "close", id: focusedId };
      return row.parentId === null ? null : { kind: "focus", id: row.parentId };
    case "Enter":
    case " ":
      if (!folder) return { kind: "choose", id: focusedId };
      return { kind: isOpen(focusedId) ? "close" : "open", id: focusedId };
    default:
      return key.length === 1 ? typeAhead(rows, at, key) : null;
  }
}

function typeAhead(rows: readonly TreeRow<TreeNode>[], at: number, key: string): TreeMove {
  const wanted = key.toLowerCase();
  const turned = [...rows.slice(at + 1), ...rows.slice(0, at)];
  return focus(turned.find((row) => row.node.name.toLowerCase().startsWith(wanted)));
}

function focus(row: TreeRow<TreeNode> | undefined): TreeMove {
  return row === undefined ? null : { kind: "focus", id: row.node.id };
}
