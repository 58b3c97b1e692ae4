import type { ScanState } from "./schema.ts";

/** Named operations on a scan; a state changes by these and by nothing else. */
export const SCAN_COMMANDS = [
  "start",
  "run",
  "preview",
  "confirm",
  "publish",
  "succeed",
  "part",
  "fail",
  "cancel",
  "release",
  "retry",
] as const;
export type ScanCommand = (typeof SCAN_COMMANDS)[number];

interface Transition {
  readonly from: readonly ScanState[];
  readonly to: ScanState;
}

// A worker that died leaves preparing, running or publishing behind: `start` takes over with a new attempt.
const TRANSITIONS: Readonly<Record<ScanCommand, Transition>> = {
  start: { from: ["queued", "preparing", "running", "publishing"], to: "preparing" },
  run: { from: ["preparing", "running"], to: "running" },
  preview: { from: ["preparing", "running"], to: "previewed" },
  confirm: { from: ["previewed"], to: "queued" },
  publish: { from: ["preparing", "running"], to: "publishing" },
  succeed: { from: ["publishing"], to: "succeeded" },
  part: { from: ["publishing"], to: "partial" },
  fail: { from: ["queued", "preparing", "running", "publishing"], to: "failed" },
  cancel: { from: ["queued", "preparing", "running", "previewed"], to: "cancelled" },
  release: { from: ["preparing", "running"], to: "queued" },
  retry: { from: ["partial", "failed", "cancelled"], to: "queued" },
};

/** The state after a command, or undefined when the command does not apply. */
export function scanTransition(state: ScanState, command: ScanCommand): ScanState | undefined {
  const transition = TRANSITIONS[command];
  return transition.from.includes(state) ? transition.to : undefined;
}

/** The states in which a command applies: what a fenced update names in its WHERE. */
export function scanStatesFor(command: ScanCommand): ScanState[] {
  return [...TRANSITIONS[command].from];
}

const TERMINAL: readonly ScanState[] = ["succeeded", "partial", "failed", "cancelled"];

export function isFinished(state: ScanState): boolean {
  return TERMINAL.includes(state);
}

/** After this many attempts that died with their process a scan is given up, its input kept. */
export const MAX_CRASHES = 3;

/** True while nothing goes on by itself: it has ended, or waits for a person. */
export function isSettled(state: ScanState): boolean {
  return isFinished(state) || state === "previewed";
}

/**
 * The state of a request from those of its scans: queued before any has started, running while any works (publishing
 * when only that is left, previewed when all that is left waits for a person), afterwards succeeded, failed or
 * cancelled when all agree, and partial when they do not.
 */
export function requestState(states: readonly ScanState[]): ScanState {
  const working = states.filter((state) => !isFinished(state));
  if (working.length > 0) {
    if (states.every((state) => state === "queued")) return "queued";
    const [only = "running"] = working;
    const agree = working.every((state) => state === only) && (only === "publishing" || only === "previewed");
    return agree ? only : "running";
  }
  const [first] = states;
  if (first === undefined) return "failed";
  return states.every((state) => state === first) ? first : "partial";
}
