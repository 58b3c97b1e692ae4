import { join } from "node:path";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { MEMBER_PERMISSIONS, TOKEN_SCOPES, type TokenScope } from "@redoubt/domain/organization";
import { createApiToken, resolveAccess } from "@redoubt/domain/organization/server";
import { createDeps, type Database } from "@redoubt/domain/shared/server";
import { useEnvironment } from "../../../env.ts";
import { testEnvironment } from "../../testing/environment.ts";
import { visit, type VisitInput } from "../../testing/visit.ts";
import type { Side } from "../../testing/world.ts";
import type { ApiRoute } from "./api-route.ts";
import { API_ROUTES } from "./routes.ts";

/** An environment of the server with a data folder of its own. */
export async function apiEnvironment(databaseUrl: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "redoubt-api-"));
  useEnvironment({ ...testEnvironment(databaseUrl), DATA_DIR: folder });
}

/**
 * A token of one member of a side with all scopes unless some are named. It is made while the member is an owner, and
 * used with the role that the member really has: what a token opens is looked up at each use.
 */
export async function tokenOf(
  database: Database,
  side: Side,
  userId: string,
  over: { scopes?: readonly TokenScope[]; project?: string; days?: number | null } = {},
): Promise<{ text: string; id: string }> {
  const { system } = side.fixture.organization;
  const access = await resolveAccess(database, { userId, organization: side.organization.organization });
  if (access === null) throw new Error("no member");
  const setRole = (role: string): Promise<unknown> =>
    system.withOrganization((tx) =>
      tx.db.member.updateMany({
        where: { organizationId: access.organizationId, id: access.memberId },
        data: { role },
      }),
    );
  const deps = createDeps({
    database,
    actor: { kind: "user", userId, memberId: access.memberId, signedInAt: new Date() },
    organizationId: access.organizationId,
    permissions: MEMBER_PERMISSIONS.owner,
  });
  await setRole("owner");
  try {
    return await createApiToken(deps, {
      ...side.organization,
      name: "test",
      scopes: [...(over.scopes ?? TOKEN_SCOPES)],
      days: over.days === undefined ? 90 : over.days,
      ...(over.project === undefined ? {} : { projectSlug: over.project }),
    });
  } finally {
    await setRole(access.role);
  }
}

/** The route of a method and a path as its file has it. */
export function routeOf(name: string): ApiRoute {
  const route = API_ROUTES.find((each) => `${each.method} ${each.path.slice("/api/v1".length)}` === name);
  if (route === undefined) throw new Error(`no route ${name}`);
  return route;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Asks a route as a program does: with a token and no cookie, from no origin. */
export async function ask(
  name: string,
  bearer: string | undefined,
  input: Omit<VisitInput, "url"> & { readonly query?: string; readonly key?: string } = {},
): Promise<Asked> {
  const route = routeOf(name);
  const path = Object.entries(input.params ?? {}).reduce(
    (text, [part, value]) => text.replace(`[${part}]`, String(value)),
    route.path,
  );
  const response = await visit(route, {
    ...input,
    bearer,
    url: `${path}${input.query === undefined ? "" : `?${input.query}`}`,
    headers: {
      origin: "",
      ...(input.key === undefined ? {} : { "idempotency-key": input.key }),
      ...input.headers,
    },
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : { text } };
}
