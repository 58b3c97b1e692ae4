"use client";
import type { SavedView } from "@redoubt/domain/finding";
import { Button, Dialog, DialogClose, IconButton, Input } from "@redoubt/ui";
import { ArrowDown, ArrowUp, Lock, Pencil, Trash2, Users } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Views } from "./use-views.ts";

export interface ManageViewsProps {
  readonly views: Views;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Names, order and readers of the saved views. */
export function ManageViews({ views, open, onOpenChange }: ManageViewsProps) {
  const shared = views.saved.filter((view) => view.shared);
  const own = views.saved.filter((view) => !view.shared);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Views"
      description="The first three stand beside the filters. Deleting a view deletes no finding."
      width={560}
      footer={
        <DialogClose>
          <Button>Done</Button>
        </DialogClose>
      }
    >
      <Group title="Shared with everyone" list={shared} views={views} />
      <Group title="Yours" list={own} views={views} />
      {views.saved.length === 0 && <p className="text-ink-2">None is saved. Narrow a list, then save it.</p>}
    </Dialog>
  );
}

function Group({ title, list, views }: { title: string; list: readonly SavedView[]; views: Views }) {
  if (list.length === 0) return null;
  return (
    <section className="mb-4 last:mb-0">
      <h3 className="mb-1 text-ink-3">{title}</h3>
      <ul aria-label={title}>
        {list.map((view, index) => (
          <Row key={view.id} view={view} views={views} first={index === 0} last={index === list.length - 1} />
        ))}
      </ul>
    </section>
  );
}

function Row({ view, views, first, last }: { view: SavedView; views: Views; first: boolean; last: boolean }) {
  const [isNaming, setNaming] = useState(false);
  if (isNaming) return <NameRow view={view} views={views} onDone={() => setNaming(false)} />;
  return (
    <li className="flex min-h-9 items-center gap-1 border-t border-line first:border-t-0">
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
      {view.mayChange ? (
        <>
          <IconButton label={`Move ${view.name} up`} disabled={first} onClick={() => views.move(view, -1)}>
            <ArrowUp aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={`Move ${view.name} down`} disabled={last} onClick={() => views.move(view, 1)}>
            <ArrowDown aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={`Rename ${view.name}`} onClick={() => setNaming(true)}>
            <Pencil aria-hidden="true" className="size-3.5" />
          </IconButton>
          {views.mayShare && (
            <IconButton
              label={view.shared ? `Keep ${view.name} to yourself` : `Share ${view.name} with everyone`}
              onClick={() => views.share(view, !view.shared)}
            >
              {view.shared ? (
                <Lock aria-hidden="true" className="size-3.5" />
              ) : (
                <Users aria-hidden="true" className="size-3.5" />
              )}
            </IconButton>
          )}
          <IconButton label={`Delete ${view.name}`} onClick={() => views.remove(view)}>
            <Trash2 aria-hidden="true" className="size-3.5" />
          </IconButton>
        </>
      ) : (
        <span className="text-12 text-ink-3">kept by leads</span>
      )}
    </li>
  );
}

function NameRow({ view, views, onDone }: { view: SavedView; views: Views; onDone: () => void }) {
  const [name, setName] = useState(view.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") views.rename(view, name.trim(), onDone);
  };
  return (
    <li className="border-t border-line first:border-t-0">
      <form className="flex min-h-9 items-center gap-2" aria-label={`Rename ${view.name}`} onSubmit={submit}>
        <Input
          autoFocus
          aria-label="Name"
          maxLength={60}
          value={name}
          className="flex-1"
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onDone();
          }}
        />
        <Button type="submit" busy={views.busy}>
          Rename
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Back
        </Button>
      </form>
    </li>
  );
}
