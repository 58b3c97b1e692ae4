import { decodeCursor, encodeCursor, type Page, toTypedId } from "../../shared/index.ts";
import { type Deps, Prisma } from "../../shared/server.ts";
import { ownMemberId } from "../own.ts";
import type { ListNotifications, NotificationEntry } from "../schema.ts";

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly href: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** The acting member's own messages, the newest first. A cursor that is none of ours starts at the top. */
export async function listNotifications(deps: Deps, input: ListNotifications): Promise<Page<NotificationEntry>> {
  const memberId = ownMemberId(deps);
  const [at, id] = (input.cursor === undefined ? undefined : decodeCursor(input.cursor)) ?? [];
  const known = typeof at === "number" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id);
  const before = known
    ? { at: new Date(at), id }
    : { at: new Date(8.64e15), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.$queryRaw<Row[]>`
      SELECT "id", "kind", "title", "href", "created_at" AS "createdAt", "read_at" AS "readAt" FROM "notification"
      WHERE "organization_id" = ${deps.organizationId}::uuid AND "member_id" = ${memberId}::uuid
        AND ("created_at", "id") < (${before.at}, ${before.id}::uuid) AND (NOT ${input.unreadOnly} OR "read_at" IS NULL)
      ORDER BY "created_at" DESC, "id" DESC LIMIT ${input.limit + 1}`;
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => ({ ...row, id: toTypedId("notification", row.id) })),
      nextCursor:
        rows.length > input.limit && last !== undefined ? encodeCursor([last.createdAt.getTime(), last.id]) : null,
    };
  });
}

/** How many messages the acting member has not read; counted up to 100. */
export async function countUnread(deps: Deps): Promise<{ unread: number }> {
  const [row] = await deps.ask<{ unread: number }>(Prisma.sql`
    SELECT count(*)::int AS "unread" FROM (
      SELECT FROM "notification" n
      WHERE n."organization_id" = ${deps.organizationId}::uuid AND n."member_id" = ${ownMemberId(deps)}::uuid
        AND n."read_at" IS NULL LIMIT 100) u`);
  return { unread: row?.unread ?? 0 };
}
