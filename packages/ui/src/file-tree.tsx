"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { cn } from "./cn.ts";
import { type TreeNode, treeMove, visibleRows } from "./file-tree-model.ts";

export interface FileTreeNode extends TreeNode {
  children?: readonly FileTreeNode[];
  /** At the end of the line: a count, a mark. */
  end?: ReactNode;
  /** Quieter than the rest: not in scope, generated. */
  dim?: boolean;
}

export interface FileTreeProps {
  nodes: readonly FileTreeNode[];
  /** The accessible name of the tree. */
  label: string;
  selectedId?: string;
  onSelect: (id: string) => void;
  /** Folders open at first; all others start closed. */
  defaultOpenIds?: readonly string[];
  className?: string;
}

/** Folders and files; arrow keys move and open, Enter chooses, letters jump. */
export function FileTree({ nodes, label, selectedId, onSelect, defaultOpenIds = [], className }: FileTreeProps) {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(() => new Set(defaultOpenIds));
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const isOpen = (id: string) => openIds.has(id);
  const rows = visibleRows(nodes, isOpen);
  const inView = (id: string | null | undefined) => rows.some((row) => row.node.id === id);
  const tabStop = [focusedId, selectedId].find(inView) ?? rows[0]?.node.id;

  const setOpen = (id: string, open: boolean) => {
    const next = new Set(openIds);
    if (open) next.add(id);
    else next.delete(id);
    setOpenIds(next);
  };
  const choose = (node: FileTreeNode) => {
    setFocusedId(node.id);
    if (node.children === undefined) onSelect(node.id);
    else setOpen(node.id, !isOpen(node.id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || tabStop === undefined) return;
    const move = treeMove(rows, tabStop, event.key, isOpen);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === "choose") onSelect(move.id);
    else if (move.kind === "focus") {
      setFocusedId(move.id);
      tree.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(move.id)}"]`)?.focus();
    } else setOpen(move.id, move.kind === "open");
  };

  return (
    <div ref={tree} role="tree" aria-label={label} onKeyDown={onKeyDown} className={cn("py-1", className)}>
      {rows.map(({ node, level, position, siblings }) => {
        const folder = node.children !== undefined;
        const open = folder && isOpen(node.id);
        const Chevron = open ? ChevronDown : ChevronRight;
        return (
          <div
            key={node.id}
            role="treeitem"
            data-node={node.id}
            aria-level={level}
            aria-posinset={position}
            aria-setsize={siblings}
            aria-expanded={folder ? open : undefined}
            aria-selected={node.id === selectedId}
            tabIndex={node.id === tabStop ? 0 : -1}
            onClick={() => choose(node)}
            onFocus={() => setFocusedId(node.id)}
            style={{ paddingLeft: `${8 + (level - 1) * 14}px` }}
            className={cn(
              "flex h-7 items-center gap-1.5 pr-2 font-mono text-12 -outline-offset-2 select-none hover:bg-hover aria-selected:bg-selected phone:h-touch",
              node.dim ? "text-ink-3" : "text-ink",
            )}
          >
            {folder ? (
              <Chevron aria-hidden="true" className="size-3.5 text-ink-3" />
            ) : (
              <span className="w-3.5 flex-none" />
            )}
            <span className="min-w-0 flex-1 truncate" title={node.name}>
              {node.name}
            </span>
            {node.end && <span className="flex-none font-sans text-ink-3 tabular-nums">{node.end}</span>}
          </div>
        );
      })}
    </div>
  );
}
