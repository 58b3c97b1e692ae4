import type { Answer, Received } from "./serve.ts";
import { serve } from "./serve.ts";

export interface FakeNote {
  id: number;
  body: string;
  readonly system: boolean;
  readonly author: { readonly id: number };
}

export const PROJECT_TOKEN = "glpat-token-of-the-test";
export const JOB_TOKEN = "glcbt-token-of-the-test";
/** The account behind the project access token. */
export const PROJECT_BOT = 77;

/** The part of GitLab's REST API that notes need. `jobTokenWrites`: whether the instance lets job tokens do that. */
export async function fakeGitLab(options: { jobTokenWrites?: boolean } = {}) {
  const notes: FakeNote[] = [];
  let next = 1;
  const add = (body: string, author = 5): FakeNote => {
    const note = { id: next++, body, system: false, author: { id: author } };
    notes.push(note);
    return note;
  };
  const answer = (request: Received): Answer | undefined => {
    const personal = request.headers["private-token"] === PROJECT_TOKEN;
    const job = request.headers["job-token"] === JOB_TOKEN;
    if (!personal && !(job && options.jobTokenWrites === true))
      return { status: 401, body: { message: "401 Unauthorized" } };
    const writer = personal ? PROJECT_BOT : 9;
    if (request.path === "/api/v4/user")
      return personal ? { body: { id: PROJECT_BOT } } : { status: 401, body: { message: "401" } };
    const at = "/api/v4/projects/42/merge_requests/7/notes";
    if (request.path === at && request.method === "POST") {
      return { status: 201, body: add((JSON.parse(String(request.body)) as { body: string }).body, writer) };
    }
    if (request.path === at) {
      const size = Math.min(100, Number(request.query.get("per_page") ?? 20));
      const from = (Number(request.query.get("page") ?? 1) - 1) * size;
      return { body: notes.slice(from, from + size) };
    }
    const note = notes.find(({ id }) => request.path === `${at}/${id}`);
    if (request.method !== "PUT" || note === undefined) return undefined;
    if (note.author.id !== writer) return { status: 403, body: { message: "403 Forbidden" } };
    note.body = (JSON.parse(String(request.body)) as { body: string }).body;
    return { body: note };
  };
  const server = await serve(answer);
  const variables = {
    GITLAB_CI: "true",
    CI_API_V4_URL: `${server.url}/api/v4`,
    CI_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "42",
    CI_COMMIT_REF_NAME: "feature",
    CI_DEFAULT_BRANCH: "main",
    CI_PIPELINE_ID: "500",
    CI_JOB_TOKEN: JOB_TOKEN,
    GITLAB_USER_ID: "9",
  };
  return { ...server, notes, add, variables };
}
