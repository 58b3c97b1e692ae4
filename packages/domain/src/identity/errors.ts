import { errorThrower } from "../shared/index.ts";

export const IDENTITY_ERRORS = {
  "identity.wrong-credentials": {
    kind: "unauthenticated",
    message: "E-mail address or password is wrong. Check both and try again.",
  },
  "identity.too-many-attempts": {
    kind: "rate-limited",
    message: "Too many attempts. Wait a few minutes, then try again.",
  },
  "identity.not-signed-in": {
    kind: "unauthenticated",
    message: "You are not signed in, or your session has ended. Sign in again.",
  },
  "identity.stale-session": {
    kind: "forbidden",
    message: "You signed in too long ago for this change. Sign in again, then repeat it.",
  },
  "identity.wrong-password": { kind: "invalid", message: "The current password is wrong. Type it again." },
  "identity.weak-password": {
    kind: "invalid",
    message: "This password is too easy to guess. Choose a longer or less regular one.",
  },
  "identity.email-taken": {
    kind: "conflict",
    message: "There is already an account with this e-mail address. Sign in with it, then open the link again.",
  },
  "identity.link-invalid": {
    kind: "not-found",
    message: "This link is wrong, was used before, or has expired. Ask for a new one.",
  },
  "identity.provider-unknown": {
    kind: "forbidden",
    message:
      "No account here is linked to this sign-in. Sign in with your password, then link it on your account page.",
  },
  "identity.provider-taken": { kind: "conflict", message: "This sign-in is already linked to another account." },
  "identity.session-not-found": { kind: "not-found", message: "There is no such session. It may have ended already." },
} as const;

export const fail = errorThrower(IDENTITY_ERRORS);

/** The words of an identity problem that came back as a code in a URL; undefined for codes that are none of ours. */
export function identityProblem(code: string): string | undefined {
  return Object.hasOwn(IDENTITY_ERRORS, code)
    ? IDENTITY_ERRORS[code as keyof typeof IDENTITY_ERRORS].message
    : undefined;
}
