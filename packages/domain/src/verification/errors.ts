import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const VERIFICATION_ERRORS = {
  "verification.not-found": { kind: "not-found", message: "There is no such PoC in this project." },
  "verification.run-not-found": { kind: "not-found", message: "There is no such PoC run in this project." },
  "verification.no-revision": {
    kind: "conflict",
    message: "No fetched revision has a Solidity root to run this on. Connect code first.",
  },
  "verification.too-many": { kind: "too-large", message: "This project already holds 1,000 PoCs." },
  "verification.stale-attempt": { kind: "conflict", message: "Another attempt at this run has taken over." },
} as const satisfies ErrorTable;

export const verificationError = errorThrower(VERIFICATION_ERRORS);
