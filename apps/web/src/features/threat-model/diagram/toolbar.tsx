"use client";
import { BOX, type DiagramElement, ELEMENT_KINDS, KIND_WORDS } from "@redoubt/domain/threat-model";
import { Button, DropdownMenu, IconButton, MenuItem, notifyProblem } from "@redoubt/ui";
import { Copy, Download, Maximize, Plus, Redo2, Undo2, Workflow } from "lucide-react";
import { useState } from "react";
import { saveFile } from "#features/frame/index.ts";
import type { Diagram } from "../outline/outline-screen.tsx";
import { elementChange } from "../outline/use-change.ts";
import type { ProjectScope } from "../words.ts";
import { KIND_ICON } from "./nodes.tsx";
import { layOut } from "./layout.ts";
import { toPng, toSvg } from "./picture.ts";
import { NO_STEP } from "./step.ts";
import type { Drawing } from "./use-drawing.ts";

export interface ToolbarProps {
  readonly scope: ProjectScope;
  readonly diagram: Diagram;
  readonly drawing: Drawing;
  readonly editable: boolean;
  readonly selected: DiagramElement | null;
  /** The middle of what is on screen, where new boxes appear. */
  readonly middle: () => { x: number; y: number };
  readonly onFit: () => void;
  readonly onSelect: (id: string) => void;
}

const SAVING_WORDS = { saved: "saved", saving: "saving…", failed: "not saved, read again" } as const;

/** What can be done to the drawing. */
export function Toolbar(props: ToolbarProps) {
  const { scope, diagram, drawing, editable, selected, middle, onFit, onSelect } = props;
  const [busy, setBusy] = useState(false);
  const add = (kind: (typeof ELEMENT_KINDS)[number]): void => {
    const at = middle();
    const position = { x: Math.round(at.x - BOX.width / 2), y: Math.round(at.y - BOX.height / 2) };
    const fresh = elementChange(null, diagram.diagrams[0]?.key ?? "main");
    const trust = kind === "boundary" ? 0 : null;
    drawing.apply({
      ...NO_STEP,
      elements: [{ ...fresh, kind, trust, position, name: `New ${KIND_WORDS[kind].toLowerCase()}` }],
    });
    onSelect(fresh.id);
  };
  const copy = (element: DiagramElement): void => {
    const { id } = elementChange(null, element.diagram);
    const position = element.position === null ? null : { x: element.position.x + 24, y: element.position.y + 24 };
    const made = {
      ...elementChange(element, element.diagram),
      id,
      rowVersion: 0,
      position,
      name: `${element.name} (copy)`,
    };
    drawing.apply({ ...NO_STEP, elements: [{ ...made, threatsFrom: element.id }] });
    onSelect(id);
  };
  const arrange = async (): Promise<void> => {
    setBusy(true);
    try {
      const elements = await layOut(diagram);
      if (elements.length > 0) drawing.apply({ ...NO_STEP, elements });
      setTimeout(onFit, 100);
    } catch (error) {
      notifyProblem(
        `The drawing could not be arranged: ${error instanceof Error ? error.message : "no reason was given"}.`,
      );
    } finally {
      setBusy(false);
    }
  };
  const svg = (): string => toSvg(diagram, `Threat model of ${scope.project}`);
  const save = (blob: Blob, ending: string): void => saveFile(`${scope.project}-threat-model.${ending}`, blob);
  return (
    <div
      role="toolbar"
      aria-label="Drawing"
      className="float absolute top-3 left-3 z-10 flex max-w-[calc(100%-24px)] flex-wrap items-center gap-1 p-1"
    >
      {editable && (
        <>
          <DropdownMenu
            trigger={
              <Button>
                <Plus aria-hidden="true" />
                Add
              </Button>
            }
          >
            {ELEMENT_KINDS.map((kind) => {
              const Icon = KIND_ICON[kind];
              return (
                <MenuItem key={kind} icon={<Icon aria-hidden="true" className="size-4" />} onSelect={() => add(kind)}>
                  {KIND_WORDS[kind]}
                </MenuItem>
              );
            })}
          </DropdownMenu>
          <IconButton label="Undo" disabled={!drawing.canUndo} onClick={drawing.undo}>
            <Undo2 aria-hidden="true" />
          </IconButton>
          <IconButton label="Redo" disabled={!drawing.canRedo} onClick={drawing.redo}>
            <Redo2 aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Copy with its threats"
            disabled={selected === null}
            onClick={() => selected && copy(selected)}
          >
            <Copy aria-hidden="true" />
          </IconButton>
          <IconButton label="Arrange" disabled={busy || diagram.elements.length === 0} onClick={() => void arrange()}>
            <Workflow aria-hidden="true" />
          </IconButton>
        </>
      )}
      <IconButton label="Show all" onClick={onFit}>
        <Maximize aria-hidden="true" />
      </IconButton>
      <DropdownMenu
        trigger={
          <IconButton label="Save as picture">
            <Download aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => save(new Blob([svg()], { type: "image/svg+xml" }), "svg")}>SVG</MenuItem>
        <MenuItem
          onSelect={() =>
            void toPng(svg()).then(
              (blob) => save(blob, "png"),
              (error: unknown) => notifyProblem(`No picture was made: ${error instanceof Error ? error.message : ""}.`),
            )
          }
        >
          PNG
        </MenuItem>
      </DropdownMenu>
      {editable && (
        <span role="status" className="px-1.5 text-12 text-ink-3">
          {SAVING_WORDS[drawing.saving]}
        </span>
      )}
    </div>
  );
}
