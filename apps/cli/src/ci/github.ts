import { appendFile, readFile } from "node:fs/promises";
import { z } from "zod";
import type { Finding } from "../api/schemas.ts";
import type { Io } from "../io.ts";
import { serverAddress } from "../settings/address.ts";
import { plain } from "../text/plain.ts";
import { type CommentBox, type NoComments, type Pipeline, runNumber, type Variable } from "./pipeline.ts";
import { createRest, type Rest } from "./rest.ts";

const Repository = z.object({ full_name: z.string() }).nullish();
const Event = z.object({
  before: z.string().optional(),
  repository: z.object({ full_name: z.string(), default_branch: z.string() }).optional(),
  merge_group: z.object({ base_ref: z.string(), base_sha: z.string() }).optional(),
  pull_request: z
    .object({
      number: z.number().int().positive(),
      head: z.object({ repo: Repository }),
      base: z.object({ ref: z.string(), sha: z.string(), repo: Repository }),
    })
    .optional(),
});
type Event = z.infer<typeof Event>;

const Comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string().default("User") }).nullish(),
});

/** From the environment of GitHub Actions and its event file. */
export async function readGitHub(io: Io, get: Variable): Promise<Pipeline> {
  const event = await readEvent(get("GITHUB_EVENT_PATH"));
  const pull = event.pull_request;
  const defaultBranch = event.repository?.default_branch;
  const name = get("GITHUB_REF_NAME");
  const isDefault =
    pull === undefined && get("GITHUB_REF_TYPE") === "branch" && name !== undefined && name === defaultBranch;
  const group = event.merge_group;
  const base =
    pull?.base.ref ?? group?.base_ref.replace(/^refs\/heads\//, "") ?? (isDefault ? undefined : defaultBranch);
  return {
    platform: "github",
    run: runNumber(get("GITHUB_RUN_ID"), get("GITHUB_RUN_ATTEMPT")),
    ref: pull === undefined ? name : `pull/${pull.number}`,
    isDefaultBranch: isDefault,
    defaultBranch,
    base,
    since: pull?.base.sha ?? group?.base_sha ?? event.before,
    // With pull_request_target the checkout is the base, unless the workflow says otherwise.
    notThis: pull?.base.sha,
    change:
      pull === undefined
        ? undefined
        : { name: `#${pull.number}`, fork: pull.head.repo?.full_name !== pull.base.repo?.full_name },
    comments: pull === undefined ? undefined : await commentsOf(io, get, pull.number),
    async summarize(markdown) {
      const file = get("GITHUB_STEP_SUMMARY");
      if (file !== undefined) await appendFile(file, `${markdown}\n`);
      else io.stderr.write(`${markdown}\n`);
    },
    annotations: (findings, failing) => findings.map((finding) => annotation(finding, failing.has(finding.name))),
  };
}

async function readEvent(file: string | undefined): Promise<Event> {
  if (file === undefined) return {};
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    return Event.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function commentsOf(io: Io, get: Variable, number: number): Promise<CommentBox | NoComments> {
  const token = get("GITHUB_TOKEN") ?? get("GH_TOKEN");
  const repository = get("GITHUB_REPOSITORY");
  if (token === undefined) return { reason: "GITHUB_TOKEN is not handed to this step" };
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return { reason: "GITHUB_REPOSITORY is missing" };
  const api = serverAddress(get("GITHUB_API_URL") ?? "https://api.github.com", io.environment);
  const headers = { authorization: `Bearer ${token}`, "x-github-api-version": "2022-11-28" };
  const rest = createRest("GitHub", api, headers, io.signal);
  const at = `/repos/${repository}/issues`;
  let login: string | undefined;
  return {
    async *own() {
      login ??= await loginOf(rest);
      for await (const { id, body, user } of rest.pages(`${at}/${number}/comments`, Comment)) {
        // Anybody may write a comment that begins like ours; only what our own account wrote is edited.
        const mine = login === undefined ? user?.type === "Bot" : user?.login === login;
        if (mine) yield { id: String(id), body: body ?? "" };
      }
    },
    create: (body) => rest.write("POST", `${at}/${number}/comments`, { body }),
    edit: (id, body) => rest.write("PATCH", `${at}/comments/${id}`, { body }),
  };
}

/** The account of a personal token; undefined for the token of a workflow, which has none and writes as a bot. */
async function loginOf(rest: Rest): Promise<string | undefined> {
  return rest.get("/user", z.object({ login: z.string() })).then(
    (user) => user.login,
    () => undefined,
  );
}

const message = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** A workflow command; a failing one is an error, which by itself fails nothing. */
function annotation(finding: Finding, fails: boolean): string {
  const quiet = finding.severity === "low" || finding.severity === "info";
  const level = fails ? "error" : quiet ? "notice" : "warning";
  const line = finding.startLine ?? 1;
  const where = `file=${property(plain(finding.path ?? "", 500))},line=${line},endLine=${finding.endLine ?? line}`;
  const title = property(`${finding.name} (${finding.severity})`);
  return `::${level} ${where},title=${title}::${message(plain(finding.title, 300))}`;
}
