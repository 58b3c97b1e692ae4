"use client";
import { newId, toTypedId } from "@redoubt/domain/shared";
import type { DiagramElement, DiagramFlow, ElementChange, FlowChange } from "@redoubt/domain/threat-model";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { use } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { DrawingContext } from "../diagram/drawing-context.ts";
import type { ProjectScope } from "../words.ts";

interface Change {
  readonly elements?: readonly ElementChange[];
  readonly flows?: readonly FlowChange[];
  readonly removeElements?: readonly { readonly id: string; readonly rowVersion: number }[];
  readonly removeFlows?: readonly { readonly id: string; readonly rowVersion: number }[];
}

/** What a form needs of a change: how to make it, whether it is on its way, and why it was refused. */
interface Changing {
  readonly mutate: (change: Change) => void;
  readonly isPending: boolean;
  readonly error: unknown;
}

/** One step of the drawing, whole or not at all; beside a diagram it is a step that can be taken back there. */
export function useChange(scope: ProjectScope, onDone: () => void): Changing {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const drawing = use(DrawingContext);
  const sent = useMutation(
    trpc.threatModel.changeDiagram.mutationOptions({
      onSuccess: async () => {
        // First: what is opened while the model is read again shall not be shut.
        onDone();
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
      },
    }),
  );
  if (drawing === null) {
    return {
      mutate: ({ elements = [], flows = [], removeElements = [], removeFlows = [] }) =>
        sent.mutate({
          ...scope,
          ...{ elements: [...elements], flows: [...flows] },
          ...{ removeElements: [...removeElements], removeFlows: [...removeFlows] },
        }),
      isPending: sent.isPending,
      error: sent.error,
    };
  }
  return {
    mutate: ({ elements = [], flows = [], removeElements = [], removeFlows = [] }) => {
      drawing.apply({
        ...{ elements, flows, removeElements: removeElements.map(({ id }) => id) },
        removeFlows: removeFlows.map(({ id }) => id),
      });
      onDone();
    },
    isPending: false,
    error: null,
  };
}

/** An element as a change of it, or a new one of a diagram. */
export function elementChange(element: DiagramElement | null, diagram: string): ElementChange {
  if (element === null) {
    return {
      ...{ id: toTypedId("modelElement", newId()), rowVersion: 0, kind: "contract", name: "", description: "" },
      ...{ parentId: null, diagram, trust: null, attributes: {}, position: null, size: null, outOfScope: null },
      ...{ code: [], assets: [] },
    };
  }
  const { originKey: _origin, raw: _raw, openThreats: _open, threats: _threats, ...rest } = element;
  return rest;
}

/** A flow as a change of it, or a new one of a diagram. */
export function flowChange(flow: DiagramFlow | null, diagram: string): FlowChange {
  if (flow === null) {
    return {
      ...{ id: toTypedId("modelFlow", newId()), rowVersion: 0, name: "", description: "", diagram, sourceId: null },
      ...{ targetId: null, bidirectional: false, attributes: {}, route: { vertices: [] }, outOfScope: null },
    };
  }
  const { originKey: _origin, raw: _raw, openThreats: _open, threats: _threats, ...rest } = flow;
  return rest;
}
