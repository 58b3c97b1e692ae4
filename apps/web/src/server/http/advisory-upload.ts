import "server-only";
import { ADVISORY_LIMITS, AdvisoryImportKind } from "@redoubt/domain/advisory";
import { requestAdvisoryImport } from "@redoubt/domain/advisory/server";
import { z } from "zod";
import { storage } from "../storage.ts";
import { organizationRoute } from "./route.ts";
import { OCTETS, storeBody } from "./source-upload.ts";

const Query = z.strictObject({
  name: z.string().trim().min(1).max(200).default("advisories"),
  kind: AdvisoryImportKind.optional(),
});

/** Takes a dump of advisories as the whole body and asks for its import; reading it is the worker's. */
export const advisoryUploadRoute = organizationRoute({
  method: "POST",
  path: "/api/o/[organization]/advisory",
  accepts: [OCTETS],
  permission: "advisory:write",
  action: "advisory.request-import",
  async handle({ request, deps }) {
    const { name, kind } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const { key, sha256, size } = await storeBody(request, deps.organizationId, ADVISORY_LIMITS.dumpBytes);
    try {
      const upload = { name, uploadKey: key, sha256, size, ...(kind === undefined ? {} : { kind }) };
      return Response.json(await requestAdvisoryImport(deps, upload), { status: 201 });
    } catch (error) {
      // No row names it: nobody would ever remove it.
      await storage().delete(key);
      throw error;
    }
  },
});
