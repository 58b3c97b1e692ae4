"use client";
import { Button, Field, SideSection, Textarea } from "@redoubt/ui";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import type { FindingActions } from "./use-finding-actions.ts";

/** A comment for the history; control-Enter sends it. What was typed stays when sending fails. */
export function CommentForm({ number, actions }: { number: number; actions: FindingActions }) {
  const [text, setText] = useState("");
  const { comment, scope } = actions;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || comment.isPending) return;
    comment.mutate({ ...scope, number, comment: text }, { onSuccess: () => setText("") });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return (
    <SideSection>
      <form aria-label="Comment" className="flex flex-col gap-2" onSubmit={submit} onKeyDown={onKeyDown}>
        <Field label="Comment" aside="Markdown">
          <Textarea
            rows={2}
            maxLength={10_000}
            data-comment=""
            aria-keyshortcuts="c"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" className="self-start" busy={comment.isPending} disabled={text.trim() === ""}>
          Comment
        </Button>
      </form>
    </SideSection>
  );
}
