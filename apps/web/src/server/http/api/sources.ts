import "server-only";
import { ConnectGit, type Source as DomainSource } from "@redoubt/domain/source";
import { connectGit, listSources } from "@redoubt/domain/source/server";
import { z } from "zod";
import { created, ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { jsonBody } from "./body.ts";
import { pageOf, Source } from "./shapes.ts";

const SOURCES = { path: "/projects/[project]/sources", tag: "Sources" } as const;

export const listSourcesRoute = tokenProjectRoute({
  ...SOURCES,
  method: "GET",
  scope: "project:read",
  permission: "source:read",
  action: "source.list",
  summary: "List sources",
  description: "Repositories, uploads and pushes that the project's code comes from; all on one page.",
  answers: { 200: { description: "Sources, the oldest first", schema: pageOf(Source, "SourcePage") } },
  async handle({ deps }) {
    return ok({ items: (await listSources(deps)).map(toSource), next: null });
  },
});

export const connectSourceRoute = tokenProjectRoute({
  ...SOURCES,
  method: "POST",
  scope: "source:write",
  permission: "source:write",
  action: "source.connect-git",
  summary: "Connect a git repository",
  description: "Its first revision is fetched at once. The access token is sealed, and never leaves again.",
  works: true,
  body: jsonBody(ConnectGit.omit({ organization: true, project: true })),
  answers: {
    201: {
      description: "The source, and the number of its first revision",
      schema: z.object({ source: Source, revision: z.int() }).meta({ id: "ConnectedSource" }),
    },
  },
  async handle({ deps, body }) {
    const { source, revision } = await connectGit(deps, { ...body, organization: "", project: "" });
    return created({ source: toSource(source), revision });
  },
});

function toSource(source: DomainSource): z.input<typeof Source> {
  const { id, kind, name, url, defaultRef, hasCredential, revisionCount, createdAt } = source;
  return {
    ...{ id, kind, name, url, defaultRef, hasCredential, revisions: revisionCount },
    createdAt: createdAt.toISOString(),
  };
}
