import { z } from "zod";
import type { Io } from "../io.ts";
import { serverAddress } from "../settings/address.ts";
import { type CommentBox, type NoComments, type Pipeline, runNumber, type Variable } from "./pipeline.ts";
import { createRest } from "./rest.ts";

const Note = z.object({
  id: z.number(),
  body: z.string().nullish(),
  system: z.boolean().default(false),
  author: z.object({ id: z.number() }).nullish(),
});

/** From the variables of GitLab CI. */
export async function readGitLab(io: Io, get: Variable): Promise<Pipeline> {
  const iid = get("CI_MERGE_REQUEST_IID");
  const branch = get("CI_COMMIT_BRANCH");
  const defaultBranch = get("CI_DEFAULT_BRANCH");
  const isDefault = iid === undefined && branch !== undefined && branch === defaultBranch;
  const sourceProject = get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
  return {
    platform: "gitlab",
    run: runNumber(get("CI_PIPELINE_ID"), get("CI_JOB_ID")?.slice(-4)),
    ref: iid === undefined ? get("CI_COMMIT_REF_NAME") : `merge-requests/${iid}`,
    isDefaultBranch: isDefault,
    defaultBranch,
    base: iid === undefined ? (isDefault ? undefined : defaultBranch) : get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    since: get("CI_MERGE_REQUEST_DIFF_BASE_SHA") ?? get("CI_COMMIT_BEFORE_SHA"),
    notThis: undefined,
    change:
      iid === undefined
        ? undefined
        : { name: `!${iid}`, fork: sourceProject !== undefined && sourceProject !== get("CI_PROJECT_ID") },
    comments: iid === undefined ? undefined : commentsOf(io, get, iid),
    // GitLab has no page for a job's summary: its log is the place.
    summarize: async (markdown) => void io.stderr.write(`${markdown}\n`),
    annotations: () => [],
  };
}

function commentsOf(io: Io, get: Variable, iid: string): CommentBox | NoComments {
  const personal = get("GITLAB_TOKEN") ?? get("PROJECT_TOKEN");
  const job = get("CI_JOB_TOKEN");
  const base = get("CI_API_V4_URL");
  const project = get("CI_PROJECT_ID");
  if (base === undefined || project === undefined || !/^\d+$/.test(project) || !/^\d+$/.test(iid)) {
    return { reason: "CI_API_V4_URL or CI_PROJECT_ID is missing" };
  }
  if (personal === undefined && job === undefined) return { reason: "neither GITLAB_TOKEN nor CI_JOB_TOKEN is there" };
  const headers: Record<string, string> =
    personal === undefined ? { "job-token": job ?? "" } : { "private-token": personal };
  const rest = createRest("GitLab", serverAddress(base, io.environment), headers, io.signal);
  const at = `/projects/${project}/merge_requests/${iid}/notes`;
  // A job's token acts for whoever started the pipeline.
  const account = async (): Promise<number | undefined> =>
    personal === undefined
      ? Number(get("GITLAB_USER_ID")) || undefined
      : rest.get("/user", z.object({ id: z.number() })).then((user) => user.id);
  return {
    async *own() {
      const id = await account();
      for await (const note of rest.pages(at, Note)) {
        if (!note.system && id !== undefined && note.author?.id === id)
          yield { id: String(note.id), body: note.body ?? "" };
      }
    },
    create: (body) => rest.write("POST", at, { body }),
    edit: (id, body) => rest.write("PUT", `${at}/${id}`, { body }),
  };
}
