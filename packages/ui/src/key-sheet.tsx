"use client";
import { Fragment, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogClose } from "./dialog.tsx";

export interface KeySheetRow {
  readonly id: string;
  readonly label: string;
  /** Each key that does it, any one of them, with its caps. */
  readonly keys: readonly { readonly id: string; readonly caps: ReactNode }[];
}

export interface KeySheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Where the keys work, and what else is to be known of them. */
  readonly description: string;
  readonly width?: number;
  readonly sections: readonly { readonly title: string; readonly rows: readonly KeySheetRow[] }[];
}

/** Every key that works on a page, in sections. */
export function KeySheet({ open, onOpenChange, description, width = 960, sections }: KeySheetProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description={description}
      width={width}
      footer={
        <DialogClose>
          <Button autoFocus>Close</Button>
        </DialogClose>
      }
    >
      <div
        tabIndex={0}
        role="group"
        aria-label="All keys"
        className={sections.length > 1 ? "columns-3 gap-8 max-lg:columns-2 phone:columns-1" : undefined}
      >
        {sections.map(({ title, rows }) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-ink-3">{title}</h3>
            <dl>
              {rows.map((row) => (
                <div key={row.id} className="flex min-h-7 items-center justify-between gap-3">
                  <dt className="min-w-0">{row.label}</dt>
                  <dd className="flex flex-none items-center gap-1.5 text-12 text-ink-3">
                    {row.keys.map(({ id, caps }, index) => (
                      <Fragment key={id}>
                        {index > 0 && <span>or</span>}
                        {caps}
                      </Fragment>
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
