"use client";
import { type BranchVerdict, DISMISS_REASONS, type DismissReason, type FindingBranch } from "@redoubt/domain/finding";
import { EditForm, Field, Input, Select, Textarea } from "@redoubt/ui";
import { useState } from "react";
import { REASON_HELP, REASON_WORDS } from "../words.ts";

const COMMANDS = [
  { value: "confirm", label: "Confirmed", description: "It is to be fixed here, whatever holds elsewhere." },
  { value: "dismiss", label: "Dismissed", description: "It is no weakness here." },
  { value: "acknowledge", label: "Acknowledged", description: "It may stay here until a day." },
] as const;
type Command = (typeof COMMANDS)[number]["value"];

interface BranchFormProps {
  readonly branch: FindingBranch;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onDecide: (verdict: BranchVerdict) => void;
  readonly onClose: () => void;
}

/** What holds on one branch, with the reason in words. */
export function BranchForm({ branch, busy, problem, onDecide, onClose }: BranchFormProps) {
  const { decision } = branch;
  const [command, setCommand] = useState<Command>(decision === null ? "dismiss" : COMMAND_OF[decision.state]);
  const [reason, setReason] = useState<DismissReason | undefined>(decision?.reason ?? undefined);
  const [comment, setComment] = useState(decision?.comment ?? "");
  const [until, setUntil] = useState(() => decision?.until?.toISOString().slice(0, 10) ?? "");
  const [tried, setTried] = useState(false);
  const noReason = command === "dismiss" && reason === undefined;
  const noDay = command === "acknowledge" && until === "";
  const submit = () => {
    setTried(true);
    if (comment.trim() === "" || noReason || noDay) return;
    if (command === "confirm") onDecide({ command, comment });
    else if (command === "acknowledge") onDecide({ command, comment, until: new Date(`${until}T23:59:59.000Z`) });
    else if (reason !== undefined) onDecide({ command, reason, comment });
  };
  return (
    <EditForm
      label={`Decide for ${branch.ref} alone`}
      verb="Decide"
      plain
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="On this branch it is" required>
        <Select
          value={command}
          onValueChange={(value) => setCommand(COMMANDS.find((each) => each.value === value)?.value ?? command)}
          options={COMMANDS.map((each) => ({ ...each, text: each.label }))}
        />
      </Field>
      {command === "dismiss" && (
        <Field label="Reason" required error={tried && noReason ? "Choose a reason." : undefined}>
          <Select
            {...(reason === undefined ? {} : { value: reason })}
            placeholder="Choose a reason"
            onValueChange={(value) => setReason(DISMISS_REASONS.find((each) => each === value))}
            options={DISMISS_REASONS.map((value) => ({
              ...{ value, label: REASON_WORDS[value], description: REASON_HELP[value], text: REASON_WORDS[value] },
            }))}
          />
        </Field>
      )}
      {command === "acknowledge" && (
        <Field label="Until" required error={tried && noDay ? "Choose a day to come." : undefined}>
          <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      )}
      <Field
        label="Why on this branch"
        required
        error={tried && comment.trim() === "" ? "Say why it is otherwise here." : undefined}
      >
        <Textarea maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </EditForm>
  );
}

const COMMAND_OF: Readonly<Record<NonNullable<FindingBranch["decision"]>["state"], Command>> = {
  confirmed: "confirm",
  dismissed: "dismiss",
  acknowledged: "acknowledge",
};
