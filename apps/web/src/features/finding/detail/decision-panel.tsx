"use client";
import { commandsFor, type FindingDetail } from "@redoubt/domain/finding";
import { Button, Kbd, SideSection } from "@redoubt/ui";
import { Undo2 } from "lucide-react";
import { type Choice, choicesFor, isImmediate } from "../decision/choices.ts";
import { DecisionForm, type Person } from "../decision/decision-form.tsx";
import { ProposalNotice } from "../decision/proposal-notice.tsx";
import { SnoozeMenu } from "../decision/snooze-menu.tsx";
import { STATE_WORDS } from "../words.ts";
import { shortcutsOf } from "../keys/keys.ts";
import { Facts } from "./facts.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import type { FindingActions } from "./use-finding.ts";

export interface DecisionPanelProps {
  readonly finding: FindingDetail;
  readonly actions: FindingActions;
  readonly people: readonly Person[];
  readonly self: string | null;
  readonly permissions: ReadonlySet<string>;
  /** The choice whose form stands open. */
  readonly open: Choice | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onClose: () => void;
  /** Beside a list: the facts that decide stand open, the others are folded. */
  readonly compact?: boolean;
}

/** What is so, and what one can decide now; a form opens in place of the buttons when more is needed. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { finding, actions, people, self, open, onClose } = props;
  const { refused } = actions;
  return (
    <SideSection {...(props.compact ? { "aria-label": "Decision" } : { title: "Decision" })} id="decision">
      <Facts {...props} />
      <div className="mt-3">
        <ProposalNotice scope={actions.scope} finding={finding} />
        {refused !== null && refused.seen.rowVersion !== finding.rowVersion && (
          <StaleNotice
            refused={refused}
            current={finding}
            onAgain={() => actions.decide(refused.decision)}
            onForget={actions.forget}
          />
        )}
        {open === null ? (
          <Buttons {...props} />
        ) : (
          <DecisionForm
            key={open.id}
            choice={open}
            people={people}
            self={self}
            busy={actions.busy}
            onCancel={onClose}
            onDecide={(decision) => {
              actions.decide(decision);
              onClose();
            }}
          />
        )}
      </div>
      {open === null && props.permissions.has("finding:triage") && (
        <div className="mt-2">
          <SnoozeMenu scope={actions.scope} numbers={[finding.number]} until={finding.snoozedUntil} />
        </div>
      )}
      <Hints finding={finding} permissions={props.permissions} />
    </SideSection>
  );
}

function Buttons({ finding, actions, onChoose }: DecisionPanelProps) {
  const choices = choicesFor(finding.commands, [finding.state]);
  return (
    <div className="grid grid-cols-2 gap-2">
      {choices.map((choice, index) => (
        <Button
          key={choice.id}
          variant={index === 0 && isImmediate(choice) ? "primary" : "default"}
          busy={actions.busy && isImmediate(choice)}
          aria-keyshortcuts={shortcutsOf(choice.id)}
          className="justify-between"
          onClick={() => onChoose(choice)}
        >
          <span className="truncate">{choice.label}</span>
          {choice.key !== null && (
            <Kbd aria-hidden="true" className="phone:hidden">
              {choice.key.toUpperCase()}
            </Kbd>
          )}
        </Button>
      ))}
      {finding.undoTo !== null && (
        <Button
          className="col-span-2 justify-between"
          busy={actions.busy}
          aria-keyshortcuts={shortcutsOf("undo")}
          onClick={actions.undo}
        >
          <span className="inline-flex items-center gap-1.5">
            <Undo2 aria-hidden="true" className="size-3.5" />
            Undo: back to {STATE_WORDS[finding.undoTo]}
          </span>
          <Kbd aria-hidden="true" className="phone:hidden">
            Z
          </Kbd>
        </Button>
      )}
    </div>
  );
}

/** What the buttons that are not there would need. */
function Hints({ finding, permissions }: Pick<DecisionPanelProps, "finding" | "permissions">) {
  const missing = commandsFor(finding.state).filter((command) => !finding.commands.includes(command));
  if (!permissions.has("finding:triage")) {
    return (
      <p className="mt-2 text-12 text-ink-3">Your role reads findings. Developers and security leads decide on them.</p>
    );
  }
  const hints = [
    missing.includes("dismiss") ? "Dismissing a critical or high finding needs a security lead." : null,
    missing.includes("acknowledge") ? "Acknowledging needs a security lead." : null,
    finding.commands.includes("confirm-fix") && (finding.scanner !== null || finding.origin === "poc")
      ? "A fix of what a scanner or a PoC shows is confirmed by their next run."
      : null,
  ].filter((hint) => hint !== null);
  if (hints.length === 0) return null;
  return <p className="mt-2 text-12 text-warn">{hints.join(" ")}</p>;
}
