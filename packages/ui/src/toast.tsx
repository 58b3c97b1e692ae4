"use client";
import type { ReactNode } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { Button } from "./button.tsx";

/** Where toasts appear: once, near the root. */
export function Toaster() {
  return (
    // All in view: an "Undo" behind a newer toast would be lost. The library sets its own font.
    <Sonner
      position="bottom-right"
      expand
      gap={8}
      offset={16}
      mobileOffset={12}
      visibleToasts={4}
      style={{ fontFamily: "inherit" }}
    />
  );
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

function show(text: ReactNode, options: ToastOptions, problem: boolean): string | number {
  const { icon, detail, action, duration, id } = options;
  const stay = problem ? Number.POSITIVE_INFINITY : 6000;
  const body = (toastId: string | number) => (
    <div
      role={problem ? "alert" : undefined}
      className="float flex min-h-10 w-[calc(100vw-24px)] items-center gap-3 py-1.5 pr-2 pl-3 sm:w-[420px]"
    >
      {icon}
      <div className="min-w-0 flex-1">
        <div className={problem ? "font-medium text-bad" : undefined}>{text}</div>
        {detail && <div className="text-12 text-ink-2">{detail}</div>}
      </div>
      {action && (
        <Button
          variant="ghost"
          onClick={() => {
            action.onAction();
            sonner.dismiss(toastId);
          }}
        >
          {action.label}
        </Button>
      )}
      {problem && (
        <Button variant="ghost" onClick={() => sonner.dismiss(toastId)}>
          Close
        </Button>
      )}
    </div>
  );
  return sonner.custom(body, { duration: duration ?? stay, ...(id === undefined ? {} : { id }) });
}

/** Says what was done; returns the id of the toast. */
export function notify(text: ReactNode, options: ToastOptions = {}): string | number {
  return show(text, options, false);
}

/** Says what went wrong and what to do; stays until it is closed. */
export function notifyProblem(text: ReactNode, options: ToastOptions = {}): string | number {
  return show(text, options, true);
}

/** Takes a toast away before its time. */
export function dismissToast(id: string | number): void {
  sonner.dismiss(id);
}
