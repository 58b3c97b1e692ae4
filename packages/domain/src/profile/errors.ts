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
} as const satisfies ErrorTable;

export const profileError = errorThrower(PROFILE_ERRORS);
