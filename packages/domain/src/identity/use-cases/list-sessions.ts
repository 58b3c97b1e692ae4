import { toTypedId } from "../../shared/index.ts";
import type { UserDeps } from "../deps.ts";
import { sessionEnd } from "../limits.ts";
import type { SessionEntry } from "../schema.ts";

/** Where the person is signed in, the last used first. */
export async function listSessions(deps: UserDeps): Promise<SessionEntry[]> {
  return deps.withUser(async (tx) => {
    const rows = await tx.db.session.findMany({
      where: { userId: deps.userId },
      select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true, expiresAt: true },
      orderBy: { lastSeenAt: "desc" },
    });
    return rows
      .filter((row) => sessionEnd(row) > tx.now)
      .map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
        ...{ id: toTypedId("session", id), userAgent, createdAt, lastSeenAt },
        expiresAt: sessionEnd({ lastSeenAt, expiresAt }),
        current: id === deps.sessionId,
      }));
  });
}
