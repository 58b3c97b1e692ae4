import {
  commandsFor,
  type Decision,
  type FindingCommand,
  type FindingSummary,
  permissionFor,
} from "@redoubt/domain/finding";
import { type Choice, choicesFor } from "../decision/choices.ts";
import type { Person } from "../decision/decision-form.tsx";
import { type Failure, splitByAllowed } from "../deeds/outcome.ts";
import type { Deeds, Progress as Done } from "../deeds/use-deeds.ts";

/** How far a decision on many has come, and what it did not reach. */
export interface BulkWork {
  readonly progress: Done | null;
  readonly failed: readonly Failure[];
  readonly decide: (decision: Decision) => void;
  readonly assign: (person: Person | null) => void;
  readonly forget: () => void;
}

/** The decisions that fit at least one of them. */
export function bulkChoices(chosen: readonly FindingSummary[], permissions: ReadonlySet<string>): Choice[] {
  const possible = new Set<FindingCommand>();
  for (const { state, severity } of chosen) {
    for (const command of commandsFor(state)) {
      if (permissions.has(permissionFor(command, severity))) possible.add(command);
    }
  }
  return choicesFor(
    [...possible],
    chosen.map(({ state }) => state),
  );
}

/** Carries a decision through a selection: what it fits is sent, what it does not is named. */
export async function decideOnMany(
  deeds: Deeds,
  chosen: readonly FindingSummary[],
  decision: Decision,
  permissions: ReadonlySet<string>,
  onProgress: (progress: Done) => void,
): Promise<Failure[]> {
  const { send, failed } = splitByAllowed(chosen, decision, permissions);
  if (send.length > 0) onProgress({ done: 0, of: send.length });
  return [...failed, ...(await deeds.decide(send, decision, undefined, onProgress))];
}
