import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Answer, Received } from "./serve.ts";
import { serve } from "./serve.ts";

export interface FakeComment {
  id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
}

export const BOT = { login: "github-actions[bot]", type: "Bot" };
const GITHUB_TOKEN = "ghs_workflow_token_of_the_test";

/** The part of GitHub's REST API that comments need, with its paging, its rights and its refusals. */
export async function fakeGitHub(options: { mayWrite?: boolean } = {}) {
  const comments: FakeComment[] = [];
  let next = 1;
  const add = (body: string, user = { login: "somebody", type: "User" }): FakeComment => {
    const comment = { id: next++, body, user };
    comments.push(comment);
    return comment;
  };
  const answer = (request: Received): Answer | undefined => {
    if (request.headers.authorization !== `Bearer ${GITHUB_TOKEN}`)
      return { status: 401, body: { message: "Bad credentials" } };
    // A workflow's token is no user.
    if (request.path === "/user") return { status: 403, body: { message: "Resource not accessible by integration" } };
    if (request.method !== "GET" && options.mayWrite === false) {
      return { status: 403, body: { message: "Resource not accessible by integration" } };
    }
    if (request.path === "/repos/acme/vault/issues/12/comments") {
      if (request.method === "POST") {
        return { status: 201, body: add((JSON.parse(String(request.body)) as { body: string }).body, BOT) };
      }
      const size = Math.min(100, Number(request.query.get("per_page") ?? 30));
      const from = (Number(request.query.get("page") ?? 1) - 1) * size;
      return { body: comments.slice(from, from + size) };
    }
    const id = /^\/repos\/acme\/vault\/issues\/comments\/(\d+)$/.exec(request.path)?.[1];
    const comment = comments.find((one) => String(one.id) === id);
    if (request.method !== "PATCH" || comment === undefined) return undefined;
    comment.body = (JSON.parse(String(request.body)) as { body: string }).body;
    return { body: comment };
  };
  const server = await serve(answer);
  return { ...server, comments, add };
}

export interface Workflow {
  readonly variables: Record<string, string>;
  summary(): Promise<string>;
}

/** What GitHub Actions hands to a step: variables, event file, summary file. */
export async function workflow(
  folder: string,
  api: string,
  event: object,
  over: Record<string, string> = {},
): Promise<Workflow> {
  const at = path.join(folder, ".actions");
  await mkdir(at, { recursive: true });
  const file = path.join(at, "event.json");
  const summary = path.join(at, "summary.md");
  await writeFile(file, JSON.stringify({ repository: { full_name: "acme/vault", default_branch: "main" }, ...event }));
  await writeFile(summary, "");
  return {
    variables: {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: api,
      GITHUB_EVENT_PATH: file,
      GITHUB_REF_NAME: "12/merge",
      GITHUB_REF_TYPE: "branch",
      GITHUB_REPOSITORY: "acme/vault",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_RUN_ID: "1000",
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_TOKEN,
      ...over,
    },
    summary: () => readFile(summary, "utf8"),
  };
}

/** The event of a pull request to main; from a fork when its head is in another repository. */
export const pullRequest = (over: { fork?: boolean; baseSha?: string } = {}) => ({
  pull_request: {
    number: 12,
    head: { ref: "main", repo: { full_name: over.fork ? "stranger/vault" : "acme/vault" } },
    base: { ref: "main", sha: over.baseSha ?? "0".repeat(40), repo: { full_name: "acme/vault" } },
  },
});
