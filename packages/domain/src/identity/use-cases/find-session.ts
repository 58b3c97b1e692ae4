import { type Database, Prisma } from "../../shared/server.ts";
import { SESSION_TOUCH_MS, sessionEnd } from "../limits.ts";
import { tokenHash } from "../token.ts";

/** Who a session token belongs to. */
export interface CurrentSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly signedInAt: Date;
  /** When it ends if it is not used any more. */
  readonly expiresAt: Date;
}

/** The live session of a token: null when unknown, idle too long, too old, or its account is disabled. */
export async function findSession(database: Database, token: string): Promise<CurrentSession | null> {
  const hash = tokenHash(token);
  const [row] = await database.askSystem<SessionRow>(
    "session",
    Prisma.sql`
      SELECT s."id", s."created_at" AS "createdAt", s."last_seen_at" AS "lastSeenAt", s."expires_at" AS "expiresAt",
        u."id" AS "userId", u."email", u."name", now()::timestamptz(3) AS "now"
      FROM "session" s JOIN "user" u ON u."id" = s."user_id" AND u."disabled_at" IS NULL
      WHERE s."token_hash" = ${hash}`,
  );
  if (row === undefined) return null;
  const { id: sessionId, userId, email, name, now } = row;
  if (sessionEnd(row) <= now) {
    await database.asSystem("session", (tx) => tx.db.session.deleteMany({ where: { tokenHash: hash } }));
    return null;
  }
  if (now.getTime() - row.lastSeenAt.getTime() > SESSION_TOUCH_MS) {
    const touch = { where: { tokenHash: hash }, data: { lastSeenAt: now } };
    await database.asSystem("session", (tx) => tx.db.session.updateMany(touch));
  }
  const expiresAt = sessionEnd({ lastSeenAt: now, expiresAt: row.expiresAt });
  return { sessionId, userId, email, name, signedInAt: row.createdAt, expiresAt };
}

interface SessionRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly now: Date;
}

/** True while the session exists and its account is enabled; open streams ask this again and again. */
export async function isSessionLive(database: Database, sessionId: string): Promise<boolean> {
  return database.asSystem("session", async (tx) => {
    const row = await tx.db.session.findUnique({
      where: { id: sessionId },
      select: { lastSeenAt: true, expiresAt: true, user: { select: { disabledAt: true } } },
    });
    return row !== null && row.user.disabledAt === null && sessionEnd(row) > tx.now;
  });
}
