"use client";
import "@xyflow/react/dist/style.css";
import type { DiagramElement, DiagramFlow, ElementChange } from "@redoubt/domain/threat-model";
import {
  Background,
  type Connection,
  ConnectionMode,
  type Edge,
  MarkerType,
  type NodeChange,
  ReactFlow,
  useNodesState,
} from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import type { Diagram } from "../outline/outline-screen.tsx";
import { elementChange, flowChange } from "../outline/use-change.ts";
import { boundaryAround, rectanglesOf } from "./geometry.ts";
import { BoundaryBox, ElementBox, type ElementNode } from "./nodes.tsx";
import { NO_STEP, type Step } from "./step.ts";

const NODE_TYPES = { element: ElementBox, boundary: BoundaryBox };
/** After the last key of a move by keyboard, in milliseconds; a drag is told at once. */
const SETTLED_MS = 250;

export interface CanvasProps {
  readonly diagram: Diagram;
  readonly editable: boolean;
  readonly dark: boolean;
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly onStep: (step: Step) => void;
}

/** The drawing: boxes that are dragged, nested and connected, by pointer or by keyboard. */
export function Canvas({ diagram, editable, dark, selected, onSelect, onStep }: CanvasProps) {
  const drawn = useMemo(() => toNodes(diagram, editable), [diagram, editable]);
  const [nodes, setNodes, onNodesChange] = useNodesState<ElementNode>(drawn);
  const chosen = useRef(selected);
  useEffect(() => {
    chosen.current = selected;
    setNodes((before) => before.map((node) => ({ ...node, selected: node.id === selected })));
  }, [selected, setNodes]);
  useEffect(() => {
    setNodes(drawn.map((node) => (node.id === chosen.current ? { ...node, selected: true } : node)));
  }, [drawn, setNodes]);
  const edges = useMemo(() => diagram.flows.flatMap((flow) => toEdge(flow, diagram, selected)), [diagram, selected]);
  const latest = useRef({ nodes, diagram, onStep });
  useEffect(() => {
    latest.current = { nodes, diagram, onStep };
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (): void => {
    clearTimeout(timer.current);
    const { nodes: now, diagram: known, onStep: step } = latest.current;
    const elements = movedElements(now, known);
    if (elements.length > 0) step({ ...NO_STEP, elements });
  };
  const settle = (afterMs: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(tell, afterMs);
  };
  const onChange = (changes: NodeChange<ElementNode>[]): void => {
    onNodesChange(changes);
    const picked = changes.findLast((change) => change.type === "select" && change.selected);
    if (picked?.type === "select") onSelect(picked.id);
    const isMoved = changes.some(
      (change) =>
        (change.type === "position" && change.dragging !== true) ||
        (change.type === "dimensions" && change.resizing === false),
    );
    if (isMoved && editable) settle(SETTLED_MS);
  };
  const connect = ({ source, target }: Connection): void => {
    if (source === target) return;
    tell();
    const flow = { ...flowChange(null, diagram.diagrams[0]?.key ?? "main"), sourceId: source, targetId: target };
    onStep({ ...NO_STEP, flows: [flow] });
    onSelect(flow.id);
  };
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      onNodesChange={onChange}
      // What is chosen opens beside the drawing, which would hold up the first frames of a drag.
      selectNodesOnDrag={false}
      onNodeDragStop={(_, node) => {
        onSelect(node.id);
        if (editable) settle(0);
      }}
      onConnect={connect}
      onNodeClick={(_, node) => onSelect(node.id)}
      onEdgeClick={(_, edge) => onSelect(edge.id)}
      onPaneClick={() => onSelect(null)}
      onBeforeDelete={async ({ nodes: gone, edges: lines }) => {
        if (editable) {
          tell();
          onStep({ ...NO_STEP, removeElements: gone.map(({ id }) => id), removeFlows: lines.map(({ id }) => id) });
          onSelect(null);
        }
        return false;
      }}
      deleteKeyCode={editable ? ["Delete", "Backspace"] : null}
      nodesDraggable={editable}
      nodesConnectable={editable}
      connectionMode={ConnectionMode.Loose}
      colorMode={dark ? "dark" : "light"}
      proOptions={{ hideAttribution: true }}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      onlyRenderVisibleElements
      minZoom={0.2}
      fitView
      fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
      className="bg-canvas!"
    >
      <Background gap={16} />
    </ReactFlow>
  );
}

/** Boundaries first, outer ones before inner ones: what stands in one moves with it. */
function toNodes({ elements }: Diagram, editable: boolean): ElementNode[] {
  const rectangles = rectanglesOf(elements);
  const depthOf = (element: DiagramElement): number => {
    let depth = 0;
    for (let at = element.parentId; at !== null && depth < 50; depth += 1) {
      at = elements.find(({ id }) => id === at)?.parentId ?? null;
    }
    return depth;
  };
  return elements
    .map((element) => ({ element, depth: depthOf(element) }))
    .sort((a, b) => a.depth - b.depth || Number(b.element.kind === "boundary") - Number(a.element.kind === "boundary"))
    .flatMap(({ element, depth }) => {
      const box = rectangles.get(element.id);
      const outer = element.parentId === null ? undefined : rectangles.get(element.parentId);
      if (box === undefined) return [];
      return {
        ...{ id: element.id, type: element.kind === "boundary" ? ("boundary" as const) : ("element" as const) },
        position: { x: box.x - (outer?.x ?? 0), y: box.y - (outer?.y ?? 0) },
        ...(outer === undefined || element.parentId === null ? {} : { parentId: element.parentId }),
        ...{ width: box.width, height: box.height, zIndex: element.kind === "boundary" ? depth : 100 + depth },
        ...{ data: { element, editable }, ariaLabel: `${element.name}, ${element.openThreats} open threats` },
      };
    });
}

function toEdge(flow: DiagramFlow, diagram: Diagram, selected: string | null): Edge[] {
  const { id, sourceId, targetId } = flow;
  if (sourceId === null || targetId === null) return [];
  const nameOf = (end: string) => diagram.elements.find((element) => element.id === end)?.name ?? "nothing";
  const rectangles = rectanglesOf(diagram.elements);
  const [from, to] = [rectangles.get(sourceId), rectangles.get(targetId)];
  if (from === undefined || to === undefined) return [];
  const dx = to.x + to.width / 2 - from.x - from.width / 2;
  const dy = to.y + to.height / 2 - from.y - from.height / 2;
  const flat = Math.abs(dx) > Math.abs(dy);
  const sides = flat
    ? dx > 0
      ? ["right", "left"]
      : ["left", "right"]
    : dy > 0
      ? ["bottom", "top"]
      : ["top", "bottom"];
  const color = flow.openThreats > 0 ? "var(--failed-text)" : "var(--text-2)";
  const marker = { type: MarkerType.ArrowClosed, color };
  const label = [flow.name, flow.openThreats > 0 ? `${flow.openThreats} open` : ""].filter(Boolean).join(", ");
  return [
    {
      ...{ id, source: sourceId, target: targetId, sourceHandle: sides[0], targetHandle: sides[1], type: "smoothstep" },
      ...{ label, labelStyle: { fontSize: 12, fill: "var(--text)" }, labelBgStyle: { fill: "var(--surface)" } },
      style: { stroke: color, ...(flow.outOfScope === null ? {} : { strokeDasharray: "4 4" }) },
      ...{ markerEnd: marker, ...(flow.bidirectional ? { markerStart: marker } : {}) },
      ...{ selected: id === selected, zIndex: 90 },
      ariaLabel: `${nameOf(sourceId)} to ${nameOf(targetId)}${flow.name === "" ? "" : `: ${flow.name}`}`,
    },
  ];
}

/** What was moved, resized or dropped into another boundary since the drawing was last told. */
function movedElements(nodes: readonly ElementNode[], diagram: Diagram): ElementChange[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const absolute = (node: ElementNode): { x: number; y: number } => {
    let { x, y } = node.position;
    for (let at = node.parentId; at !== undefined; at = byId.get(at)?.parentId) {
      x += byId.get(at)?.position.x ?? 0;
      y += byId.get(at)?.position.y ?? 0;
    }
    return { x: Math.round(x), y: Math.round(y) };
  };
  const before = rectanglesOf(diagram.elements);
  const now = new Map(
    nodes.map((node) => {
      const box = before.get(node.id);
      const size = {
        width: Math.round(node.width ?? box?.width ?? 0),
        height: Math.round(node.height ?? box?.height ?? 0),
      };
      return [node.id, { ...absolute(node), ...size }];
    }),
  );
  return diagram.elements.flatMap((element) => {
    const [was, is] = [before.get(element.id), now.get(element.id)];
    if (was === undefined || is === undefined) return [];
    const same = was.x === is.x && was.y === is.y && was.width === is.width && was.height === is.height;
    if (same) return [];
    // What moves because its boundary does stays in it.
    const outer = element.parentId === null ? undefined : [before.get(element.parentId), now.get(element.parentId)];
    const carried =
      outer?.[0] !== undefined && outer[1] !== undefined && (outer[0].x !== outer[1].x || outer[0].y !== outer[1].y);
    const parentId = carried ? element.parentId : boundaryAround(element.id, is, diagram.elements, now);
    const { x, y, width, height } = is;
    return [{ ...elementChange(element, element.diagram), parentId, position: { x, y }, size: { width, height } }];
  });
}
