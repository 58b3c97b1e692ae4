"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonVariant, IconButton } from "./button.tsx";

export interface CopyButtonProps {
  /** What goes to the clipboard. */
  text: string;
  /** What is copied: "Copy the hash". */
  label: string;
  /** Shows the label beside the icon. */
  withText?: boolean;
  variant?: ButtonVariant;
  className?: string;
}

/** Copies a text and says that it did. */
export function CopyButton({ text, label, withText, variant, className }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1600);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    // Absent on plain http: say so instead of doing nothing.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  const words = { idle: label, copied: "Copied", refused: "The browser refused" }[state];
  const icon = state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />;
  const said = (
    <span role="status" className="sr-only">
      {state === "idle" ? "" : words}
    </span>
  );
  if (withText) {
    return (
      <>
        <Button variant={variant} className={className} onClick={copy}>
          {icon}
          {words}
        </Button>
        {said}
      </>
    );
  }
  return (
    <>
      <IconButton label={label} title={words} className={className} onClick={copy}>
        {icon}
      </IconButton>
      {said}
    </>
  );
}
