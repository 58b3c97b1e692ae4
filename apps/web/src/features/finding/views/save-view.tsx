"use client";
import type { SavedList, SavedView } from "@redoubt/domain/finding";
import { Button, Checkbox, Field, Input, Popover } from "@redoubt/ui";
import { BookmarkPlus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Views } from "./use-views.ts";

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
      <NameForm views={views} list={list} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function NameForm({ views, list, onDone }: { views: Views; list: SavedList; onDone: () => void }) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [tried, setTried] = useState(false);
  const boxId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== "") views.create(name.trim(), list, shared, onDone);
  };
  return (
    <form noValidate className="flex flex-col gap-3" aria-label="Save this list as a view" onSubmit={submit}>
      <Field label="Name" required error={tried && name.trim() === "" ? "Give it a name." : undefined}>
        <Input autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      {views.mayShare && (
        <label htmlFor={boxId} className="flex items-center gap-2">
          <Checkbox id={boxId} checked={shared} onCheckedChange={(on) => setShared(on === true)} />
          Everyone in the organization sees it
        </label>
      )}
      <Button type="submit" variant="primary" className="self-start" busy={views.busy}>
        Save
      </Button>
    </form>
  );
}
