"use client";
import { type ReactNode, useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { Button } from "../button.tsx";
import type { ToastOptions } from "../toast.tsx";

/** Where toasts stand; `onReady` once they are heard. */
export function Toasts({ onReady }: { onReady: () => void }) {
  useEffect(onReady, [onReady]);
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

/** Shows a toast, or what became of the one of the same id. */
export function show(id: string, text: ReactNode, options: ToastOptions, problem: boolean): void {
  const { icon, detail, action, duration } = options;
  const stay = problem ? Number.POSITIVE_INFINITY : 6000;
  const body = () => (
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
            sonner.dismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      {problem && (
        <Button variant="ghost" onClick={() => sonner.dismiss(id)}>
          Close
        </Button>
      )}
    </div>
  );
  sonner.custom(body, { id, duration: duration ?? stay });
}

export function dismiss(id: string): void {
  sonner.dismiss(id);
}
