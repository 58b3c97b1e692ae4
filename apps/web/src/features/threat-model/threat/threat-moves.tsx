"use client";
import {
  RULE_OUT_REASONS,
  type ThreatCommand,
  type ThreatDetail,
  threatCommandsFor,
} from "@redoubt/domain/threat-model";
import { Button, Field, Input, Select, Textarea } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { isToCome, startOf, tomorrow } from "../day.ts";
import { COMMAND, type ProjectScope, REASON_WORDS } from "../words.ts";
import { useMove, useUndo } from "./use-move.ts";

type Deed = Exclude<ThreatCommand, "demonstrate" | "regress" | "lose-control" | "expire" | "undo">;
/** What each deed asks for before it is done; the others are done at once. */
const ASKS: Readonly<Partial<Record<Deed, readonly ("reason" | "comment" | "owner" | "until")[]>>> = {
  decline: ["reason", "until"],
  acknowledge: ["owner", "until", "comment"],
  transfer: ["comment"],
  avoid: ["comment"],
  "rule-out": ["reason", "comment"],
};
const NEEDS_APPROVER: ReadonlySet<ThreatCommand> = new Set<ThreatCommand>(["acknowledge", "transfer"]);
const isDeed = (command: ThreatCommand): command is Deed =>
  !["demonstrate", "regress", "lose-control", "expire", "undo"].includes(command);

export interface ThreatMovesProps {
  readonly scope: ProjectScope;
  readonly threat: ThreatDetail;
  readonly mayDecide: boolean;
}

/** What may be decided now. Evidence alone sets demonstrated, so no button does. */
export function ThreatMoves({ scope, threat, mayDecide }: ThreatMovesProps) {
  const [asked, setAsked] = useState<Deed | null>(null);
  const permissions = usePermissions(scope);
  const move = useMove(scope);
  const undo = useUndo();
  if (!mayDecide) return null;
  const counting = threat.controls.filter(({ isVoid, state }) => !isVoid && state === "in-place").length;
  const deeds = threatCommandsFor(threat.state)
    .filter(isDeed)
    .filter((command) => !NEEDS_APPROVER.has(command) || permissions.has("threat-model:approve"));
  const last = threat.events.findLast((event) => event.origin === "human" && !event.undone && event.command !== "undo");
  const base = { ...scope, number: threat.number, rowVersion: threat.rowVersion };
  if (asked !== null) {
    return (
      <MoveForm
        scope={scope}
        deed={asked}
        busy={move.isPending}
        onCancel={() => setAsked(null)}
        onDone={(facts) => move.mutate({ ...base, command: asked, ...facts }, { onSuccess: () => setAsked(null) })}
      />
    );
  }
  return (
    <>
      <div className="mt-2 flex flex-wrap gap-2">
        {deeds.map((command) => (
          <Button
            key={command}
            disabled={move.isPending || (command === "mitigate" && counting === 0)}
            onClick={() => (ASKS[command] === undefined ? move.mutate({ ...base, command }) : setAsked(command))}
          >
            {COMMAND[command].verb}
          </Button>
        ))}
        {last !== undefined && (
          <Button
            variant="ghost"
            disabled={undo.isPending}
            onClick={() => undo.mutate({ ...scope, number: threat.number })}
          >
            Take back: {COMMAND[last.command].did}
          </Button>
        )}
      </div>
      {deeds.includes("mitigate") && counting === 0 && (
        <p className="mt-2 text-12 text-ink-3">Mitigated needs a control that is in place and not void.</p>
      )}
    </>
  );
}

interface MoveFormProps {
  readonly scope: ProjectScope;
  readonly deed: Deed;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onDone: (facts: {
    reason?: (typeof RULE_OUT_REASONS)[number];
    comment?: string;
    ownerId?: string;
    until?: Date;
  }) => void;
}

function MoveForm({ scope, deed, busy, onCancel, onDone }: MoveFormProps) {
  const asks = ASKS[deed] ?? [];
  const [reason, setReason] = useState<string>(RULE_OUT_REASONS[0]);
  const [comment, setComment] = useState("");
  const [ownerId, setOwnerId] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const [first] = useState(() => tomorrow());
  const people = useQuery(useTRPC().finding.assignees.queryOptions(scope)).data ?? [];
  const optionalUntil = deed === "decline";
  const day = startOf(until);
  const problems = {
    comment: asks.includes("comment") && comment.trim() === "" ? "Say why." : undefined,
    owner: asks.includes("owner") && ownerId === "" ? "Choose who answers for it." : undefined,
    until:
      asks.includes("until") && (until === "" ? !optionalUntil : !isToCome(until))
        ? "Choose a day that is to come."
        : undefined,
  };
  return (
    <form
      noValidate
      aria-label={COMMAND[deed].verb}
      className="mt-2 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.values(problems).some((problem) => problem !== undefined)) return;
        const known = RULE_OUT_REASONS.find((each) => each === reason);
        onDone({
          ...(asks.includes("reason") && known !== undefined ? { reason: known } : {}),
          ...(comment.trim() === "" ? {} : { comment }),
          ...(ownerId === "" ? {} : { ownerId }),
          ...(day === null ? {} : { until: day }),
        });
      }}
    >
      {asks.includes("reason") && (
        <Field label="Reason">
          <Select
            value={reason}
            onValueChange={setReason}
            options={RULE_OUT_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
          />
        </Field>
      )}
      {asks.includes("owner") && (
        <Field label="Who answers for it" required error={tried ? problems.owner : undefined}>
          <Select
            value={ownerId}
            onValueChange={setOwnerId}
            placeholder="Choose"
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      {asks.includes("until") && (
        <Field
          label={optionalUntil ? "Ask again on" : "Until"}
          required={!optionalUntil}
          error={tried ? problems.until : undefined}
        >
          <Input type="date" min={first} value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      )}
      {asks.includes("comment") && (
        <Field label="Why" required error={tried ? problems.comment : undefined}>
          <Textarea rows={3} maxLength={4000} value={comment} onChange={(event) => setComment(event.target.value)} />
        </Field>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          {COMMAND[deed].verb}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Close
        </Button>
      </div>
    </form>
  );
}
