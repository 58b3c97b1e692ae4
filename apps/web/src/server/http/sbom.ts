import "server-only";
import { exportSbom } from "@redoubt/domain/advisory/server";
import { sourceError } from "@redoubt/domain/source/server";
import { z } from "zod";
import { projectRoute } from "./route.ts";

const Input = z.object({ revision: z.coerce.number().int().positive().max(1_000_000_000) });

/** The bill of materials of a revision as a download, CycloneDX 1.6 JSON. */
export const sbomRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/revision/[revision]/sbom",
  permission: "advisory:read",
  action: "advisory.export-sbom",
  async handle({ params, deps }) {
    const parsed = Input.safeParse(params);
    if (!parsed.success) throw sourceError("source.revision-not-found");
    const { fileName, text } = await exportSbom(deps, parsed.data);
    return new Response(text, {
      headers: {
        "content-type": "application/vnd.cyclonedx+json; version=1.6",
        "content-disposition": `attachment; filename="${fileName}"`,
        // A document made from text of others is never rendered as a page of this site.
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  },
});
