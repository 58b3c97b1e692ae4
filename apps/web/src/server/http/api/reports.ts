import "server-only";
import type { ReportEntry } from "@redoubt/domain/report";
import {
  createFindingReport,
  createKnownIssues,
  createModelReport,
  createRiskReport,
  getReport,
  getReportDocument,
  listReports,
} from "@redoubt/domain/report/server";
import { z } from "zod";
import { storage } from "../../storage.ts";
import { MOST_BYTES, TYPES } from "../report-document.ts";
import { created, ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { jsonBody } from "./body.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { pageOf, PageQuery, Report } from "./shapes.ts";

const REPORTS = "/projects/[project]/reports";
const NOWHERE = { organization: "", project: "" };

export const listReportsRoute = tokenProjectRoute({
  method: "GET",
  path: REPORTS,
  tag: "Reports",
  scope: "report:read",
  permission: "report:read",
  action: "report.list",
  summary: "List reports",
  description: "The newest first; no more than the newest hundred are listed.",
  query: z.strictObject(PageQuery),
  answers: { 200: { description: "Reports", schema: pageOf(Report, "ReportPage") } },
  async handle({ deps, query, list, pages }) {
    const before = openCursor(list, query.cursor);
    const all = (await listReports(deps)).filter((report) => before === undefined || report.number < Number(before));
    const page = all.slice(0, query.limit);
    const last = all.length > query.limit ? page.at(-1) : undefined;
    return ok({
      items: page.map((report) => toReport(report, pages)),
      next: sealCursor(list, last === undefined ? null : String(last.number)),
    });
  },
});

export const createReportRoute = tokenProjectRoute({
  method: "POST",
  path: REPORTS,
  tag: "Reports",
  scope: "report:write",
  permission: "report:create",
  action: "report.create",
  summary: "Make a report",
  description:
    "It freezes what is known now. PDF and Markdown are made by the worker: ask for the report until rendered is ready.",
  works: true,
  body: jsonBody(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("risk") }),
      z.strictObject({ kind: z.literal("known-issues") }),
      z.strictObject({ kind: z.literal("threat-model") }),
      z.strictObject({ kind: z.literal("finding"), finding: z.int().positive().max(1_000_000_000) }),
    ]),
  ),
  answers: { 201: { description: "The report", schema: Report } },
  // It reads code from storage, which no open transaction waits for.
  apart: true,
  async handle({ deps, body, context, pages }) {
    const read = context.readSource;
    const made =
      body.kind === "risk"
        ? await createRiskReport(deps, { read })
        : body.kind === "finding"
          ? await createFindingReport(deps, { ...NOWHERE, finding: body.finding }, read)
          : body.kind === "threat-model"
            ? await createModelReport(deps)
            : await createKnownIssues(deps);
    return created(toReport(made, pages));
  },
});

const Document = z.strictObject({
  document: z
    .string()
    .regex(/^[1-9]\d{0,8}(?:\.(?:json|md|pdf))?$/)
    .describe("The number, or the number with .json, .md or .pdf"),
});

export const getReportRoute = tokenProjectRoute({
  method: "GET",
  path: `${REPORTS}/[document]`,
  tag: "Reports",
  scope: "report:read",
  permission: "report:read",
  action: "report.download",
  summary: "One report, or one of its documents",
  description:
    "12 tells of the report; 12.json is its frozen data, whose SHA-256 is its hash; 12.md and 12.pdf are for people.",
  params: Document,
  answers: {
    200: {
      description: "The report, or the document",
      schema: Report,
      types: [TYPES.json, TYPES.md, TYPES.pdf],
    },
  },
  async handle({ deps, params, pages }) {
    const [number = "", format] = params.document.split(".");
    const report = Number(number);
    if (format === undefined) return ok(toReport(await getReport(deps, { ...NOWHERE, report }), pages));
    const document = await getReportDocument(deps, report, Format.parse(format));
    const file =
      document.format === "json" ? document.text : await storage().read(document.storageKey, { maxBytes: MOST_BYTES });
    return { status: 200, file, type: TYPES[document.format], name: document.fileName };
  },
});

const Format = z.enum(["json", "md", "pdf"]);

function toReport(report: ReportEntry, project: string): z.input<typeof Report> {
  const { number, kind, title, revisionName, sha256, renderState, createdAt, createdBy, scheduled } = report;
  return {
    ...{ number, kind, title, revision: revisionName, sha256, rendered: renderState, createdBy, scheduled },
    createdAt: createdAt.toISOString(),
    url: `${project}/report/${number}`,
  };
}
