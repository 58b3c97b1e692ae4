import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const PROFILE_ERRORS = {
  "profile.stale": {
    kind: "conflict",
    message: "Someone saved another version meanwhile. Yours is kept here: look at theirs, then save again.",
  },
  "profile.unknown-question": { kind: "invalid", message: "The questionnaire has no such question. Reload the page." },
  "profile.bad-answer": { kind: "invalid", message: "Some answers do not fit. Correct the fields that say so." },
  "profile.nothing-changed": { kind: "conflict", message: "Nothing is different from the newest version." },
  "profile.version-not-found": { kind: "not-found", message: "There is no such version of this profile." },
  "profile.nothing-proposed": {
    kind: "conflict",
    message: "The newest revision proposes nothing (more) for this question. Reload the page.",
  },
  "profile.asset-not-found": { kind: "not-found", message: "There is no such asset in this project." },
  "profile.asset-stale": {
    kind: "conflict",
    message: "Someone changed this asset while you were editing. Look at their version, then save again.",
  },
  "profile.asset-name-taken": {
    kind: "conflict",
    message: "Another asset of this project has this name. Choose another one.",
  },
  "profile.not-reading": { kind: "conflict", message: "No reading of the code waits or runs." },
  "profile.reading-stopped": { kind: "conflict", message: "This reading was cancelled or taken over." },
  "profile.holder-not-found": { kind: "not-found", message: "There is no such holder in this project." },
  "profile.holder-name-taken": {
    kind: "conflict",
    message: "Another holder of this project has this name. Choose another one.",
  },
  "profile.holder-threshold": {
    kind: "invalid",
    message: "It asks for more keys than it has. Name all who hold one, or lower the number.",
  },
  "profile.holder-circle": {
    kind: "invalid",
    message: "A holder cannot act through itself. Take one of the operators away.",
  },
  "profile.holder-stale": {
    kind: "conflict",
    message: "Someone changed this holder while you were editing. Look at their version, then save again.",
  },
  "profile.power-not-found": { kind: "not-found", message: "There is no such power in this project." },
  "profile.power-taken": { kind: "conflict", message: "This power is on the map already." },
  "profile.power-of-code": {
    kind: "conflict",
    message: "The code shows this power: it leaves the map when it leaves the code.",
  },
  "profile.power-stale": {
    kind: "conflict",
    message: "Someone changed this power while you were editing. Look at their version, then save again.",
  },
  "profile.limits-stale": {
    kind: "conflict",
    message: "Someone set other limits meanwhile. Look at theirs, then save again.",
  },
} as const satisfies ErrorTable;

export const profileError = errorThrower(PROFILE_ERRORS);
