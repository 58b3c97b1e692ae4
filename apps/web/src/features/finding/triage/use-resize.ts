"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";

export const LIST_WIDTH = { usual: 390, least: 340, most: 520 } as const;
const STEP = 16;

/** The width of the list, as the person left it on whatever machine, and the handle that changes it. */
export function useListWidth() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data: account } = useQuery(trpc.identity.account.queryOptions());
  const [held, setHeld] = useState<number | null>(null);
  const save = useMutation(
    trpc.identity.setPreferences.mutationOptions({
      // One after the other: the last width is the one that stays.
      scope: { id: "list-width" },
      onSuccess: () => cache.invalidateQueries(trpc.identity.account.pathFilter()),
    }),
  );
  const width = held ?? account?.preferences.listWidth ?? LIST_WIDTH.usual;
  // Keys may come faster than the screen is drawn: each goes on from the one before.
  const latest = useRef(width);
  useEffect(() => {
    latest.current = width;
  }, [width]);
  const keep = (next: number) => {
    const listWidth = bounded(next);
    latest.current = listWidth;
    setHeld(listWidth);
    save.mutate({ listWidth });
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const [from, start] = [event.clientX, width];
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => setHeld(bounded(start + move.clientX - from));
    const onUp = (up: globalThis.PointerEvent) => {
      handle.removeEventListener("pointermove", onMove);
      keep(start + up.clientX - from);
    };
    handle.addEventListener("pointermove", onMove);
    handle.addEventListener("pointerup", onUp, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    keep(latest.current + by);
  };
  return { width, onPointerDown, onKeyDown, onDoubleClick: () => keep(LIST_WIDTH.usual) };
}

function bounded(width: number): number {
  return Math.round(Math.min(LIST_WIDTH.most, Math.max(LIST_WIDTH.least, width)));
}
