import "server-only";
import { openSharedDocument, reportError } from "@redoubt/domain/report/server";
import { z } from "zod";
import { signInDeps } from "../context.ts";
import { storage } from "../storage.ts";
import { DOCUMENT_HEADERS, MOST_BYTES, TYPES } from "./report-document.ts";
import { publicRoute } from "./route.ts";

const Input = z.object({ token: z.string().max(200), format: z.enum(["pdf", "md"]) });

/** A report that somebody was given a link to, as a download; each one is an opening of the link. */
export const sharedReportRoute = publicRoute({
  method: "GET",
  path: "/api/share/[token]/[format]",
  why: "whoever holds a link may read its one report; the use case counts, limits and records each opening",
  async handle({ params, context }) {
    const parsed = Input.safeParse(params);
    if (!parsed.success) throw reportError("report.share-not-found");
    const { token, format } = parsed.data;
    const { fileName, storageKey } = await openSharedDocument(signInDeps(context), token, format);
    const content = await storage().read(storageKey, { maxBytes: MOST_BYTES });
    return new Response(new Uint8Array(content), {
      headers: {
        ...DOCUMENT_HEADERS,
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="${fileName}"`,
        "x-robots-tag": "noindex, nofollow, noarchive",
      },
    });
  },
});
