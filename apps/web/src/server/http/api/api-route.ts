import "server-only";
import type { Permission, TokenScope } from "@redoubt/domain/organization";
import { DomainError } from "@redoubt/domain/shared";
import type { Deps, ProjectDeps } from "@redoubt/domain/shared/server";
import type { TokenAccess } from "@redoubt/domain/organization/server";
import { z } from "zod";
import { env } from "../../../env.ts";
import { type Context, createContext } from "../../context.ts";
import { isAllowedHost } from "../origin.ts";
import { finish, type Method, type Params, type Route } from "../route.ts";
import { type Answer, type Answers, toResponse } from "./answer.ts";
import { type BodyForm, type ReceivedBody, receiveBody } from "./body.ts";
import { once } from "./idempotency.ts";
import { apiError, problemResponse } from "./problem.ts";
import { type QueryShape, readQuery } from "./query.ts";
import { enterToken, enterTokenOrganization, enterTokenProject, type TokenAsk } from "./token-entry.ts";

/** What the document of the API says of a route; all of it is used to serve it too. */
export interface ApiDescription {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly scope: TokenScope | null;
  readonly params: QueryShape;
  readonly query: QueryShape;
  readonly body: BodyForm;
  readonly answers: Answers;
}

export interface ApiRoute extends Route {
  readonly api: ApiDescription;
}

/** What a handler of the API receives: everything parsed, everybody known. */
export interface ApiVisit<P extends z.ZodType, Q extends z.ZodType, B, D> {
  readonly deps: D;
  readonly token: TokenAccess;
  readonly params: z.infer<P>;
  readonly query: z.infer<Q>;
  readonly body: B;
  readonly context: Context;
  /** Of the request's list, for cursors: organization, path and filters. */
  readonly list: string;
  /** Where people find the project, or the organization where there is none in the path. */
  readonly pages: string;
  readonly signal: AbortSignal;
}

interface Definition<P extends QueryShape, Q extends QueryShape, B, D> {
  readonly method: Extract<Method, "GET" | "POST">;
  /** Below /api/v1. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Of parts of the path beside the project. */
  readonly params?: P;
  readonly query?: Q;
  readonly body?: BodyForm<B>;
  readonly answers: Answers;
  /** Counts as work for the rate of a token: it makes the worker do something. */
  readonly works?: boolean;
  /** It reads storage: then its work and its stored answer are two transactions. */
  readonly apart?: boolean;
  /** Runs in one transaction with the stored answer when the method is POST: nothing but PostgreSQL in it. */
  handle(visit: ApiVisit<P, Q, B, D>): Promise<Answer>;
  /** What may still be waited for once the change is committed: a fuller answer than the first. */
  after?(visit: ApiVisit<P, Q, B, D>, answer: Answer): Promise<Answer>;
}

/** One request's transaction. */
const WORK_MS = 60_000;

const NOTHING = z.strictObject({});
type Nothing = typeof NOTHING;

/** Any living token, whatever it was made for: for what it may know of itself. */
export function tokenRoute<Q extends QueryShape = Nothing>(
  definition: Definition<Nothing, Q, undefined, Deps>,
): ApiRoute {
  return serve(definition, null, (context, request) => enterToken(context, { headers: request.headers, works: false }));
}

/** In the token's organization; a token for one project sees no more than that in it. */
export function tokenOrganizationRoute<P extends QueryShape = Nothing, Q extends QueryShape = Nothing, B = undefined>(
  definition: Definition<P, Q, B, Deps> & TokenAsk,
): ApiRoute {
  return serve(definition, definition, (context, { headers }) =>
    enterTokenOrganization(context, { headers, works: definition.works === true }, definition),
  );
}

/** In the project that the path names. */
export function tokenProjectRoute<P extends QueryShape = Nothing, Q extends QueryShape = Nothing, B = undefined>(
  definition: Definition<P, Q, B, ProjectDeps> & TokenAsk,
): ApiRoute {
  return serve(definition, definition, (context, { headers }, params) =>
    enterTokenProject(
      context,
      { headers, works: definition.works === true, project: String(params["project"] ?? "") },
      definition,
    ),
  );
}

const FOREIGN_ORIGIN = new DomainError("request.foreign-origin", {
  kind: "forbidden",
  message: "The API answers to programs, and not to pages of other sites.",
});
const FOREIGN_HOST = new DomainError("request.foreign-host", {
  kind: "forbidden",
  message: "The demo answers to this machine only.",
});

type Enter<D> = (
  context: Context,
  request: Request,
  params: Params,
) => Promise<{ readonly token: TokenAccess; readonly deps: D }>;

function serve<P extends QueryShape, Q extends QueryShape, B, D extends Deps>(
  definition: Definition<P, Q, B, D>,
  ask: { readonly scope: TokenScope; readonly permission: Permission } | null,
  enter: Enter<D>,
): ApiRoute {
  const path = `/api/v1${definition.path}`;
  const { method, tag, summary, answers } = definition;
  const params = definition.params ?? (NOTHING as unknown as P);
  const query = definition.query ?? (NOTHING as unknown as Q);
  const body = definition.body ?? (NO_BODY as BodyForm<B>);

  async function respond(request: Request, raw: Params, context: Context, note: (tokenId: string) => void) {
    if (!isAllowedHost(request.headers)) throw FOREIGN_HOST;
    const origin = request.headers.get("origin");
    if (origin !== null && origin !== env().origin) throw FOREIGN_ORIGIN;
    const { token, deps } = await enter(context, request, raw);
    note(token.tokenId);
    const { project: _project, ...own } = raw;
    const parts = params.safeParse(own);
    if (!parts.success) throw apiError("api.not-found");
    const url = new URL(request.url);
    const asked = readQuery(query, url.searchParams);
    const visit = (received: B): ApiVisit<P, Q, B, D> => ({
      ...{ deps, token, params: parts.data, query: asked, body: received, context, signal: request.signal },
      list: listName(deps.organizationId, url),
      pages: pagesOf(token),
    });
    if (method === "GET") return toResponse(answers, await definition.handle(visit(undefined as B)));
    const work = async (received: ReceivedBody<B>, keep: (answer: Answer) => Promise<void>): Promise<Answer> => {
      const own = visit(received.value);
      const act = async (): Promise<Answer> => {
        const first = await definition.handle(own);
        await keep(first);
        return first;
      };
      const answer = await (definition.apart === true ? act() : deps.withOrganization(act, { timeoutMs: WORK_MS }));
      return definition.after === undefined ? answer : definition.after(own, answer);
    };
    const receive = (options: { keep: boolean }) => receiveBody(body, request, deps.organizationId, options);
    const answer = await once({ request, url, deps, tokenId: token.tokenId, receive, work });
    return toResponse(answers, answer);
  }

  async function handler(
    request: Request,
    { params: given }: { params: Promise<Params | undefined> },
  ): Promise<Response> {
    const context = createContext({ headers: request.headers });
    let tokenId: string | undefined;
    try {
      // Next gives none to a path without parts of its own.
      const response = await respond(request, (await given) ?? {}, context, (id) => {
        tokenId = id;
      });
      return finish(response, context);
    } catch (error) {
      return finish(problemResponse(error, context, { path, ...(tokenId === undefined ? {} : { tokenId }) }), context);
    }
  }

  const scope = ask?.scope ?? null;
  return {
    ...{ method, path, accepts: body.types, handler },
    access: { kind: "token", scope, permission: ask?.permission ?? null },
    api: {
      ...{ summary, tag, scope, params, query, body, answers },
      ...(definition.description === undefined ? {} : { description: definition.description }),
    },
  };
}

function pagesOf({ maker }: TokenAccess): string {
  const organization = `${env().origin}/o/${maker.organization.slug}`;
  return maker.project === null ? organization : `${organization}/p/${maker.project.slug}`;
}

const NO_BODY: BodyForm<undefined> = { kind: "none", types: [] };

/** One list by one name: a cursor of it opens no other. */
function listName(organizationId: string, url: URL): string {
  const filters = [...url.searchParams].filter(([name]) => name !== "cursor" && name !== "limit").sort();
  return `${organizationId} ${url.pathname} ${new URLSearchParams(filters)}`;
}
