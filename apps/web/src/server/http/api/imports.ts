import "server-only";
import { requestImport } from "@redoubt/domain/finding/server";
import { ImportFormat, isSettled, type ScanRequest } from "@redoubt/domain/scan";
import { getScanRequest, scanError, waitForRequest } from "@redoubt/domain/scan/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { listRevisions, sourceError } from "@redoubt/domain/source/server";
import { z } from "zod";
import { bus } from "../../context.ts";
import { storage } from "../../storage.ts";
import { REPORT_BYTES } from "../finding-import.ts";
import { accepted, ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { fileBody } from "./body.ts";
import { NumberParam } from "./params.ts";
import { toScan } from "./scans.ts";
import { Import } from "./shapes.ts";

const IMPORTS = "/projects/[project]/imports";
const NOWHERE = { organization: "", project: "" };

const Query = z.strictObject({
  name: z.string().trim().min(1).max(200).default("report").describe("File name, for people"),
  revision: z.int().positive().max(1_000_000_000).optional().describe("The revision that the report is about"),
  ref: z.string().min(1).max(200).optional().describe("Instead of a number: the newest ready revision of a branch"),
  source: z.string().min(1).max(120).optional().describe("Name of the source, where several have such a branch"),
  category: z.string().max(200).optional().describe("Keeps reports of one tool over different subjects apart"),
  format: ImportFormat.optional().describe("What the report is, where its content must not decide"),
  mode: z.enum(["publish", "preview"]).default("publish").describe("preview: a person looks first at what it would do"),
  wait: z.int().min(0).max(60).default(0).describe("Seconds to wait for its end"),
});

export const requestImportRoute = tokenProjectRoute({
  method: "POST",
  path: IMPORTS,
  tag: "Imports",
  scope: "scan:import",
  permission: "scan:import",
  action: "finding.import",
  summary: "Import a report of another tool",
  description:
    "The body is the report as the tool wrote it; its format is known by its content, or said with format. The same report of the same subject is imported once. With wait, 200 when it has ended in time.",
  works: true,
  query: Query,
  body: fileBody(
    [
      "application/octet-stream",
      "application/json",
      "application/sarif+json",
      "application/xml",
      "text/xml",
      "text/plain",
      "text/csv",
    ],
    REPORT_BYTES,
    "The report",
  ),
  answers: {
    200: { description: "It has ended, or waits for a person", schema: Import },
    202: { description: "It is on its way", schema: Import },
  },
  async handle({ deps, query, body, pages }) {
    const { name, category, mode, format } = query;
    const revision = query.revision ?? (await revisionOf(deps, query));
    const { number, repeated } = await requestImport(deps, {
      ...{ name, uploadKey: body.key, sha256: body.sha256, size: body.size, preview: mode === "preview" },
      ...(revision === undefined ? {} : { revision }),
      ...(category === undefined ? {} : { category }),
      ...(format === undefined ? {} : { format }),
    });
    return accepted({ ...toImport(await readImport(deps, number), pages), repeated });
  },
  async after({ deps, query, body, pages, signal }, answer) {
    if ("file" in answer) return answer;
    const { number, repeated } = Import.parse(answer.body);
    // The request that is there has its own copy.
    if (repeated) await storage().delete(body.key);
    const request = await waitForRequest(
      deps,
      bus(),
      { ...NOWHERE, number, logTail: 0 },
      { milliseconds: query.wait * 1000, signal },
    );
    const state = { ...toImport(request, pages), repeated };
    return isSettled(request.state) ? ok(state) : accepted(state);
  },
});

export const getImportRoute = tokenProjectRoute({
  method: "GET",
  path: `${IMPORTS}/[number]`,
  tag: "Imports",
  scope: "scan:import",
  permission: "scan:read",
  action: "scan.get",
  summary: "One import",
  params: NumberParam,
  answers: { 200: { description: "The import", schema: Import } },
  async handle({ deps, params, pages }) {
    return ok(toImport(await readImport(deps, Number(params.number)), pages));
  },
});

async function readImport(deps: ProjectDeps, number: number): Promise<ScanRequest> {
  const request = await getScanRequest(deps, { ...NOWHERE, number, logTail: 0 });
  if (request.kind !== "import") throw scanError("scan.not-found");
  return request;
}

async function revisionOf(deps: ProjectDeps, { ref, source }: z.infer<typeof Query>): Promise<number | undefined> {
  if (ref === undefined) return undefined;
  const revisions = await listRevisions(deps, { ...NOWHERE, limit: 1, ref, state: "ready", ...named(source) });
  const [newest] = revisions;
  if (newest === undefined) throw sourceError("source.revision-not-found");
  return newest.number;
}

function named(source: string | undefined): { sourceName?: string } {
  return source === undefined ? {} : { sourceName: source };
}

function toImport(request: ScanRequest, project: string): z.input<typeof Import> {
  const { scanners, ...scan } = toScan(request, project);
  const tools = scanners.map((run) => run.scanner).filter((tool) => tool !== "report");
  return {
    ...scan,
    scanners,
    format: tools.length === 0 ? null : [...new Set(tools)].join(", "),
    imported: request.stats.results,
    failure: scanners.find((run) => run.reason !== null)?.reason ?? null,
    repeated: false,
  };
}
