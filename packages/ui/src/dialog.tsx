"use client";
import { createContext, type ReactNode, use } from "react";
import { Button } from "./button.tsx";
import type * as Windows from "./late/dialog.tsx";
import type { DialogContent, DrawerContent } from "./late/dialog.tsx";
import { late, LateTrigger, type OpenState, useOpening } from "./late/late.tsx";

const WINDOWS = late(() => import("./late/dialog.tsx"));
const Parts = createContext<typeof Windows | null>(null);

interface Triggered extends OpenState {
  /** A button of this package that opens it. */
  trigger?: ReactNode;
}

export interface DialogProps extends DialogContent, Triggered {}

/** A window over the page, for what is rare and needs its own form. Escape and the scrim close it. */
export function Dialog({ trigger, open, defaultOpen, onOpenChange, ...content }: DialogProps) {
  const { part, isOpen, change } = useOpening(WINDOWS, { open, defaultOpen, onOpenChange });
  if (part === undefined) return <Closed trigger={trigger} onOpen={() => change(true)} />;
  return (
    <Parts value={part}>
      <part.DialogWindow trigger={trigger} open={isOpen} onOpenChange={change} {...content} />
    </Parts>
  );
}

export interface DrawerProps extends DrawerContent, Triggered {}

/** A panel that slides in from a side: navigation on a phone, a further chart, a form beside its list. */
export function Drawer({ trigger, open, defaultOpen, onOpenChange, ...content }: DrawerProps) {
  const { part, isOpen, change } = useOpening(WINDOWS, { open, defaultOpen, onOpenChange });
  if (part === undefined) return <Closed trigger={trigger} onOpen={() => change(true)} />;
  return (
    <Parts value={part}>
      <part.DrawerWindow trigger={trigger} open={isOpen} onOpenChange={change} {...content} />
    </Parts>
  );
}

function Closed({ trigger, onOpen }: { trigger: ReactNode; onOpen: () => void }) {
  if (!trigger) return null;
  return (
    <LateTrigger part={WINDOWS} popup="dialog" onOpen={onOpen}>
      {trigger}
    </LateTrigger>
  );
}

export interface ConfirmDialogProps extends Triggered {
  title: ReactNode;
  /** What follows, in a sentence. */
  description: ReactNode;
  /** The way back: "Keep it". */
  keep: string;
  /** The deed, a verb. */
  verb: string;
  busy: boolean;
  onConfirm: () => void;
  /** Why it could not be done. */
  children?: ReactNode;
}

/** A question before a deed that takes something away. */
export function ConfirmDialog({ keep, verb, busy, onConfirm, ...dialog }: ConfirmDialogProps) {
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <DialogClose>
            <Button>{keep}</Button>
          </DialogClose>
          <Button variant="danger-fill" busy={busy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    />
  );
}

/** Closes the dialog or drawer that it stands in; its child is the button. */
export function DialogClose({ children }: { children: ReactNode }) {
  const parts = use(Parts);
  if (parts === null) throw new Error("a way out stands outside a dialog");
  return <parts.CloseButton>{children}</parts.CloseButton>;
}
