export { createUserDeps, type SignInDeps, type UserDeps } from "./deps.ts";
export { fail as identityError } from "./errors.ts";
export { addressKey, type RateRule, SETUP_LINK_MS } from "./limits.ts";
export { hashPassword } from "./password.ts";
export { type RateAnswer, takeRate } from "./rate.ts";
export { newToken, tokenHash } from "./token.ts";
export { changePassword } from "./use-cases/change-password.ts";
export { createUser, type PreparedPerson, preparePerson } from "./use-cases/create-user.ts";
export { type CurrentSession, findSession, isSessionLive } from "./use-cases/find-session.ts";
export { changeName, getAccount } from "./use-cases/get-account.ts";
export { findUserByIdentity, linkIdentity, type ProviderIdentity } from "./use-cases/link-identity.ts";
export {
  consumeLinkToken,
  isLinkTokenLive,
  issueLinkToken,
  limitAttempts,
  limitLinkGuesses,
} from "./use-cases/link-token.ts";
export { listSessions } from "./use-cases/list-sessions.ts";
export { type Attempt, passGate, type SignedIn } from "./use-cases/pass-gate.ts";
export { isFresh, requireFreshSignIn } from "./use-cases/require-fresh-sign-in.ts";
export { revokeOtherSessions, revokeSession } from "./use-cases/revoke-session.ts";
export { setPreferences } from "./use-cases/set-preferences.ts";
export { signInWithPassword } from "./use-cases/sign-in-with-password.ts";
export { signOut } from "./use-cases/sign-out.ts";
export { userNames } from "./use-cases/user-names.ts";
