import "server-only";
import { findingError, getPastDocument, requestPast } from "@redoubt/domain/finding/server";
import { z } from "zod";
import { storage } from "../storage.ts";
import { DOCUMENT_HEADERS } from "./report-document.ts";
import { projectRoute } from "./route.ts";
import { OCTETS, storeBody } from "./source-upload.ts";

/** The largest document that is taken; each format has limits of its own. */
const DOCUMENT_BYTES = 128 * 1024 * 1024;

const Query = z.strictObject({ name: z.string().trim().min(1).max(200).default("document") });
const Input = z.object({ number: z.coerce.number().int().positive().max(1_000_000_000) });

/** Takes a document of the past as the whole body and asks for its reading; what it is, its content tells the worker. */
export const pastUploadRoute = projectRoute({
  method: "POST",
  path: "/api/o/[organization]/p/[project]/past",
  accepts: [OCTETS],
  permission: "finding:record",
  action: "finding.request-past",
  async handle({ request, deps }) {
    const { name } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const { key, sha256, size } = await storeBody(request, deps.organizationId, DOCUMENT_BYTES);
    try {
      const asked = await requestPast(deps, { name, uploadKey: key, sha256, size });
      // The document that is there has its own copy.
      if (asked.repeated) await storage().delete(key);
      return Response.json({ past: asked.number, repeated: asked.repeated }, { status: asked.repeated ? 200 : 201 });
    } catch (error) {
      // No row names it: nobody would ever remove it.
      await storage().delete(key);
      throw error;
    }
  },
});

/** A document as it was brought, as a download: what others wrote is never rendered as a page of this site. */
export const pastDocumentRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/past/[number]/document",
  permission: "finding:read",
  action: "finding.download-past",
  async handle({ params, deps }) {
    const parsed = Input.safeParse(params);
    if (!parsed.success) throw findingError("finding.past-not-found");
    const { storageKey, fileName } = await getPastDocument(deps, parsed.data);
    const content = await storage().read(storageKey, { maxBytes: DOCUMENT_BYTES * 2 });
    return new Response(new Uint8Array(content), {
      headers: {
        ...DOCUMENT_HEADERS,
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      },
    });
  },
});
