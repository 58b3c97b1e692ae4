"use client";
import { RULE_OUT_REASONS, type RuleOutReason, type Threat } from "@redoubt/domain/threat-model";
import { Button, cn, Field, Input, Kbd, KeySheet, Section, Select } from "@redoubt/ui";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { paths } from "#features/frame/index.ts";
import { isToCome, startOf, tomorrow } from "../day.ts";
import { useMove } from "../threat/use-move.ts";
import { many, type ProjectScope, REASON_WORDS } from "../words.ts";

export interface ProposalsProps {
  readonly scope: ProjectScope;
  readonly items: readonly Threat[];
  readonly mayDecide: boolean;
}

/** What the keys do, in the words of the sheet. */
const KEY_ROWS = [
  { key: "y", label: "Accept the proposal" },
  { key: "n", label: "Decline it, with a reason" },
  { key: "j", label: "Next proposal" },
  { key: "k", label: "Proposal before" },
  { key: "?", label: "This list of keys" },
].map(({ key, label }) => ({ id: key, label, keys: [{ id: key, caps: <Kbd>{key.toUpperCase()}</Kbd> }] }));

const REASONS = RULE_OUT_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }));

/** Proposed threats, each with why: `y` takes the one in turn, `n` declines it with a reason, `j` and `k` move. */
export function Proposals({ scope, items, mayDecide }: ProposalsProps) {
  const [at, setAt] = useState<number | null>(null);
  const [declines, setDeclines] = useState<number | null>(null);
  const [helps, setHelps] = useState(false);
  const move = useMove(scope);
  const index = Math.max(
    0,
    items.findIndex(({ number }) => number === at),
  );
  const current = items[index];
  const accept = (threat: Threat): void => {
    setAt(items[index + 1]?.number ?? null);
    move.mutate({ ...scope, number: threat.number, rowVersion: threat.rowVersion, command: "accept" });
  };
  // The form stays with what was typed until the decision is taken: a refusal loses nothing.
  const decline = (threat: Threat, reason: RuleOutReason, until: Date | null): void => {
    const { number, rowVersion } = threat;
    const next = items[items.indexOf(threat) + 1]?.number ?? null;
    move.mutate(
      { ...scope, number, rowVersion, command: "decline", reason, ...(until === null ? {} : { until }) },
      {
        onSuccess: () => {
          setDeclines((open) => (open === number ? null : open));
          setAt(next);
        },
      },
    );
  };
  const act = useRef<(key: string) => boolean>(() => false);
  useEffect(() => {
    act.current = (key) => {
      if (!mayDecide || current === undefined) return false;
      if (key === "j" || key === "k") setAt(items[index + (key === "j" ? 1 : -1)]?.number ?? current.number);
      else if (key === "y") accept(current);
      else if (key === "n") setDeclines(current.number);
      else if (key === "?") setHelps(true);
      else return false;
      return true;
    };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const taken = "input, textarea, [role=combobox], [role=listbox], [role=dialog]";
      if (event.target instanceof Element && event.target.closest(taken) !== null) return;
      if (act.current(event.key)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  if (items.length === 0) return null;
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  return (
    <Section
      title="Proposed"
      note={`${many(items.length, "threat")} to say yes or no to`}
      actions={
        mayDecide && (
          <span className="flex items-center gap-1.5 text-12 text-ink-3 phone:hidden">
            <Kbd>y</Kbd> yes <Kbd>n</Kbd> no <Kbd>j</Kbd> <Kbd>k</Kbd> move
            <Button variant="ghost" aria-keyshortcuts="?" onClick={() => setHelps(true)}>
              <Kbd>?</Kbd> all keys
            </Button>
          </span>
        )
      }
      flush
    >
      <ul aria-label="Proposed threats">
        {items.map((threat) => {
          const here = mayDecide && threat.number === current?.number;
          return (
            <li
              key={threat.id}
              aria-current={here ? "true" : undefined}
              className={cn(
                "flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line px-6 py-3 phone:px-4",
                here && "bg-selected",
              )}
            >
              <div className="min-w-0 flex-1 phone:basis-full">
                <p className="text-14">
                  <Link href={`${base}/threat/${threat.number}`} className="font-medium hover:underline">
                    T-{threat.number} {threat.statement}
                  </Link>
                </p>
                <p className="text-ink-2">{threat.why}</p>
                <p className="text-12 text-ink-3">
                  {[threat.catalogueKey, ...threat.elements.map(({ name }) => name)].filter(Boolean).join(", ")}
                </p>
              </div>
              {mayDecide && declines !== threat.number && (
                <div className="flex gap-2">
                  <Button
                    variant={here ? "primary" : "default"}
                    aria-label={`Accept T-${threat.number}`}
                    disabled={move.isPending}
                    onClick={() => accept(threat)}
                  >
                    Yes
                  </Button>
                  <Button
                    aria-label={`Decline T-${threat.number}`}
                    disabled={move.isPending}
                    onClick={() => setDeclines(threat.number)}
                  >
                    No
                  </Button>
                </div>
              )}
              {declines === threat.number && (
                <Decline
                  threat={threat}
                  busy={move.isPending}
                  onCancel={() => setDeclines(null)}
                  onDecline={(reason, until) => decline(threat, reason, until)}
                />
              )}
            </li>
          );
        })}
      </ul>
      <KeySheet
        open={helps}
        onOpenChange={setHelps}
        width={480}
        description="They work while proposals wait, everywhere but in fields and open menus. Escape leaves a form."
        sections={[{ title: "Proposals", rows: KEY_ROWS }]}
      />
    </Section>
  );
}

interface DeclineProps {
  readonly threat: Threat;
  readonly busy: boolean;
  readonly onDecline: (reason: RuleOutReason, until: Date | null) => void;
  readonly onCancel: () => void;
}

function Decline({ threat, busy, onDecline, onCancel }: DeclineProps) {
  const [reason, setReason] = useState<string>("does-not-apply");
  const [until, setUntil] = useState("");
  const [first] = useState(() => tomorrow());
  const [tried, setTried] = useState(false);
  const isOver = until !== "" && !isToCome(until);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("[role=combobox]")?.focus(), []);
  return (
    <form
      ref={form}
      noValidate
      aria-label={`Decline T-${threat.number}`}
      className="flex flex-wrap items-start gap-2"
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const known = RULE_OUT_REASONS.find((each) => each === reason);
        if (known !== undefined && !isOver && !busy) onDecline(known, startOf(until));
      }}
    >
      <Field label="Why not" className="w-52">
        <Select value={reason} onValueChange={setReason} options={REASONS} />
      </Field>
      <Field
        label="Ask again on"
        className="w-40"
        error={tried && isOver ? "Choose a day that is to come." : undefined}
      >
        <Input type="date" min={first} value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <div className="mt-[22px] flex gap-2">
        <Button type="submit" busy={busy}>
          Decline
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Keep it
        </Button>
      </div>
    </form>
  );
}
