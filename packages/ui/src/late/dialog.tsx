"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn.ts";

const SCRIM = "fixed inset-0 z-40 bg-scrim";

interface WindowState {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger?: ReactNode;
}

export interface DialogContent {
  title: ReactNode;
  /** What it means and what follows, in a sentence. */
  description?: ReactNode;
  /** Buttons: the way back first, the deed last. Wrap the way back in `DialogClose`. */
  footer?: ReactNode;
  /** At the left of the footer: who will be asked, what it costs. */
  footnote?: ReactNode;
  width?: number;
  children?: ReactNode;
}

/** Trigger, scrim, and what is drawn over the page. */
function Over({ trigger, children, ...root }: WindowState & { children: ReactNode }) {
  return (
    <Radix.Root {...root}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        {children}
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The window with its trigger, once it was opened. */
export function DialogWindow(props: DialogContent & WindowState) {
  const { title, description, footer, footnote, width = 480, children, ...root } = props;
  return (
    <Over {...root}>
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className="float fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[80vh] w-[calc(100vw-32px)] flex-col outline-none phone:top-4 phone:max-h-[calc(100dvh-32px)]"
        style={{ maxWidth: width }}
      >
        <div className="min-h-0 overflow-y-auto px-5 pt-5 pb-4">
          <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
          {description && <Radix.Description className="mt-2 text-ink-2">{description}</Radix.Description>}
          {children && <div className="mt-4">{children}</div>}
        </div>
        {(footer || footnote) && (
          <div className="flex flex-none flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
            {footnote && <div className="mr-auto text-12 text-ink-3">{footnote}</div>}
            {footer}
          </div>
        )}
      </Radix.Content>
    </Over>
  );
}

export function CloseButton({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

export interface DrawerContent {
  /** The accessible name; shown at the top unless `bare`. */
  title: string;
  side?: "left" | "right";
  width?: number;
  /** The content brings its own head. */
  bare?: boolean;
  className?: string;
  children: ReactNode;
}

/** The panel with its trigger, once it was opened. */
export function DrawerWindow({
  title,
  side = "right",
  width = 408,
  bare,
  className,
  children,
  ...root
}: DrawerContent & WindowState) {
  return (
    <Over {...root}>
      <Radix.Content
        aria-describedby={undefined}
        className={cn(
          "drawer fixed inset-y-0 z-50 flex w-[calc(100vw-48px)] flex-col bg-surface shadow-3 outline-none",
          side === "left" ? "left-0" : "right-0",
          className,
        )}
        style={{ maxWidth: width }}
      >
        {bare ? (
          <Radix.Title className="sr-only">{title}</Radix.Title>
        ) : (
          <div className="flex h-topbar flex-none items-center justify-between border-b border-line pr-2 pl-5">
            <Radix.Title className="text-14 font-semibold">{title}</Radix.Title>
            <Radix.Close className="iconbtn" aria-label="Close">
              <X aria-hidden="true" />
            </Radix.Close>
          </div>
        )}
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
      </Radix.Content>
    </Over>
  );
}
