"use client";
import { Button, Field, Textarea } from "@redoubt/ui";
import { type FormEvent, useState } from "react";

export interface WhyFormProps {
  /** The deed, a verb: the name of the form and of its button. */
  readonly verb: string;
  /** What is asked for; "Why" unless told. */
  readonly label?: string;
  readonly maxLength: number;
  readonly busy: boolean;
  readonly onSubmit: (comment: string) => void;
  readonly onBack: () => void;
}

/** A deed that needs a reason, in place of its button. */
export function WhyForm({ verb, label = "Why", maxLength, busy, onSubmit, onBack }: WhyFormProps) {
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (comment.trim() !== "") onSubmit(comment);
  };
  const missing = tried && comment.trim() === "";
  return (
    <form noValidate className="flex max-w-[480px] flex-col gap-2" aria-label={verb} onSubmit={submit}>
      <Field label={label} required error={missing ? `Say ${label.toLowerCase()}.` : undefined}>
        <Textarea
          autoFocus
          maxLength={maxLength}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          {verb}
        </Button>
        <Button variant="ghost" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
