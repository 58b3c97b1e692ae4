import "server-only";
import { compareRevisions } from "@redoubt/domain/finding/server";
import { z } from "zod";
import { ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { toFinding } from "./finding-shape.ts";
import { Comparison } from "./shapes.ts";

export const compareRoute = tokenProjectRoute({
  method: "GET",
  path: "/projects/[project]/comparison",
  tag: "Findings",
  scope: "finding:read",
  permission: "finding:read",
  action: "finding.compare",
  summary: "What a revision brings and takes away",
  description:
    "Beside a base, by tools that ran on both; places are those of the revision, and of the base for what is fixed. What cannot be compared is named. Without a scan of the base, comparable is false and reason says why.",
  query: z.strictObject({
    revision: z.int().positive().max(1_000_000_000).describe("Number of the revision"),
    base: z
      .string()
      .min(1)
      .max(200)
      .describe("Number of a revision, a whole commit id, or a branch: then its newest scanned revision"),
  }),
  answers: { 200: { description: "The comparison", schema: Comparison } },
  async handle({ deps, query, pages }) {
    const found = await compareRevisions(deps, query);
    const list = (side: typeof found.introduced) =>
      side.map(({ summary, description }) => toFinding(summary, description, pages));
    return ok({ ...found, introduced: list(found.introduced), fixed: list(found.fixed) });
  },
});
