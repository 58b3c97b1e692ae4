import "server-only";
import { claimFixes } from "@redoubt/domain/finding/server";
import { PushCommits } from "@redoubt/domain/source";
import { recordCommits } from "@redoubt/domain/source/server";
import { z } from "zod";
import { ok } from "./answer.ts";
import { tokenProjectRoute } from "./api-route.ts";
import { jsonBody } from "./body.ts";
import { NumberParam } from "./params.ts";

const MOST_BYTES = 4 * 1024 * 1024;

const Claimed = z
  .object({
    claimed: z.array(z.int()).describe("Findings whose fix is claimed now; none before the code is unpacked"),
  })
  .meta({ id: "ClaimedFixes" });

export const recordCommitsRoute = tokenProjectRoute({
  method: "POST",
  path: "/projects/[project]/revisions/[number]/commits",
  tag: "Revisions",
  scope: "source:write",
  permission: "source:write",
  action: "source.record-commits",
  summary: "Tell of a push's commits",
  description:
    "Messages, authors and files of the commits since the state that the push is compared with, newest first. On the default branch `Fixes: F-12` in a message claims the fix of that finding, once for each commit; it resolves nothing. Who changed a file last may be given what is found in it.",
  params: NumberParam,
  body: jsonBody(PushCommits, MOST_BYTES),
  answers: { 200: { description: "What they claim", schema: Claimed } },
  async handle({ deps, params, body }) {
    const { id, ready } = await recordCommits(deps, { ...body, revision: Number(params.number) });
    return ok({ claimed: ready ? await claimFixes(deps, id) : [] });
  },
});
