import { type ErrorTable, errorThrower } from "../shared/index.ts";

export const THREAT_MODEL_ERRORS = {
  "threat-model.not-found": { kind: "not-found", message: "There is no such version of the threat model here." },
  "threat-model.threat-not-found": { kind: "not-found", message: "There is no such threat in this project." },
  "threat-model.control-not-found": { kind: "not-found", message: "There is no such control in this project." },
  "threat-model.assumption-not-found": { kind: "not-found", message: "There is no such assumption in this project." },
  "threat-model.element-not-found": {
    kind: "not-found",
    message: "There is no such element or flow in this project's model.",
  },
  "threat-model.member-not-found": { kind: "not-found", message: "There is no such member in this organization." },
  "threat-model.stale": {
    kind: "conflict",
    message: "Somebody changed this meanwhile. Look at what it says now, then make your change again.",
  },
  "threat-model.broken": {
    kind: "invalid",
    message: "The parts of the model do not fit together. Each place is named below.",
  },
  "threat-model.too-large": { kind: "too-large", message: "The model would hold more than one project may have." },
  "threat-model.not-now": { kind: "conflict", message: "This cannot be done to the threat in its present state." },
  "threat-model.needs": { kind: "invalid", message: "Something that this decision needs is missing." },
  "threat-model.past-date": { kind: "invalid", message: "The date has passed already. Choose a day that is to come." },
  "threat-model.needs-control": {
    kind: "conflict",
    message: "Nothing that counts answers this threat: put a control in place that does not hope for a weak attacker.",
  },
  "threat-model.nothing-to-undo": { kind: "conflict", message: "There is no decision of yours to take back here." },
  "threat-model.not-yours": {
    kind: "forbidden",
    message: "To live with a threat, or to hand it to others, is decided by those who may approve the model.",
  },
  "threat-model.no-reading": { kind: "conflict", message: "The code is not being read: there is nothing to cancel." },
  "threat-model.version-state": {
    kind: "conflict",
    message: "The version is not in a state in which this can be done. Load it again.",
  },
  "threat-model.version-changed": {
    kind: "conflict",
    message: "The model has changed since it was sent to review. Send it again, so that what is approved was read.",
  },
  "threat-model.nothing-changed": {
    kind: "conflict",
    message: "There is nothing to review: draw elements or record threats first.",
  },
} as const satisfies ErrorTable;

export const threatModelError = errorThrower(THREAT_MODEL_ERRORS);
