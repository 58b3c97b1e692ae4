import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const ECONOMICS_ERRORS = {
  "economics.parameter-stale": {
    kind: "conflict",
    message: "Someone stated this number meanwhile. Yours is kept here: look at theirs, then save again.",
  },
  "economics.out-of-bounds": { kind: "invalid", message: "This number cannot be that. Stay within what is possible." },
  "economics.nothing-stated": {
    kind: "conflict",
    message: "The team has stated nothing here: the default counts already.",
  },
  "economics.control-not-found": { kind: "not-found", message: "There is no such control in this project." },
  "economics.control-stale": {
    kind: "conflict",
    message: "Someone changed this control while you were editing. Look at their version, then save again.",
  },
  "economics.control-name-taken": {
    kind: "conflict",
    message: "Another control of this project has this name. Choose another one.",
  },
  "economics.asset-not-found": {
    kind: "not-found",
    message: "An asset that the cap names is not on this project's list. Reload the page.",
  },
  "economics.time-not-found": { kind: "not-found", message: "There is no such measured time in this project." },
  "economics.time-stale": {
    kind: "conflict",
    message: "Someone changed this measured time while you were editing. Look at their version, then save again.",
  },
  "economics.simulation-not-found": { kind: "not-found", message: "There is no such simulation in this project." },
  "economics.stale-attempt": {
    kind: "conflict",
    message: "Another attempt at this simulation has begun, or it was cancelled. Nothing was published.",
  },
} as const satisfies ErrorTable;

export const economicsError = errorThrower(ECONOMICS_ERRORS);
