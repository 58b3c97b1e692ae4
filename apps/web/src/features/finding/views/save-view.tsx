"use client";
import type { SavedList, SavedView } from "@redoubt/domain/finding";
import { Button, Popover } from "@redoubt/ui";
import { BookmarkPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Views } from "./use-views.ts";

const NameForm = lazy(async () => ({ default: (await import("./name-form.tsx")).NameForm }));

export interface SaveViewProps {
  readonly views: Views;
  readonly list: SavedList;
  /** The saved view that the list comes from; null when there is none. */
  readonly change: SavedView | null;
}

/** Keeps the list under a name, for oneself or for everyone. */
export function SaveView({ views, list, change }: SaveViewProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label="Save this list as a view"
      width={320}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost" className="flex-none px-2" title="Save this list as a view">
          <BookmarkPlus aria-hidden="true" />
          <span className="max-[1380px]:sr-only">Save view</span>
        </Button>
      }
    >
      {change !== null && (
        <Button
          className="mb-3"
          onClick={() => {
            views.keep(change, list);
            setOpen(false);
          }}
        >
          Save it in “{change.name}”
        </Button>
      )}
      <Suspense fallback={<p className="text-ink-3">Reading …</p>}>
        <NameForm views={views} list={list} onDone={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}
