"use client";
import { type DiagramElement, type ElementKind, KIND_WORDS, TRUST_WORDS } from "@redoubt/domain/threat-model";
import { cn, Mark } from "@redoubt/ui";
import { Handle, type Node, type NodeProps, NodeResizeControl, Position } from "@xyflow/react";
import {
  Bot,
  Box,
  Cable,
  Database,
  Eye,
  FileText,
  Globe,
  KeyRound,
  Landmark,
  Layers,
  type LucideIcon,
  Network,
  Server,
  ShieldCheck,
  User,
  Users,
  Workflow,
} from "lucide-react";
import { memo } from "react";

export type ElementNode = Node<{ element: DiagramElement; editable: boolean }, "element" | "boundary">;

export const KIND_ICON: Readonly<Record<ElementKind, LucideIcon>> = {
  ...{ actor: User, contract: Box, proxy: Layers, oracle: Eye, multisig: Users, key: KeyRound, governance: Landmark },
  ...{ bridge: Cable, external: Network, "data-store": Database, service: Server, frontend: Globe, node: Network },
  ...{ pipeline: Workflow, agent: Bot, boundary: ShieldCheck, note: FileText },
};

const SIDES = [
  { id: "top", position: Position.Top },
  { id: "right", position: Position.Right },
  { id: "bottom", position: Position.Bottom },
  { id: "left", position: Position.Left },
] as const;

function Handles({ editable }: { editable: boolean }) {
  return SIDES.map(({ id, position }) => (
    <Handle
      key={id}
      id={id}
      type="source"
      position={position}
      isConnectable={editable}
      className={cn("size-2! border-line-control! bg-surface! opacity-0", editable && "group-hover:opacity-100")}
    />
  ));
}

/** A box with its kind, its name, and the mark of its threats. */
export const ElementBox = memo(function ElementBox({ data: { element, editable }, selected }: NodeProps<ElementNode>) {
  const Icon = KIND_ICON[element.kind];
  const isNote = element.kind === "note";
  return (
    <div
      className={cn(
        "group flex size-full items-center gap-2.5 rounded-2 border bg-surface px-3 text-ink",
        isNote && "border-dashed bg-sunken",
        element.outOfScope !== null && "border-dashed opacity-75",
        selected ? "border-accent ring-2 ring-accent" : "border-line-strong",
      )}
    >
      {!isNote && <Handles editable={editable} />}
      <Icon aria-hidden="true" className="size-4 flex-none text-ink-2" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-13 font-medium">{element.name}</span>
        <span className="block truncate text-12 text-ink-3">
          {element.outOfScope === null ? KIND_WORDS[element.kind].toLowerCase() : "out of scope"}
        </span>
      </span>
      {element.threats > 0 && (
        <Mark
          kind={element.openThreats > 0 ? "stale" : "claimed"}
          count={element.openThreats > 0 ? element.openThreats : element.threats}
          label={
            element.openThreats > 0 ? `${element.openThreats} open threats` : `${element.threats} threats, answered`
          }
        />
      )}
    </div>
  );
});

/** A dashed frame around what trusts each other. */
export const BoundaryBox = memo(function BoundaryBox({
  data: { element, editable },
  selected,
}: NodeProps<ElementNode>) {
  return (
    <div className={cn("size-full rounded-2 border border-dashed", selected ? "border-accent" : "border-line-control")}>
      {editable && selected === true && <NodeResizeControl position="bottom-right" minWidth={160} minHeight={100} />}
      <span className="flex items-baseline gap-2 px-3 py-2">
        <span className="truncate text-13 font-medium text-ink">{element.name}</span>
        {element.trust !== null && <span className="text-12 text-ink-3">{TRUST_WORDS[element.trust]}</span>}
        {element.openThreats > 0 && (
          <Mark kind="stale" count={element.openThreats} label={`${element.openThreats} open threats`} />
        )}
      </span>
    </div>
  );
});
