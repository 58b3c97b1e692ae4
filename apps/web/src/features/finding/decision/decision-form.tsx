"use client";
import type { Decision, DismissReason } from "@redoubt/domain/finding";
import { DISMISS_REASONS } from "@redoubt/domain/finding";
import { Button, Field, Input, Select, Textarea } from "@redoubt/ui";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import { findingNumberOf, REASON_HELP, REASON_WORDS } from "../words.ts";
import type { Choice } from "./choices.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface DecisionFormProps {
  readonly choice: Choice;
  readonly people: readonly Person[];
  /** Who acts: the owner of an acknowledgement unless told otherwise. */
  readonly self: string | null;
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => void;
  readonly onCancel: () => void;
}

/** What a decision needs beside its button, in place: no window opens for it. Control-Enter sends it. */
export function DecisionForm(props: DecisionFormProps) {
  if (props.choice.command === "dismiss") return <DismissForm {...props} />;
  if (props.choice.command === "acknowledge") return <AcknowledgeForm {...props} />;
  return <DuplicateForm {...props} />;
}

interface FrameProps extends Pick<DecisionFormProps, "busy" | "onCancel"> {
  label: string;
  verb: string;
  onSubmit: () => void;
  children: ReactNode;
}

function Frame({ label, verb, busy, onSubmit, onCancel, children }: FrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
    if (event.key === "Escape" && !event.defaultPrevented) onCancel();
  };
  return (
    <form aria-label={label} noValidate className="flex flex-col gap-3" onSubmit={submit} onKeyDown={onKeyDown}>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {verb}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}

function DismissForm({ choice, busy, onDecide, onCancel }: DecisionFormProps) {
  const [reason, setReason] = useState<DismissReason | undefined>(choice.reason);
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (reason !== undefined && comment.trim() !== "") onDecide({ command: "dismiss", reason, comment });
  };
  return (
    <Frame label="Dismiss" verb="Dismiss" busy={busy} onSubmit={submit} onCancel={onCancel}>
      <Field label="Reason" required error={tried && reason === undefined ? "Choose a reason." : undefined}>
        <Select
          {...(reason === undefined ? {} : { value: reason })}
          placeholder="Choose a reason"
          onValueChange={(value) => setReason(DISMISS_REASONS.find((each) => each === value))}
          options={DISMISS_REASONS.map((value) => ({
            value,
            label: REASON_WORDS[value],
            description: REASON_HELP[value],
            text: REASON_WORDS[value],
          }))}
        />
      </Field>
      <CommentField
        label="Why"
        value={comment}
        onChange={setComment}
        error={tried && comment.trim() === "" ? "Say why, so that the next person need not ask." : undefined}
      />
    </Frame>
  );
}

function AcknowledgeForm({ people, self, busy, onDecide, onCancel }: DecisionFormProps) {
  const [reason, setReason] = useState("");
  const [owner, setOwner] = useState(people.find((each) => each.id === self)?.id ?? people[0]?.id);
  const [until, setUntil] = useState(() => dayIn(90));
  const [today] = useState(() => dayIn(0));
  const [tried, setTried] = useState(false);
  const end = new Date(`${until}T23:59:59.000Z`);
  const isPast = Number.isNaN(end.getTime()) || until < today;
  const submit = () => {
    setTried(true);
    if (reason.trim() !== "" && owner !== undefined && !isPast) {
      onDecide({ command: "acknowledge", reason, owner, until: end });
    }
  };
  return (
    <Frame label="Acknowledge" verb="Acknowledge" busy={busy} onSubmit={submit} onCancel={onCancel}>
      <CommentField
        label="Why it may stay until then"
        value={reason}
        onChange={setReason}
        error={tried && reason.trim() === "" ? "Say what makes it bearable until that day." : undefined}
      />
      <div className="grid grid-cols-2 gap-2">
        <Field label="Owner" required error={tried && owner === undefined ? "Name an owner." : undefined}>
          <Select
            {...(owner === undefined ? {} : { value: owner })}
            placeholder="Choose an owner"
            onValueChange={setOwner}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field label="Until" required error={tried && isPast ? "Choose a day to come." : undefined}>
          <Input type="date" min={today} value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      </div>
      <p className="text-12 text-ink-3">It opens again the day after, by itself.</p>
    </Frame>
  );
}

function DuplicateForm({ busy, onDecide, onCancel }: DecisionFormProps) {
  const [text, setText] = useState("");
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const number = findingNumberOf(/^\d/.test(text.trim()) ? `F-${text.trim()}` : text.trim());
  const submit = () => {
    setTried(true);
    if (number === null) return;
    onDecide({ command: "duplicate", of: number, ...(comment.trim() === "" ? {} : { comment }) });
  };
  return (
    <Frame label="Duplicate" verb="Mark as duplicate" busy={busy} onSubmit={submit} onCancel={onCancel}>
      <Field
        label="The same as"
        required
        help="The number of the finding that stays."
        error={tried && number === null ? "Write a number like F-12." : undefined}
      >
        <Input autoFocus placeholder="F-12" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <CommentField label="Comment" value={comment} onChange={setComment} optional />
    </Frame>
  );
}

interface CommentFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  optional?: boolean;
}

function CommentField({ label, value, onChange, error, optional }: CommentFieldProps) {
  return (
    <Field label={label} required={!optional} error={error} aside={optional ? "optional" : "Markdown"}>
      <Textarea
        autoFocus={!optional}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** `2026-11-12`, some days from today. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
