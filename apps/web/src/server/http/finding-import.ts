import "server-only";
import { requestImport } from "@redoubt/domain/finding/server";
import { z } from "zod";
import { storage } from "../storage.ts";
import { projectRoute } from "./route.ts";
import { OCTETS, storeBody } from "./source-upload.ts";

/** The largest report that is taken; reading it has limits of its own (packages/scanners/src/adapters/sarif). */
export const REPORT_BYTES = 256 * 1024 * 1024;

const Query = z.strictObject({
  name: z.string().trim().min(1).max(200).default("report"),
  revision: z.coerce.number().int().positive().max(1_000_000_000).optional(),
  /** `preview`: a person looks first at what it would do. */
  mode: z.enum(["publish", "preview"]).default("publish"),
});

/** Takes a scanner's report as the whole body and asks for its import; reading it is the worker's. */
export const importRoute = projectRoute({
  method: "POST",
  path: "/api/o/[organization]/p/[project]/import",
  accepts: [OCTETS],
  permission: "scan:import",
  action: "finding.import",
  async handle({ request, deps }) {
    const { name, revision, mode } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const { key, sha256, size } = await storeBody(request, deps.organizationId, REPORT_BYTES);
    try {
      const about = revision === undefined ? {} : { revision };
      const preview = mode === "preview";
      const asked = await requestImport(deps, { name, uploadKey: key, sha256, size, preview, ...about });
      // The request that is there has its own copy.
      if (asked.repeated) await storage().delete(key);
      return Response.json({ scan: asked.number, repeated: asked.repeated }, { status: asked.repeated ? 200 : 201 });
    } catch (error) {
      // No row names it: nobody would ever remove it.
      await storage().delete(key);
      throw error;
    }
  },
});
