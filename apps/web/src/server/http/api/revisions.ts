import "server-only";
import { PushFacts, type Revision as DomainRevision, SOURCE_LIMITS } from "@redoubt/domain/source";
import { getRevision, listRevisions, recordPush } from "@redoubt/domain/source/server";
import { z } from "zod";
import { accepted, ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { fileBody } from "./body.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { NumberParam } from "./params.ts";
import { apiError } from "./problem.ts";
import { Accepted, pageOf, PageQuery, Revision } from "./shapes.ts";

const REVISIONS = "/projects/[project]/revisions";
const NOWHERE = { organization: "", project: "" };

export const listRevisionsRoute = tokenProjectRoute({
  method: "GET",
  path: REVISIONS,
  tag: "Revisions",
  scope: "project:read",
  permission: "source:read",
  action: "source.list-revisions",
  summary: "List revisions",
  query: z.strictObject(PageQuery),
  answers: { 200: { description: "Revisions, the newest first", schema: pageOf(Revision, "RevisionPage") } },
  async handle({ deps, query, list, pages }) {
    const before = openCursor(list, query.cursor);
    const rows = await listRevisions(deps, {
      ...NOWHERE,
      limit: query.limit + 1,
      ...(before === undefined ? {} : { before: Number(before) }),
    });
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return ok({
      items: page.map((revision) => toRevision(revision, pages)),
      next: sealCursor(list, last === undefined ? null : String(last.number)),
    });
  },
});

export const getRevisionRoute = tokenProjectRoute({
  method: "GET",
  path: `${REVISIONS}/[number]`,
  tag: "Revisions",
  scope: "project:read",
  permission: "source:read",
  action: "source.get-revision",
  summary: "One revision",
  description: "Ask again until its state is ready, failed or cancelled; progress says what happens meanwhile.",
  params: NumberParam,
  answers: { 200: { description: "The revision", schema: Revision } },
  async handle({ deps, params, pages }) {
    return ok(toRevision(await getRevision(deps, { ...NOWHERE, revision: Number(params.number) }), pages));
  },
});

export const pushRevisionRoute = tokenProjectRoute({
  method: "POST",
  path: REVISIONS,
  tag: "Revisions",
  scope: "source:write",
  permission: "source:write",
  action: "source.push",
  summary: "Push code",
  description:
    "The body is an archive of the tree: tar, tar.gz or zip. It is unpacked and its roots are compiled by the worker; the answer names the revision to ask for.",
  works: true,
  query: PushFacts,
  body: fileBody(
    ["application/gzip", "application/x-gzip", "application/zip", "application/x-tar", "application/octet-stream"],
    SOURCE_LIMITS.archiveBytes,
    "The archive",
  ),
  answers: {
    202: {
      description: "The revision that is being made",
      schema: z.object({ revision: Accepted }).meta({ id: "PushedRevision" }),
    },
  },
  async handle({ deps, query, body, pages }) {
    // A push that scans is a scan: source:write alone does not open it.
    if (query.scan && !deps.can("scan:run")) throw apiError("api.scope-missing", { scope: "scan:run" });
    const { number } = await recordPush(deps, { ...query, uploadKey: body.key, sha256: body.sha256, size: body.size });
    const url = `${pages}/source/${number}`;
    return accepted({ revision: { number, state: "queued", url } });
  },
});

function toRevision(revision: DomainRevision, project: string): z.input<typeof Revision> {
  const { number, state, commit, treeHash, ref, message, author, failure, progress, nsloc } = revision;
  return {
    ...{ number, state, commit, treeHash, ref, message, author, failure, progress, nsloc },
    source: { id: revision.sourceId, name: revision.sourceName, kind: revision.sourceKind },
    defaultBranch: revision.isDefaultRef,
    files: revision.fileCount,
    bytes: revision.byteCount,
    parent: revision.parentNumber,
    createdAt: revision.createdAt.toISOString(),
    readyAt: revision.readyAt?.toISOString() ?? null,
    url: `${project}/source/${number}`,
  };
}
