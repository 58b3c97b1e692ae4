import "server-only";
import { KNOWN_FORMATS } from "@redoubt/domain/finding";
import { exportKnownIssues, findingError } from "@redoubt/domain/finding/server";
import { z } from "zod";
import { projectRoute } from "./route.ts";

const Input = z.object({ format: z.enum(KNOWN_FORMATS) });
const TYPES = {
  json: "application/json",
  csv: "text/csv; charset=utf-8",
  md: "text/markdown; charset=utf-8",
} as const;

/** The known issues of a project as a download, for auditors and bounty scopes. */
export const knownIssuesRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/finding/known-issues/[format]",
  permission: "finding:read",
  action: "finding.export-known-issues",
  async handle({ params, deps }) {
    const parsed = Input.safeParse(params);
    if (!parsed.success) throw findingError("finding.not-found");
    const { format } = parsed.data;
    return new Response(await exportKnownIssues(deps, format), {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="known-issues.${format}"`,
        // A document made from text of others is never rendered as a page of this site.
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  },
});
