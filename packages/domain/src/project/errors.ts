import { errorThrower } from "../shared/index.ts";

export const PROJECT_ERRORS = {
  "project.not-found": { kind: "not-found", message: "There is no such project here." },
  "project.slug-taken": {
    kind: "conflict",
    message: "Another project of this organization uses this short name. Choose another one.",
  },
  "project.stale": {
    kind: "conflict",
    message: "Someone changed this project while you were editing. Look at their version, then save again.",
  },
  "project.not-the-demo": { kind: "conflict", message: "Only the demo organization can be removed here." },
} as const;

export const fail = errorThrower(PROJECT_ERRORS);
