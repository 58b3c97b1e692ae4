import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const ADVISORY_ERRORS = {
  "advisory.inventory-not-found": {
    kind: "not-found",
    message: "The dependencies of this revision have not been read yet.",
  },
  "advisory.revision-not-ready": {
    kind: "conflict",
    message: "This revision is still being fetched. Its dependencies are read as soon as it is there.",
  },
  "advisory.import-not-found": { kind: "not-found", message: "There is no such import of advisories here." },
  "advisory.import-finished": { kind: "conflict", message: "This import has ended already." },
  "advisory.older-dump": {
    kind: "conflict",
    message: "What is here is newer than this file. Nothing was changed: bring a newer one.",
  },
  "advisory.stale-attempt": { kind: "conflict", message: "Another worker has taken this over." },
  "advisory.bad-cursor": { kind: "invalid", message: "This list has moved on. Load it again." },
} as const satisfies ErrorTable;

export const advisoryError = errorThrower(ADVISORY_ERRORS);
