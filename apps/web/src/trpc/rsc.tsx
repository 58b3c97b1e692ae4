import "server-only";
import { dehydrate, hashKey, HydrationBoundary, type Query } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { createContext, database } from "#server/context.ts";
import { statusOf } from "#server/error-mapping.ts";
import { appRouter, createCaller } from "#server/root.ts";
import { isHanded, makeQueryClient } from "./query-client.ts";

export * from "#server/pages.ts";

/** What a page asks of the database at one moment shares a transaction: its first paint waits for all of it anyway. */
const requestContext = cache(async () => createContext({ headers: await headers(), database: database().gathered() }));
const getQueryClient = cache(makeQueryClient);

/** Options of procedures for `prefetch`, as `useTRPC` has them in the browser. */
export const trpc = createTRPCOptionsProxy({ ctx: requestContext, router: appRouter, queryClient: getQueryClient });

type Api = ReturnType<typeof createCaller>;

/**
 * Reads what a page cannot do without. Who is not signed in is led to the sign-in page and back; what is not there for
 * this person is a 404 page, what the role does not allow a 403 one.
 */
export async function load<T>(read: (api: Api) => Promise<T>): Promise<T> {
  try {
    return await read(createCaller(await requestContext()));
  } catch (error) {
    const status = statusOf(error);
    if (status === 401) redirect(`/sign-in?${new URLSearchParams({ next: (await headers()).get("x-path") ?? "/" })}`);
    if (status === 403) forbidden();
    if (status === 404) notFound();
    throw error;
  }
}

/** Begins a query on the server, so that the screen has its answer, or gets it streamed; a refusal is the screen's to show. */
export async function prefetch(options: { queryKey: readonly unknown[] }): Promise<void> {
  await getQueryClient().prefetchQuery(options as Parameters<ReturnType<typeof makeQueryClient>["prefetchQuery"]>[0]);
}

/** The same for what the page is about: leads away who may not see it, with a 404 page where there is nothing. */
export async function prefetchSubject(options: { queryKey: readonly unknown[] }): Promise<void> {
  await load(() =>
    getQueryClient().fetchQuery(options as Parameters<ReturnType<typeof makeQueryClient>["fetchQuery"]>[0]),
  );
}

/** Several of them, the first being what the page is about: who may not see that asks for nothing else. */
export async function prefetchAll([subject, ...others]: readonly { queryKey: readonly unknown[] }[]): Promise<void> {
  if (subject !== undefined) await prefetchSubject(subject);
  await Promise.all(others.map(prefetch));
}

/** The first page of a list that the screen reads on with a cursor, under the key of its infinite query. */
export async function prefetchFirstPage(
  queryKey: readonly unknown[],
  options: { queryKey: readonly unknown[] },
): Promise<void> {
  const { queryFn } = options as {
    queryFn?: Parameters<ReturnType<typeof makeQueryClient>["prefetchQuery"]>[0]["queryFn"];
  };
  await getQueryClient().prefetchInfiniteQuery({ queryKey, initialPageParam: null, queryFn } as Parameters<
    ReturnType<typeof makeQueryClient>["prefetchInfiniteQuery"]
  >[0]);
}

/** The number in a URL segment such as `12`, or `F-12` with the prefix `F-`; a 404 page for anything else. */
export function numberOf(segment: string, prefix = ""): number {
  const digits = segment.toUpperCase().startsWith(prefix) ? segment.slice(prefix.length) : "";
  if (!/^[1-9]\d{0,8}$/.test(digits)) notFound();
  return Number(digits);
}

/** The id of a channel in a URL segment; a 404 page for anything else. */
export function channelIdOf(segment: string): string {
  if (!/^chn_[0-9a-f]{32}$/.test(segment)) notFound();
  return segment;
}

/** Queries that the frame hands over, by hash. It stands around the page, so the page need not do it again. */
const ofFrame = cache(() => new Set<string>());

/**
 * Hands what was prefetched to the screen inside: the frame its own, a page all else. Layouts and pages are drawn at the
 * same time with one client; without this, each would send what all have read.
 */
export function Hydrate({ children, frame = false }: { children: ReactNode; frame?: boolean }) {
  const shouldDehydrateQuery = (query: Query): boolean => ofFrame().has(query.queryHash) === frame && isHanded(query);
  const state = dehydrate(getQueryClient(), { shouldDehydrateQuery });
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}

/** What the frame of an organization shows, before its first paint; leads away who is no member. */
export async function prefetchFrame(organization: string): Promise<void> {
  const [, project] = /^\/o\/[^/]+\/p\/([^/?]+)/.exec((await headers()).get("x-path") ?? "") ?? [];
  const own = frameQueries(organization);
  const ofProject = project === undefined ? null : projectFrameQueries({ organization, project });
  // Before anything is read: pages begin at the same time.
  for (const { queryKey } of [...Object.values(own), ...Object.values(ofProject ?? {})])
    ofFrame().add(hashKey(queryKey));
  const { organization: subject, account, mine, counts, projects, unread } = own;
  // With the subject goes what needs no permission in it; a project is asked for by its own layout at the same time.
  const isSomebody = (await (await requestContext()).session()) !== null;
  const early = isSomebody ? [account, mine, ...(ofProject === null ? [] : [ofProject.project])].map(prefetch) : [];
  await prefetchSubject(subject);
  const may = getQueryClient().getQueryData(subject.queryKey)?.permissions ?? [];
  await Promise.all([
    ...early,
    ...[projects, unread, ...(may.includes("finding:read") ? [counts] : [])].map(prefetch),
    ...(ofProject === null ? [] : [prefetchProjectFrame(ofProject)]),
  ]);
}

function frameQueries(organization: string) {
  return {
    organization: trpc.organization.get.queryOptions({ organization }),
    counts: trpc.finding.countOrganization.queryOptions({ organization, dependency: "folded" }),
    account: trpc.identity.account.queryOptions(),
    mine: trpc.organization.mine.queryOptions(),
    projects: trpc.project.list.queryOptions({ organization }),
    unread: trpc.notification.unread.queryOptions({ organization }),
  };
}

function projectFrameQueries(scope: { organization: string; project: string }) {
  return {
    project: trpc.project.get.queryOptions(scope),
    profile: trpc.profile.get.queryOptions(scope),
    counts: trpc.finding.count.queryOptions({ ...scope, dependency: "folded" }),
    running: trpc.report.running.queryOptions(scope),
  };
}

/** What the frame shows of the project in the address; nothing of it is what leads away. */
async function prefetchProjectFrame(queries: ReturnType<typeof projectFrameQueries>): Promise<void> {
  await prefetch(queries.project);
  const may = new Set(getQueryClient().getQueryData(queries.project.queryKey)?.permissions ?? []);
  await Promise.all([
    ...(may.has("profile:read") ? [prefetch(queries.profile)] : []),
    ...(may.has("finding:read") ? [prefetch(queries.counts)] : []),
    ...(may.has("report:read") ? [prefetch(queries.running)] : []),
  ]);
}

/** The project of a page, before its first paint; a 404 page where there is none for this person. */
export async function prefetchProject({
  organization,
  project,
}: {
  organization: string;
  project: string;
}): Promise<void> {
  await prefetchSubject(trpc.project.get.queryOptions({ organization, project }));
}
