"use client";
import { type ReactNode, useEffect, useState } from "react";
import { late, useLate } from "./late/late.tsx";

const TOASTS = late(() => import("./late/toasts.tsx"));
/** The page comes first; but a problem with the network must find its toast already here. */
const FETCH_AFTER_MS = 1500;

let last = 0;
/** What is to be done once toasts can be shown; empty from then on. */
let waiting: (() => void)[] | null = [];
let ask = (): void => undefined;

function whenReady(deed: (toasts: NonNullable<ReturnType<typeof TOASTS.current>>) => void): void {
  const run = () => {
    const toasts = TOASTS.current();
    if (toasts !== undefined) deed(toasts);
  };
  if (waiting === null) return run();
  waiting.push(run);
  ask();
}

function onReady(): void {
  const deeds = waiting ?? [];
  waiting = null;
  for (const deed of deeds) deed();
}

/** Where toasts appear: once, near the root. */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  const toasts = useLate(TOASTS, wanted);
  useEffect(() => {
    ask = () => setWanted(true);
    if (waiting !== null && waiting.length > 0) ask();
    const timer = setTimeout(ask, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return toasts === undefined ? null : <toasts.Toasts onReady={onReady} />;
}

export interface ToastOptions {
  /** A mark or an icon in front. */
  icon?: ReactNode;
  /** A second line: what to do, the number of the request. */
  detail?: ReactNode;
  /** One deed, most often "Undo". */
  action?: { label: ReactNode; onAction: () => void };
  /** Milliseconds until it goes; problems stay until they are closed. */
  duration?: number;
  /** Replaces the toast of the same id. */
  id?: string;
}

function show(text: ReactNode, options: ToastOptions, problem: boolean): string {
  last += 1;
  const id = options.id ?? `toast-${last}`;
  whenReady((toasts) => toasts.show(id, text, options, problem));
  return id;
}

/** Says what was done; returns the id of the toast. */
export function notify(text: ReactNode, options: ToastOptions = {}): string {
  return show(text, options, false);
}

/** Says what went wrong and what to do; stays until it is closed. */
export function notifyProblem(text: ReactNode, options: ToastOptions = {}): string {
  return show(text, options, true);
}

/** Takes a toast away before its time. */
export function dismissToast(id: string): void {
  whenReady((toasts) => toasts.dismiss(id));
}
