"use client";
import { Button, Dialog, DialogClose, Kbd } from "@redoubt/ui";
import { capsOf, type KeyPlace, KEYS, SECTIONS } from "./keys.ts";

export interface KeyHelpProps {
  readonly place: KeyPlace;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every key that works here, from the table that binds them. */
export function KeyHelp({ place, open, onOpenChange }: KeyHelpProps) {
  const rows = KEYS.filter((row) => row.places.includes(place));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="They work everywhere but in fields and open menus. In a form, Control and Enter send it, Escape leaves it."
      width={960}
      footer={
        <DialogClose>
          <Button autoFocus>Close</Button>
        </DialogClose>
      }
    >
      <div tabIndex={0} role="group" aria-label="All keys" className="columns-3 gap-8 max-lg:columns-2 phone:columns-1">
        {SECTIONS.map((section) => (
          <section key={section} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-ink-3">{section}</h3>
            <dl>
              {rows
                .filter((row) => row.section === section)
                .map((row) => (
                  <div key={row.id} className="flex min-h-7 items-center justify-between gap-3">
                    <dt className="min-w-0">{row.label}</dt>
                    <dd className="flex flex-none items-center gap-1.5 text-12 text-ink-3">
                      {row.keys.map((key, index) => (
                        <span key={key} className="flex items-center gap-1">
                          {index > 0 && <span>or</span>}
                          <Caps of={key} />
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The caps of one key, or of two that are pressed one after the other. */
export function Caps({ of }: { of: string }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      {of.split(" ").map((part, index) => (
        <span key={`${part} ${index}`} className="inline-flex items-center gap-0.5">
          {index > 0 && <span className="px-0.5">then</span>}
          {capsOf(part).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
