import type { Why } from "./policy.ts";

/** Why something is told or not, as a sentence to its receiver. */
export const WHY_WORDS: Readonly<Record<Why, string>> = {
  "not-visible": "You may not see it.",
  "own-deed": "You did it yourself.",
  backlog: "It is backlog, known since before.",
  "side-branch": "It is not on the default branch.",
  others: "It concerns somebody else.",
  off: "You switched this kind off.",
  muted: "You had muted everything.",
  "project-muted": "You muted this project.",
  "mail-off": "You switched mail off.",
  personal: "It is for one person.",
  "other-project": "The channel is for other projects.",
  "below-threshold": "It is below the channel's severity.",
  "digest-off": "The channel gets no digest.",
  disabled: "The channel is switched off.",
  assigned: "It is yours.",
  severe: "It is new, high or critical, and proven.",
  regressed: "It is back after it was resolved.",
  due: "It is due soon or overdue.",
  alert: "It is an alert of P2 or worse.",
  incident: "It is an incident.",
  rest: "Everything else comes with the digest.",
};
