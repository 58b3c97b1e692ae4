import "server-only";
import { FindingFilters, Severity, StateFilter } from "@redoubt/domain/finding";
import { getFinding, listFindings } from "@redoubt/domain/finding/server";
import { z } from "zod";
import { ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { described, toFindingDetail } from "./finding-shape.ts";
import { findingNumber, FindingParam } from "./params.ts";
import { Finding, FindingDetail, PageQuery } from "./shapes.ts";

const FINDINGS = "/projects/[project]/findings";
const READ = { scope: "finding:read", permission: "finding:read", tag: "Findings" } as const;
const NOWHERE = { organization: "", project: "" };

const FindingPage = z
  .object({
    items: z.array(Finding),
    next: z.string().nullable(),
    hidden: z.int().describe("Restricted findings of these severities and states that the token may not see"),
  })
  .meta({ id: "FindingPage" });

export const listFindingsRoute = tokenProjectRoute({
  ...READ,
  method: "GET",
  path: FINDINGS,
  action: "finding.list",
  summary: "List findings",
  description:
    "The worst first. Code of others, the backlog and what only other branches show are left out unless asked for.",
  query: z.strictObject({
    ...PageQuery,
    state: z.array(StateFilter).max(11).optional().describe("open stands for all open states; all states when absent"),
    severity: z.array(Severity).max(5).optional(),
    ref: z.string().min(1).max(200).optional().describe("Present on this branch"),
    revision: z.int().positive().max(1_000_000_000).optional().describe("What scans of this revision saw"),
    search: z.string().trim().min(1).max(200).optional().describe("Words of title, path or check; F-12"),
    dependency: z.enum(["folded", "shown", "only"]).default("folded").describe("Findings in code of others"),
    backlog: z.enum(["folded", "shown", "only"]).default("folded"),
    branch: z
      .enum(["folded", "shown", "only"])
      .default("folded")
      .describe("What only other branches than the default one show; `ref` and `revision` see it anyway"),
    sort: z.enum(["severity", "updated", "number"]).default("severity"),
  }),
  answers: { 200: { description: "Findings", schema: FindingPage } },
  async handle({ deps, query, list, pages }) {
    const { state, severity, ref, revision, search, dependency, backlog, branch, sort, limit } = query;
    const filters = FindingFilters.parse({
      ...{ dependency, backlog, branch, snoozed: "shown" },
      ...(state === undefined ? {} : { state }),
      ...(severity === undefined ? {} : { severity }),
      ...(ref === undefined ? {} : { ref }),
      ...(search === undefined ? {} : { text: search }),
    });
    const cursor = openCursor(list, query.cursor);
    const page = await listFindings(deps, {
      ...{ ...NOWHERE, filters, sort, limit },
      ...(revision === undefined ? {} : { revision }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return ok({
      items: await described(deps, page.items, pages),
      next: sealCursor(list, page.nextCursor),
      hidden: page.hidden,
    });
  },
});

export const getFindingRoute = tokenProjectRoute({
  ...READ,
  method: "GET",
  path: `${FINDINGS}/[finding]`,
  action: "finding.get",
  summary: "One finding",
  params: FindingParam,
  answers: { 200: { description: "The finding with its places and its history", schema: FindingDetail } },
  async handle({ deps, params, pages }) {
    const detail = await getFinding(deps, { ...NOWHERE, number: findingNumber(params.finding), within: null });
    return ok(toFindingDetail(detail, pages));
  },
});
