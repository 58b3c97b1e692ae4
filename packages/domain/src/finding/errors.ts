import { type ErrorTable, errorThrower } from "../shared/index.ts";
import { DECISION_ERRORS } from "./decisions.ts";

export const FINDING_ERRORS = {
  ...DECISION_ERRORS,
  "finding.not-found": { kind: "not-found", message: "There is no such finding in this project." },
  "finding.nothing-to-state": {
    kind: "not-found",
    message: "No finding here is about an advisory in a package, so there is nothing to state.",
  },
  "finding.too-many-statements": {
    kind: "too-large",
    message: "There are more findings on advisories than one document holds.",
  },
  "finding.stale": {
    kind: "conflict",
    message: "This finding was changed meanwhile. Look at the newer version and decide again.",
  },
  "finding.needs-more": { kind: "invalid", message: "This decision needs a reason, an owner, a date or a comment." },
  "finding.duplicate-of-itself": {
    kind: "invalid",
    message: "A finding cannot be a duplicate of itself or of one of its duplicates.",
  },
  "finding.no-attribution": {
    kind: "not-found",
    message: "This scanner is none of those that were merged into the finding.",
  },
  "finding.duplicate-aside": {
    kind: "forbidden",
    message:
      "As a duplicate of that one this finding would be set aside, which takes a second person. Name an open finding that is as severe, or dismiss this one.",
  },
  "finding.nothing-to-undo": {
    kind: "conflict",
    message: "The last decision on this finding is not yours, or there is none to take back.",
  },
  "finding.member-not-found": { kind: "not-found", message: "There is no such member in this organization." },
  "finding.scan-not-found": { kind: "not-found", message: "There is no such scan in this project." },
  "finding.no-hold": { kind: "conflict", message: "No closings of this scan wait for a decision." },
  "finding.proposal-waits": {
    kind: "conflict",
    message: "Another person's proposal waits on this finding. Confirm or refuse that one first.",
  },
  "finding.proposal-not-found": {
    kind: "not-found",
    message: "There is no such proposal: it was decided or overtaken.",
  },
  "finding.token-decides-nothing": {
    kind: "forbidden",
    message: "A token proposes, and a person decides. Decide it on the finding's page.",
  },
  "finding.branch-not-seen": { kind: "not-found", message: "The finding was seen on no such branch." },
  "finding.branch-default": {
    kind: "invalid",
    message: "On the default branch the decision that all share holds. Decide on the finding itself.",
  },
  "finding.branch-two-people": {
    kind: "forbidden",
    message: "Setting aside a finding this severe takes two people. Decide on the finding itself, for all branches.",
  },
  "finding.branch-until": { kind: "invalid", message: "An acknowledgement ends on a day to come." },
  "finding.branch-undecided": { kind: "conflict", message: "Nothing was decided for this branch alone." },
  "finding.same-person": {
    kind: "forbidden",
    message: "A second person confirms or refuses a proposal, not the one who made it.",
  },
  "finding.not-opened": {
    kind: "invalid",
    message: "This member cannot see the restricted finding. Open it to them first.",
  },
  "finding.settings-stale": {
    kind: "conflict",
    message: "These settings were changed meanwhile. Look at the newer ones and decide again.",
  },
  "finding.project-settings-stale": {
    kind: "conflict",
    message: "These settings were changed meanwhile. Look at the newer ones and decide again.",
  },
  "finding.owner-twice": { kind: "invalid", message: "One name stands for two members. Keep one of the lines." },
  "finding.severity-basis": {
    kind: "invalid",
    message: "What the severity is said to rest on gives another severity.",
  },
  "finding.no-cve": { kind: "invalid", message: "Only a finding that carries a CVE is scored by CVSS." },
  "finding.sla-stale": {
    kind: "conflict",
    message: "This promise was changed meanwhile. Look at the newer one and decide again.",
  },
  "finding.policy-not-found": { kind: "not-found", message: "There is no such policy here." },
  "finding.policy-stale": {
    kind: "conflict",
    message: "This policy was changed meanwhile. Look at the newer version and decide again.",
  },
  "finding.policy-not-now": { kind: "conflict", message: "This is not possible in the policy's present state." },
  "finding.policy-not-yours": {
    kind: "forbidden",
    message: "Only its author changes a draft. Write a policy of your own instead.",
  },
  "finding.policy-same-person": {
    kind: "forbidden",
    message: "A second person approves a policy, not its author.",
  },
  "finding.policy-expiry": { kind: "invalid", message: "A policy ends on a day to come, within a year." },
  "finding.no-backlog-question": {
    kind: "conflict",
    message: "There is nothing to adopt: the question was answered, or no scan has finished yet.",
  },
  "finding.no-backlog": { kind: "conflict", message: "This project has adopted no backlog that could be undone." },
  "finding.view-not-found": {
    kind: "not-found",
    message: "There is no such view. It may have been deleted meanwhile.",
  },
  "finding.view-stale": {
    kind: "conflict",
    message: "This view was changed meanwhile. Look at it and change it again.",
  },
  "finding.view-sharing": {
    kind: "forbidden",
    message: "Views that everyone sees are kept by owners and security leads. Save it for yourself instead.",
  },
  "finding.too-many-views": { kind: "conflict", message: "There are 50 views already. Delete one that nobody needs." },
  "finding.past-not-found": { kind: "not-found", message: "There is no such document in this project." },
  "finding.past-not-ready": {
    kind: "conflict",
    message: "This document is not waiting to be imported: it is still being read, or it is done with.",
  },
  "finding.past-stale": {
    kind: "conflict",
    message: "This document was changed meanwhile. Look at its rows again.",
  },
  "finding.past-no-rows": { kind: "conflict", message: "Nothing would be imported: every row is left out." },
  "finding.past-needs-until": {
    kind: "invalid",
    message: "Say until when what is acknowledged holds: the document does not.",
  },
  "finding.past-until": { kind: "invalid", message: "An acknowledgement ends on a day to come." },
  "finding.past-no-table": { kind: "conflict", message: "Only the columns of a table can be chosen." },
  "finding.bad-cursor": { kind: "invalid", message: "This page no longer exists. Go back to the start of the list." },
} as const satisfies ErrorTable;

export const findingError = errorThrower(FINDING_ERRORS);
