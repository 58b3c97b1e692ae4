import { addressKey, type RateAnswer, type RateRule, takeRate } from "../../identity/server.ts";
import { type Database, Prisma, type Tx } from "../../shared/server.ts";
import type { Permission } from "../permissions.ts";
import { TokenScopeName } from "../schema.ts";
import { scopePermissions, type TokenScope } from "../token-scopes.ts";
import { readTokenText } from "../token-text.ts";
import { type Access, type AccessRow, toAccess } from "./resolve-access.ts";

/** What a token opens at this moment: no more than its maker may, than its scopes say, and than its project. */
export interface TokenAccess {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date | null;
  readonly userId: string;
  /** The only project that it opens; null for all. */
  readonly boundTo: { readonly id: string; readonly slug: string } | null;
  /** What the scopes open, whatever the maker may. */
  readonly scoped: ReadonlySet<Permission>;
  /** The maker's access, not narrowed: that the scopes lack something is said in other words. */
  readonly maker: Access;
  readonly rate: RateAnswer;
}

/** Requests of one token; what makes the worker work counts besides. */
const RULES = {
  any: { limit: 600, windowSeconds: 60 },
  work: { limit: 120, windowSeconds: 600 },
} as const satisfies Record<string, RateRule>;

/** Tokens that are none, per address. */
const GUESS_RULE: RateRule = { limit: 60, windowSeconds: 600 };

/** The last use is written at most this often. */
const TOUCH_MS = 60_000;

interface TokenRow extends AccessRow {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly scopes: string[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly userId: string;
  readonly slug: string;
  readonly boundId: string | null;
  readonly boundSlug: string | null;
}

/**
 * Looks a token's text up inside the organization that it names, counts the request, and notes the use. Null when it
 * is none, has ended, was revoked, or its maker left or was disabled.
 */
export async function resolveToken(
  database: Database,
  asked: { readonly text: string; readonly project?: string | undefined; readonly works: boolean },
): Promise<TokenAccess | null> {
  const key = readTokenText(asked.text);
  if (key === undefined) return null;
  return database.withOrganization(key.organizationId, async (tx) => {
    const row = await readToken(tx, key, asked.project ?? "");
    if (row === undefined) return null;
    const scopes = row.scopes.flatMap((scope) => TokenScopeName.safeParse(scope).data ?? []);
    const bound = row.boundId === null || row.boundSlug === null ? null : { id: row.boundId, slug: row.boundSlug };
    const rate = await count(tx, row.tokenId, asked.works);
    await touch(tx, key.organizationId, row);
    return {
      ...{ tokenId: row.tokenId, name: row.tokenName, scopes, expiresAt: row.expiresAt, userId: row.userId },
      ...{ boundTo: bound, scoped: scopePermissions(scopes), rate },
      maker: toAccess(key.organizationId, row.slug, asked.project ?? "", row),
    };
  });
}

/** Counts a token that was none for the address that it came from. */
export async function countTokenGuess(database: Database, address: string | null): Promise<RateAnswer> {
  return database.asSystem("token guess", (tx) => takeRate(tx, `token-guess:${addressKey(address)}`, GUESS_RULE));
}

async function readToken(
  tx: Tx,
  key: { readonly organizationId: string; readonly hash: string },
  project: string,
): Promise<TokenRow | undefined> {
  const [row] = await tx.ask<TokenRow>(Prisma.sql`
    SELECT t."id" AS "tokenId", t."name" AS "tokenName", t."scopes", t."expires_at" AS "expiresAt",
           t."last_used_at" AS "lastUsedAt", m."user_id" AS "userId", m."id" AS "memberId", m."role",
           o."name", o."slug", o."demo", t."project_id" AS "boundId", b."slug" AS "boundSlug",
           p."id" AS "projectId", p."name" AS "projectName", p."archived_at" IS NOT NULL AS "archived",
           ARRAY(SELECT g."role" FROM "grant" g WHERE g."organization_id" = m."organization_id"
                 AND g."member_id" = m."id" AND g."project_id" = p."id") AS "grants"
    FROM "api_token" t
    JOIN "organization" o ON o."id" = t."organization_id"
    JOIN "member" m ON m."organization_id" = t."organization_id" AND m."id" = t."member_id" AND m."removed_at" IS NULL
    JOIN "user" u ON u."id" = m."user_id" AND u."disabled_at" IS NULL
    LEFT JOIN "project" b ON b."organization_id" = t."organization_id" AND b."id" = t."project_id"
    LEFT JOIN "project" p ON p."organization_id" = t."organization_id" AND p."slug" = ${project}
      AND (t."project_id" IS NULL OR p."id" = t."project_id")
    WHERE t."organization_id" = ${key.organizationId}::uuid AND t."token_hash" = ${key.hash}
      AND t."revoked_at" IS NULL AND (t."expires_at" IS NULL OR t."expires_at" > ${tx.now}::timestamptz)`);
  return row;
}

async function count(tx: Tx, tokenId: string, works: boolean): Promise<RateAnswer> {
  const any = await takeRate(tx, `token:${tokenId}`, RULES.any);
  if (!any.allowed || !works) return any;
  return takeRate(tx, `token-work:${tokenId}`, RULES.work);
}

async function touch(tx: Tx, organizationId: string, row: TokenRow): Promise<void> {
  if (row.lastUsedAt !== null && tx.now.getTime() - row.lastUsedAt.getTime() < TOUCH_MS) return;
  await tx.db.apiToken.updateMany({ where: { organizationId, id: row.tokenId }, data: { lastUsedAt: tx.now } });
}
