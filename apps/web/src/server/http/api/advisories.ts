import "server-only";
import { ADVISORY_LIMITS, type AdvisoryImport, AdvisoryImportKind } from "@redoubt/domain/advisory";
import { getAdvisoryImport, requestAdvisoryImport } from "@redoubt/domain/advisory/server";
import { toUuid } from "@redoubt/domain/shared";
import { z } from "zod";
import { accepted, ok } from "./answer.ts";
import { tokenOrganizationRoute } from "./api-route.ts";
import { fileBody } from "./body.ts";
import { AdvisoryDump } from "./shapes.ts";

const Query = z.strictObject({
  name: z.string().trim().min(1).max(200).default("advisories").describe("File name, for people"),
  kind: AdvisoryImportKind.optional().describe("What it is; its content decides when absent"),
});
const DumpParam = z.strictObject({
  id: z
    .string()
    .regex(/^dmp_[0-9a-f]{32}$/)
    .describe("The id that the request was answered with"),
});

const ASK = { tag: "Advisories", scope: "advisory:write", permission: "advisory:write" } as const;

export const requestAdvisoriesRoute = tokenOrganizationRoute({
  ...ASK,
  method: "POST",
  path: "/advisories",
  action: "advisory.request-import",
  summary: "Bring a dump of advisories",
  description:
    "The body is the file as it was published: all.zip of an ecosystem or JSON of OSV, the CSV of EPSS (also packed by gzip), the catalogue of KEV. Findings are matched again once it is read.",
  works: true,
  query: Query,
  body: fileBody(
    ["application/octet-stream", "application/json", "application/zip", "application/gzip", "text/csv"],
    ADVISORY_LIMITS.dumpBytes,
    "The dump",
  ),
  answers: { 202: { description: "It is on its way", schema: AdvisoryDump } },
  async handle({ deps, query: { name, kind }, body: { key, sha256, size } }) {
    const upload = { name, uploadKey: key, sha256, size, ...(kind === undefined ? {} : { kind }) };
    return accepted(toDump(await requestAdvisoryImport(deps, upload)));
  },
});

export const getAdvisoriesRoute = tokenOrganizationRoute({
  ...ASK,
  method: "GET",
  path: "/advisories/imports/[id]",
  action: "advisory.import",
  summary: "What became of a dump",
  params: DumpParam,
  answers: { 200: { description: "The import", schema: AdvisoryDump } },
  async handle({ deps, params }) {
    return ok(toDump(await getAdvisoryImport(deps, { importId: toUuid(params.id) })));
  },
});

function toDump({
  id,
  kind,
  name,
  state,
  failure,
  counts,
  notices,
  dataAsOf,
}: AdvisoryImport): z.input<typeof AdvisoryDump> {
  return { id, kind, name, state, failure, counts, notices, dataAsOf: dataAsOf?.toISOString() ?? null };
}
