import type { DismissReason, FindingCommand, FindingState } from "@redoubt/domain/finding";

/** The commands that a person gives; the machine's own are not among them. */
export type HumanCommand =
  | "confirm"
  | "start-fix"
  | "claim-fix"
  | "confirm-fix"
  | "dismiss"
  | "acknowledge"
  | "duplicate"
  | "split";

/** One button of the decision panel, with its key. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly key: string | null;
  readonly command: HumanCommand;
  readonly reason?: DismissReason;
}

/** Every decision with its key; the table of keys reads it. */
export const CHOICES: readonly Choice[] = [
  { id: "confirm", label: "Confirm", key: "1", command: "confirm" },
  { id: "split", label: "Not a duplicate", key: "1", command: "split" },
  { id: "confirm-fix", label: "Confirm the fix", key: "1", command: "confirm-fix" },
  { id: "start-fix", label: "Start fix", key: "2", command: "start-fix" },
  { id: "false-positive", label: "False positive", key: "3", command: "dismiss", reason: "false-positive" },
  { id: "by-design", label: "By design", key: "4", command: "dismiss", reason: "by-design" },
  { id: "acknowledge", label: "Acknowledge", key: "5", command: "acknowledge" },
  { id: "wont-fix", label: "Won't fix", key: "6", command: "dismiss", reason: "wont-fix" },
  { id: "claim-fix", label: "Claim the fix", key: "f", command: "claim-fix" },
  { id: "duplicate", label: "Duplicate", key: "d", command: "duplicate" },
  { id: "dismiss", label: "Other reason", key: "m", command: "dismiss" },
];

/** A finding that was closed is reopened by the same command that confirms a new one. */
const CLOSED: readonly FindingState[] = ["acknowledged", "dismissed", "resolved", "not-observed"];

/** The buttons that stand open, the most likely first. */
export function choicesFor(commands: readonly FindingCommand[], states: readonly FindingState[]): Choice[] {
  const reopens = states.length > 0 && states.every((state) => CLOSED.includes(state));
  return CHOICES.filter((choice) => (commands as readonly string[]).includes(choice.command)).map((choice) =>
    choice.command === "confirm" && reopens ? { ...choice, label: "Reopen" } : choice,
  );
}

/** True when a choice needs no more than its button. */
export function isImmediate({ command }: Choice): boolean {
  return command !== "dismiss" && command !== "acknowledge" && command !== "duplicate";
}
