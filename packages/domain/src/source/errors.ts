import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const SOURCE_ERRORS = {
  "source.not-found": { kind: "not-found", message: "There is no such source in this project." },
  "source.revision-not-found": { kind: "not-found", message: "There is no such revision in this project." },
  "source.revision-not-ready": {
    kind: "conflict",
    message: "This revision is not fetched yet. Wait until it is ready.",
  },
  "source.file-not-found": { kind: "not-found", message: "There is no such file in this revision." },
  "source.folder-not-allowed": {
    kind: "forbidden",
    message: "This folder is not allowed. The operator names allowed folders in REDOUBT_ALLOWED_FOLDERS.",
  },
  "source.stale": { kind: "conflict", message: "Someone else changed this source meanwhile. Reload and try again." },
  "source.not-fetchable": {
    kind: "invalid",
    message: "Uploads cannot be fetched again. Upload a newer archive instead.",
  },
  "source.not-pushed": {
    kind: "invalid",
    message: "Commits are told of pushed revisions alone; of others git tells them.",
  },
  "source.stale-attempt": { kind: "conflict", message: "Another attempt at this revision has taken over." },
} as const satisfies ErrorTable;

export const sourceError = errorThrower(SOURCE_ERRORS);
