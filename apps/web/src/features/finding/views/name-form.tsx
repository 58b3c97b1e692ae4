"use client";
import type { SavedList } from "@redoubt/domain/finding";
import { Button, Checkbox, Field, Input } from "@redoubt/ui";
import { type FormEvent, useId, useState } from "react";
import type { Views } from "./use-views.ts";

/** The name of a list that is kept, and who sees it. */
export function NameForm({ views, list, onDone }: { views: Views; list: SavedList; onDone: () => void }) {
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
