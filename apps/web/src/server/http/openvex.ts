import "server-only";
import { exportVex } from "@redoubt/domain/finding/server";
import { projectRoute } from "./route.ts";

/** What the project says of advisories in its packages, as a download: OpenVEX 0.2 JSON. */
export const openVexRoute = projectRoute({
  method: "GET",
  path: "/api/o/[organization]/p/[project]/finding/openvex",
  permission: "finding:read",
  action: "finding.export-vex",
  async handle({ deps }) {
    const { fileName, document } = await exportVex(deps);
    return new Response(`${JSON.stringify(document, null, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${fileName}"`,
        // A document made from text of others is never rendered as a page of this site.
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  },
});
