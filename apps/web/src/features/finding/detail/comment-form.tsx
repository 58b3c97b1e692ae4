"use client";
import { Button, Field, Kbd, SideSection, Textarea } from "@redoubt/ui";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { shortcutsOf } from "../keys/keys.ts";
import type { FindingActions } from "./use-finding.ts";

export interface CommentFormProps {
  readonly actions: FindingActions;
  /** Beside a list: one line until something is written. */
  readonly compact?: boolean;
}

/** A comment for the history; control-Enter sends it. What was typed stays when sending fails. */
export function CommentForm({ actions, compact = false }: CommentFormProps) {
  const [text, setText] = useState("");
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isSending) return;
    setSending(true);
    if (await actions.comment(text)) setText("");
    setSending(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
    if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
  };
  const isIdle = compact && text === "";
  return (
    <SideSection className={compact ? "flex-none px-4 py-2" : undefined}>
      <form
        aria-label="Comment"
        className="flex flex-col gap-2"
        onSubmit={(event) => void submit(event)}
        onKeyDown={onKeyDown}
      >
        <Field label="Comment" aside="Markdown" hideLabel={compact} className="relative">
          <Textarea
            rows={compact ? 1 : 2}
            maxLength={10_000}
            data-comment=""
            {...(compact ? { placeholder: "Comment" } : {})}
            aria-keyshortcuts={shortcutsOf("comment")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {isIdle && (
            <Kbd aria-hidden="true" className="pointer-events-none absolute right-1.5 bottom-[5px]">
              C
            </Kbd>
          )}
        </Field>
        {!isIdle && (
          <Button type="submit" className="self-start" busy={isSending} disabled={text.trim() === ""}>
            Comment
          </Button>
        )}
      </form>
    </SideSection>
  );
}
