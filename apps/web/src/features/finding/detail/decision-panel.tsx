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
  const { finding, actions, people, self, open, onClose, compact } = props;
  const { refused } = actions;
  return (
    <SideSection {...(compact ? { className: "border-t-0 px-4 pt-2" } : { title: "Decision" })} id="decision">
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
      {open === null && !compact && (
        <div className="mt-2">
          <Snooze {...props} />
        </div>
      )}
      <Hints finding={finding} permissions={props.permissions} />
    </SideSection>
  );
}

function Buttons(props: DecisionPanelProps) {
  const { finding, actions, compact } = props;
  const choices = choicesFor(finding.commands, [finding.state]);
  // Beside a list the numbers stand first, and what is rare is one quiet line.
  const main = compact ? choices.filter(({ key }) => key === null || /\d/.test(key)) : choices;
  const rare = choices.filter((choice) => !main.includes(choice));
  return (
    <>
      <div className={compact ? "grid grid-cols-2 gap-1.5" : "grid grid-cols-2 gap-2"}>
        {main.map((choice, index) => (
          <ChoiceButton key={choice.id} {...props} choice={choice} isFirst={index === 0} />
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
      {compact && (
        <div className="mt-1 -ml-2 flex flex-wrap items-center">
          {rare.map((choice) => (
            <ChoiceButton key={choice.id} {...props} choice={choice} isRare />
          ))}
          <Snooze {...props} />
        </div>
      )}
    </>
  );
}

interface ChoiceButtonProps extends DecisionPanelProps {
  choice: Choice;
  isFirst?: boolean;
  isRare?: boolean;
}

function ChoiceButton({ choice, isFirst = false, isRare = false, actions, compact, onChoose }: ChoiceButtonProps) {
  const cap = choice.key !== null && (
    <Kbd aria-hidden="true" className="phone:hidden">
      {choice.key.toUpperCase()}
    </Kbd>
  );
  return (
    <Button
      variant={isRare ? "ghost" : isFirst && isImmediate(choice) ? "primary" : "default"}
      busy={actions.busy && isImmediate(choice)}
      aria-keyshortcuts={shortcutsOf(choice.id)}
      className={isRare ? "px-2" : compact ? "h-8 justify-start gap-2 px-2" : "justify-between"}
      onClick={() => onChoose(choice)}
    >
      {compact && !isRare && cap}
      <span className="truncate">{choice.label}</span>
      {(!compact || isRare) && cap}
    </Button>
  );
}

function Snooze({ finding, actions, permissions }: DecisionPanelProps) {
  if (!permissions.has("finding:triage")) return null;
  return <SnoozeMenu scope={actions.scope} numbers={[finding.number]} until={finding.snoozedUntil} />;
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
