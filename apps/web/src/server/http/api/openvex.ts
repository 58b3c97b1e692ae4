import "server-only";
import { exportVex } from "@redoubt/domain/finding/server";
import { ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { OpenVex } from "./shapes.ts";

export const openVexApiRoute = tokenProjectRoute({
  method: "GET",
  path: "/projects/[project]/openvex",
  tag: "Findings",
  scope: "finding:read",
  permission: "finding:read",
  action: "finding.export-vex",
  summary: "What the project says of advisories, as OpenVEX",
  description:
    "One statement per advisory and package version. What nobody has decided is under investigation; restricted findings are left out. The same findings give the same document and the same @id. Without a finding on an advisory the answer is 404.",
  answers: { 200: { description: "An OpenVEX 0.2 document", schema: OpenVex } },
  async handle({ deps }) {
    const { document } = await exportVex(deps);
    return ok(document);
  },
});
