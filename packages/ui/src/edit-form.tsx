"use client";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Callout } from "./callout.tsx";
import { cn } from "./cn.ts";

export interface EditFormProps {
  /** The accessible name: what is changed or made. */
  label: string;
  /** On the button that saves. */
  verb: string;
  busy: boolean;
  /** Why it was not saved; what was typed stays. */
  problem?: string | null;
  /** Beside a page that has its primary button. */
  plain?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}

/** A form that saves or is closed; fields say themselves what is wrong with them. */
export function EditForm({
  label,
  verb,
  busy,
  problem,
  plain = false,
  onSubmit,
  onClose,
  className,
  children,
}: EditFormProps) {
  return (
    <form
      noValidate
      aria-label={label}
      className={cn("flex max-w-[720px] flex-col gap-4", className)}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {problem && (
        <Callout title="Not saved" live>
          {problem}
        </Callout>
      )}
      {children}
      <div className="flex gap-2">
        <Button type="submit" variant={plain ? "default" : "primary"} busy={busy}>
          {verb}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Close
        </Button>
      </div>
    </form>
  );
}
