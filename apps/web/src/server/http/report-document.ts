import "server-only";
import { getReportDocument, reportError } from "@redoubt/domain/report/server";
import { z } from "zod";
import { storage } from "../storage.ts";
import { projectRoute } from "./route.ts";

const Input = z.object({
  report: z.coerce.number().int().positive().max(1_000_000_000),
  format: z.enum(["json", "pdf", "md"]),
});
export const TYPES = { json: "application/json", pdf: "application/pdf", md: "text/markdown; charset=utf-8" } as const;
export const MOST_BYTES = 64 * 1024 * 1024;

/** A document made from text of others is never rendered as a page of this site, and nobody keeps a copy on the way. */
export const DOCUMENT_HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "private, no-store",
} as const;

/** A frozen report as a download. */
export const reportDocumentRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/report/[report]/[format]",
  permission: "report:read",
  action: "report.download",
  async handle({ params, deps }) {
    const parsed = Input.safeParse(params);
    if (!parsed.success) throw reportError("report.not-found");
    const { report, format } = parsed.data;
    const document = await getReportDocument(deps, report, format);
    const content =
      document.format === "json" ? document.text : await storage().read(document.storageKey, { maxBytes: MOST_BYTES });
    return new Response(typeof content === "string" ? content : new Uint8Array(content), {
      headers: {
        ...DOCUMENT_HEADERS,
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="${document.fileName}"`,
      },
    });
  },
});
