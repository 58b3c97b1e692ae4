import "server-only";
import {
  createUserDeps,
  findSession,
  findUserByIdentity,
  identityError,
  linkIdentity,
  passGate,
  signOut,
} from "@redoubt/domain/identity/server";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { type Context, signInDeps } from "../context.ts";
import { sessionTokenOf } from "./cookie.ts";
import { hasLinkIntent } from "./link-intent.ts";

/**
 * What next-auth needs to store, over the use cases of identity: sessions are hashed and come from the gate alone,
 * people are known by provider and subject, and nobody gets an account or is matched by an e-mail address.
 */
export function createAdapter(context: Context, headers: Headers): Adapter {
  const deps = signInDeps(context);
  return {
    async getUserByAccount({ provider, providerAccountId }) {
      const user = await findUserByIdentity(context.database, { provider, subject: providerAccountId });
      return user === null ? null : toAdapterUser(user);
    },
    getUserByEmail: async () => null,
    createUser: async () => {
      throw identityError("identity.provider-unknown");
    },
    async linkAccount({ provider, providerAccountId, userId }) {
      const session = await context.session();
      if (session === null || session.userId !== userId || !hasLinkIntent(headers, session.sessionId, provider)) {
        throw identityError("identity.provider-unknown");
      }
      const { sessionId, signedInAt } = session;
      const { requestId, address } = context.caller;
      const user = createUserDeps({ database: context.database, userId, sessionId, signedInAt, requestId, address });
      await linkIdentity(user, { provider, subject: providerAccountId });
    },
    async createSession({ userId }) {
      const replaces = sessionTokenOf(headers);
      // next-auth has checked the provider's answer; the gate checks everything else.
      const session = await passGate(deps, { who: { userId }, prove: async () => true, replaces });
      return { sessionToken: session.token, userId, expires: session.expiresAt };
    },
    async getSessionAndUser(sessionToken) {
      const session = await findSession(context.database, sessionToken);
      if (session === null) return null;
      const { userId, email, name, expiresAt } = session;
      return {
        session: { sessionToken, userId, expires: expiresAt },
        user: toAdapterUser({ id: userId, email, name }),
      };
    },
    // The limits of a session are its own; a look at it does not extend the absolute one.
    updateSession: async () => null,
    async deleteSession(sessionToken) {
      await signOut(deps, sessionToken);
    },
  };
}

function toAdapterUser(user: { id: string; email: string; name: string }): AdapterUser {
  return { id: user.id, email: user.email, name: user.name, emailVerified: null };
}
