import type { AuditEntry } from "../../audit/index.ts";
import { decodeCursor, encodeCursor, type Page } from "../../shared/index.ts";
import type { Deps, Prisma, Tx } from "../../shared/server.ts";
import type { ListAudit } from "../schema.ts";

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: "user" | "system";
  readonly actorUserId: string | null;
  readonly tokenId: string | null;
  readonly action: string;
  readonly outcome: "done" | "denied";
  readonly subjectId: string | null;
  readonly details: Prisma.JsonValue;
}

/** The organization's audit log, the newest first. A cursor that is none of ours starts at the top. */
export async function listAudit(deps: Deps, input: ListAudit): Promise<Page<AuditEntry>> {
  const [at, id] = (input.cursor === undefined ? undefined : decodeCursor(input.cursor)) ?? [];
  const from =
    typeof at === "number" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id)
      ? { at: new Date(at), id }
      : undefined;
  return deps.withOrganization(async (tx) => {
    const before = from ?? { at: new Date(8.64e15), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };
    const rows = await tx.db.$queryRaw<Row[]>`
      SELECT "id", "at", "actor_kind" AS "actorKind", "actor_user_id" AS "actorUserId", "token_id" AS "tokenId", "action", "outcome",
             "subject_id" AS "subjectId", "details"
      FROM "audit_event"
      WHERE "organization_id" = ${deps.organizationId}::uuid AND ("at", "id") < (${before.at}, ${before.id}::uuid)
      ORDER BY "at" DESC, "id" DESC LIMIT ${input.limit + 1}`;
    const page = rows.slice(0, input.limit);
    const ids = [...new Set(page.map((row) => row.actorUserId).filter((userId) => userId !== null))];
    const people = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const names = new Map(people.map((person) => [person.id, person.name]));
    const tokens = await tokenNames(tx, deps, page);
    const last = page.at(-1);
    return {
      items: page.map(({ actorUserId, tokenId, details, ...row }) => ({
        ...row,
        token: tokenId === null ? null : (tokens.get(tokenId) ?? "a token"),
        actorName: actorUserId === null ? null : (names.get(actorUserId) ?? null),
        details: details !== null && typeof details === "object" && !Array.isArray(details) ? details : {},
      })),
      nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor([last.at.getTime(), last.id]) : null,
    };
  });
}

async function tokenNames(tx: Tx, deps: Deps, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => row.tokenId).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const tokens = await tx.db.apiToken.findMany({
    where: { organizationId: deps.organizationId, id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(tokens.map((token) => [token.id, token.name]));
}
