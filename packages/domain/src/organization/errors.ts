import { errorThrower } from "../shared/index.ts";

export const ORGANIZATION_ERRORS = {
  "organization.not-found": {
    kind: "not-found",
    message: "There is no such organization or project here, or you are no member of it.",
  },
  "organization.forbidden": {
    kind: "forbidden",
    message: "Your role does not allow this. Ask an owner of the organization.",
  },
  "organization.slug-taken": {
    kind: "conflict",
    message: "Another organization uses this short name. Choose another one.",
  },
  "organization.stale": {
    kind: "conflict",
    message: "Someone changed this while you were editing. Look at their version, then save again.",
  },
  "organization.member-not-found": { kind: "not-found", message: "There is no such member here." },
  "organization.grant-not-found": { kind: "not-found", message: "There is no such grant here." },
  "organization.grant-exists": { kind: "conflict", message: "This member has this role in the project already." },
  "organization.invitation-not-found": {
    kind: "not-found",
    message: "This invitation is wrong, was used or withdrawn, or has expired. Ask for a new one.",
  },
  "organization.invitation-for-another": {
    kind: "forbidden",
    message: "This invitation is for another e-mail address. Sign in with that account, or ask for a new invitation.",
  },
  "organization.already-member": { kind: "conflict", message: "You are a member of this organization already." },
  "organization.persona-not-found": { kind: "not-found", message: "The demo has no such person, or it was removed." },
  "organization.role-above-own": {
    kind: "forbidden",
    message: "You can only give and change roles that may no more than your own.",
  },
  "organization.last-owner": {
    kind: "conflict",
    message: "An organization needs an owner. Make someone else an owner first.",
  },
  "organization.token-invalid": {
    kind: "unauthenticated",
    message: "This token is wrong, has ended or was revoked, or its maker is no member any more. Use another one.",
  },
  "organization.token-not-found": { kind: "not-found", message: "There is no such token here." },
  "organization.token-beyond-own": {
    kind: "forbidden",
    message: "You cannot give a token what you may not do yourself. Leave these scopes out.",
  },
  "organization.too-many-tokens": {
    kind: "conflict",
    message: "You have as many living tokens as one person may have. Revoke one that is not used any more.",
  },
  "organization.request-taken-over": {
    kind: "conflict",
    message: "Another request with this Idempotency-Key has taken over. Ask again for its answer.",
  },
  "organization.too-many-requests": {
    kind: "rate-limited",
    message: "Too many requests. Wait as long as the header Retry-After says, then go on.",
  },
  "organization.secret-unreadable": {
    kind: "unavailable",
    message: "A stored secret cannot be opened with this installation's root key. Enter it again, or restore the key.",
  },
} as const;

export const fail = errorThrower(ORGANIZATION_ERRORS);
