"use client";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { SideSection, Split } from "@redoubt/ui";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { ElementForm } from "../outline/element-form.tsx";
import { FlowForm } from "../outline/flow-form.tsx";
import type { Diagram } from "../outline/outline-screen.tsx";
import { many, type ProjectScope } from "../words.ts";
import { Canvas } from "./canvas.tsx";
import { DrawingContext } from "./drawing-context.ts";
import { Toolbar } from "./toolbar.tsx";
import { useDrawing } from "./use-drawing.ts";
import { useIsDark } from "./use-is-dark.ts";

export interface EditorProps {
  readonly scope: ProjectScope;
  readonly diagram: Diagram;
}

/** The drawing with its tools, and beside it what is chosen. */
export function Editor(props: EditorProps) {
  return (
    <ReactFlowProvider>
      <Inner {...props} />
    </ReactFlowProvider>
  );
}

function Inner({ scope: { organization, project }, diagram: server }: EditorProps) {
  const scope = useMemo(() => ({ organization, project }), [organization, project]);
  const drawing = useDrawing(scope, server);
  const { diagram } = drawing;
  const editable = usePermissions(scope).has("threat-model:write");
  const [selected, setSelected] = useState<string | null>(null);
  const dark = useIsDark();
  const flow = useReactFlow();
  const element = diagram.elements.find(({ id }) => id === selected);
  const line = diagram.flows.find(({ id }) => id === selected);
  const keys = useRef<(event: KeyboardEvent) => boolean>(() => false);
  useEffect(() => {
    keys.current = (event) => {
      const key = event.key.toLowerCase();
      if (!editable || !(event.ctrlKey || event.metaKey)) return false;
      if (key === "y" || (key === "z" && event.shiftKey)) drawing.redo();
      else if (key === "z") drawing.undo();
      else return false;
      return true;
    };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A field takes its own letters back.
      if (event.target instanceof Element && event.target.closest("input, textarea, [role=dialog]")) return;
      if (keys.current(event)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const base = paths.projectSlice(organization, project, "threat-model");
  return (
    <DrawingContext value={drawing}>
      <Split
        sideLabel="What is chosen"
        sideWidth={372}
        className="flex-1"
        side={
          <>
            {element !== undefined && (
              <SideSection title={element.name} note={threatsOf(element)}>
                <p className="text-12">
                  <Link href={`${base}/threat?on=${element.id}`} className="why whitespace-normal">
                    Threats on it
                  </Link>
                </p>
                {editable ? (
                  <ElementForm
                    key={element.id}
                    scope={scope}
                    diagram={diagram}
                    element={element}
                    onDone={() => setSelected(null)}
                  />
                ) : (
                  <p className="text-ink-2">{element.description || "Nothing more is said of it."}</p>
                )}
              </SideSection>
            )}
            {line !== undefined && (
              <SideSection title={line.name || "A flow"} note={threatsOf(line)}>
                {editable && (
                  <FlowForm
                    key={line.id}
                    scope={scope}
                    diagram={diagram}
                    flow={line}
                    onDone={() => setSelected(null)}
                  />
                )}
              </SideSection>
            )}
            {element === undefined && line === undefined && (
              <SideSection title="Nothing is chosen">
                <p className="text-ink-2">
                  {editable
                    ? "Choose a box or a line to change it. Drag from the dot at a box's side to another box to connect them; drop a box into a dashed frame to put it there. Arrow keys move what is chosen, Delete removes it, Ctrl Z takes a step back."
                    : "Choose a box or a line to read about it."}
                </p>
                <p className="mt-2">
                  <Link href={`${base}/outline`} className="why whitespace-normal">
                    The same as text, for the keyboard and for screen readers
                  </Link>
                </p>
                <p className="mt-2 text-12 text-ink-3">
                  {many(diagram.elements.length, "element")}, {many(diagram.flows.length, "flow")}. A mark on a box
                  counts its open threats.
                </p>
              </SideSection>
            )}
          </>
        }
      >
        <div role="presentation" className="relative h-[max(24rem,calc(100dvh-165px))] phone:h-[60dvh]">
          <Canvas
            diagram={diagram}
            editable={editable}
            dark={dark}
            selected={selected}
            onSelect={setSelected}
            onStep={drawing.apply}
          />
          <Toolbar
            scope={scope}
            diagram={diagram}
            drawing={drawing}
            editable={editable}
            selected={element ?? null}
            middle={() => flow.screenToFlowPosition({ x: innerWidth / 2, y: innerHeight / 2 })}
            onFit={() => void flow.fitView({ maxZoom: 1, padding: 0.08 })}
            onSelect={setSelected}
          />
        </div>
      </Split>
    </DrawingContext>
  );
}

function threatsOf({ threats, openThreats }: { threats: number; openThreats: number }): string {
  return threats === 0 ? "no threats" : `${openThreats} of ${many(threats, "threat")} open`;
}
