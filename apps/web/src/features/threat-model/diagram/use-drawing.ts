"use client";
import { notifyProblem } from "@redoubt/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { Diagram } from "../outline/outline-screen.tsx";
import type { ProjectScope } from "../words.ts";
import { applyStep, inverseOf, type Step } from "./step.ts";

export type Saving = "saved" | "saving" | "failed";

export interface Drawing {
  /** What the server has, with the steps that are on their way to it. */
  readonly diagram: Diagram;
  /** Shows a step at once and sends it; steps are sent one after the other. */
  readonly apply: (step: Step) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly saving: Saving;
}

const MOST_STEPS = 100;

/**
 * Steps of the drawing, taken back and made again. A step that the server refuses, because somebody else was faster,
 * is told; the drawing is then read again and what could be taken back is forgotten.
 */
export function useDrawing(scope: ProjectScope, server: Diagram): Drawing {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const { queryKey } = trpc.threatModel.diagram.queryOptions(scope);
  const [past, setPast] = useState<readonly Step[]>([]);
  const [future, setFuture] = useState<readonly Step[]>([]);
  const [pending, setPending] = useState<readonly Step[]>([]);
  const [failed, setFailed] = useState(false);
  const waiting = useRef<readonly Step[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  /** The highest version of each row that was met, also of removed ones: those come back under their next one. */
  const versions = useRef(new Map<string, number>());
  /** What the server is known to have: changed together with the steps that are on their way, so that none shows twice or not at all. */
  const [base, setBase] = useState(server);
  const latest = useRef(server);
  const [seen, setSeen] = useState(server);
  if (seen !== server) {
    setSeen(server);
    if (pending.length === 0) setBase(server);
  }
  useEffect(() => {
    latest.current = base;
  }, [base]);
  const diagram = useMemo(() => pending.reduce(applyStep, base), [pending, base]);

  const rebase = (now: Diagram): void => {
    latest.current = now;
    setBase(now);
  };
  const shown = (): Diagram => waiting.current.reduce(applyStep, latest.current);
  const setWaiting = (steps: readonly Step[]): void => {
    waiting.current = steps;
    setPending(steps);
  };
  const meet = (rows: readonly { readonly id: string; readonly rowVersion: number }[]): void => {
    for (const { id, rowVersion } of rows) {
      versions.current.set(id, Math.max(rowVersion, versions.current.get(id) ?? 0));
    }
  };

  const send = async (step: Step): Promise<void> => {
    const { elements, flows } = latest.current;
    meet([...elements, ...flows]);
    const known = <T extends { readonly id: string }>(part: T) => ({
      ...part,
      rowVersion: versions.current.get(part.id) ?? 0,
    });
    const gone = new Set(step.removeElements);
    const answer = await client.threatModel.changeDiagram.mutate({
      ...scope,
      elements: step.elements.map(known),
      flows: step.flows.map(known),
      removeElements: step.removeElements.map((id) => known({ id })),
      removeFlows: step.removeFlows.map((id) => known({ id })),
    });
    // Flows go with their elements.
    const beside = flows.filter(({ sourceId, targetId }) => gone.has(sourceId ?? "") || gone.has(targetId ?? ""));
    const left = new Set([...gone, ...step.removeFlows, ...beside.map(({ id }) => id)]);
    meet([...left].map((id) => ({ id, rowVersion: (versions.current.get(id) ?? 0) + 1 })));
    meet([...answer.elements, ...answer.flows]);
    rebase(answered(applyStep(latest.current, step), answer));
  };

  const run = (step: Step): Step => {
    const inverse = inverseOf(shown(), step);
    setWaiting([...waiting.current, step]);
    setFailed(false);
    const drop = (): void => {
      setWaiting(waiting.current.filter((each) => each !== step));
      if (waiting.current.length > 0) return;
      // What was read while steps were on their way may be from between them.
      void cache.invalidateQueries(trpc.threatModel.pathFilter()).then(() => {
        const now = cache.getQueryData(queryKey);
        if (now !== undefined && waiting.current.length === 0) rebase(now);
      });
    };
    queue.current = queue.current
      .then(() => send(step))
      .then(drop, (error: unknown) => {
        drop();
        setFailed(true);
        setPast([]);
        setFuture([]);
        notifyProblem(problemOf(error).message);
      });
    return inverse;
  };

  return {
    diagram,
    apply: (step) => {
      const inverse = run(step);
      setPast((steps) => [...steps, inverse].slice(-MOST_STEPS));
      setFuture([]);
    },
    undo: () => {
      const step = past.at(-1);
      if (step === undefined) return;
      setPast(past.slice(0, -1));
      setFuture([...future, run(step)]);
    },
    redo: () => {
      const step = future.at(-1);
      if (step === undefined) return;
      setFuture(future.slice(0, -1));
      setPast([...past, run(step)]);
    },
    ...{ canUndo: past.length > 0, canRedo: future.length > 0 },
    saving: pending.length > 0 ? "saving" : failed ? "failed" : "saved",
  };
}

/** The drawing with the rows as the server has answered them. */
function answered(diagram: Diagram, answer: Pick<Diagram, "elements" | "flows">): Diagram {
  const fresh = new Map([...answer.elements, ...answer.flows].map((part) => [part.id, part]));
  const merge = <T extends { readonly id: string }>(part: T): T => ({ ...part, ...fresh.get(part.id) });
  return { ...diagram, elements: diagram.elements.map(merge), flows: diagram.flows.map(merge) };
}
