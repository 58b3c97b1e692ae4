import "server-only";
import { type Scan as DomainScan, ScannerId, type ScanRequest, SCANNER_IDS } from "@redoubt/domain/scan";
import { cancelScan, getScanRequest, requestScan } from "@redoubt/domain/scan/server";
import { z } from "zod";
import { accepted, ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { jsonBody } from "./body.ts";
import { NumberParam } from "./params.ts";
import { Scan } from "./shapes.ts";

const SCANS = "/projects/[project]/scans";
const NOWHERE = { organization: "", project: "" };

export const requestScanRoute = tokenProjectRoute({
  method: "POST",
  path: SCANS,
  tag: "Scans",
  scope: "scan:run",
  permission: "scan:run",
  action: "scan.request",
  summary: "Scan a revision",
  description: "Once the revision is ready: with all scanners that apply to its roots, or with those that are named.",
  works: true,
  body: jsonBody(
    z.strictObject({
      revision: z.int().positive().describe("Number of the revision"),
      scanners: z.array(ScannerId).min(1).max(SCANNER_IDS.length).optional(),
    }),
  ),
  answers: { 202: { description: "The scan that waits", schema: Scan } },
  async handle({ deps, body, pages }) {
    return accepted(toScan(await requestScan(deps, { ...NOWHERE, ...body }), pages));
  },
});

export const getScanRoute = tokenProjectRoute({
  method: "GET",
  path: `${SCANS}/[number]`,
  tag: "Scans",
  scope: "scan:run",
  permission: "scan:read",
  action: "scan.get",
  summary: "One scan",
  description: "Ask again until its state is succeeded, partial, failed or cancelled.",
  params: NumberParam,
  answers: { 200: { description: "The scan with what each scanner did", schema: Scan } },
  async handle({ deps, params, pages }) {
    const request = await getScanRequest(deps, { ...NOWHERE, number: Number(params.number), logTail: 0 });
    return ok(toScan(request, pages));
  },
});

export const cancelScanRoute = tokenProjectRoute({
  method: "POST",
  path: `${SCANS}/[number]/cancel`,
  tag: "Scans",
  scope: "scan:run",
  permission: "scan:run",
  action: "scan.cancel",
  summary: "Cancel a scan",
  description: "What waits is cancelled at once; what runs is asked to stop.",
  params: NumberParam,
  answers: { 202: { description: "The scan as it is now", schema: Scan } },
  async handle({ deps, params, pages }) {
    const number = Number(params.number);
    await cancelScan(deps, { ...NOWHERE, number });
    return accepted(toScan(await getScanRequest(deps, { ...NOWHERE, number, logTail: 0 }), pages));
  },
});

export function toScan(request: ScanRequest, project: string): z.input<typeof Scan> {
  const { number, kind, state, requestedBy, scans, createdAt, finishedAt } = request;
  return {
    ...{ number, kind, state, requestedBy, revision: request.revision?.number ?? null },
    scanners: scans.map(toRun),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    url: `${project}/scan/${number}`,
  };
}

function toRun(scan: DomainScan): z.input<typeof Scan>["scanners"][number] {
  const { id, scanner, title, version, state, stats, failure, sandboxed, progress, notScanned, hold } = scan;
  const { phase, done, total } = progress;
  return {
    ...{ id, scanner, title, version, state, sandboxed, notScanned },
    ...{ findings: stats.results, new: stats.in, closed: stats.closed, reason: failure },
    held: hold !== null && hold.decision === null ? hold.findings : 0,
    progress: { phase, ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }) },
  };
}
