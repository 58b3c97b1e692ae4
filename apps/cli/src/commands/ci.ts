import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Severity } from "../api/schemas.ts";
import { readArguments } from "../arguments.ts";
import { compareChange, type Verdict } from "../ci/compare-change.ts";
import { codeQuality } from "../ci/code-quality.ts";
import type { Pipeline } from "../ci/pipeline.ts";
import { readPipeline } from "../ci/read-pipeline.ts";
import { postSticky } from "../ci/sticky.ts";
import { type Judgement, render, renderProblem } from "../ci/words.ts";
import { CliError, EXIT, type ExitCode, UsageError } from "../errors.ts";
import { type Io, print, say } from "../io.ts";
import { count, plain } from "../text/plain.ts";
import type { Command } from "./command.ts";

const MINUTE = 60_000;
const MOST_ANNOTATIONS = 10;
const ROWS = { comment: 20, summary: 100 };

type Step = "observe" | "comment" | "gate";

interface Wish {
  readonly step: Step;
  readonly gate: Severity | undefined;
  readonly failOnOutage: boolean;
  readonly codeQualityFile: string | undefined;
}

export const ci: Command = {
  name: "ci",
  summary: "in a pipeline: scans, and says in the pull request what it introduces",
  usage: `redoubt ci [folder] [options]

In a pipeline of GitHub Actions or GitLab CI: sends the checked-out state, scans
it, compares it with the branch that the change goes to, and tells what the
change introduces. On the default branch it scans, so that there is something to
compare with. The ladder, one step at a time:

  --observe              summary of the step alone
                         (nothing) also one comment, edited in place, and at most 10 annotations
  --gate <severity>      also exit code 1 when a new finding is at or above it

  --fail-on-outage       exits with the code of the problem when nothing could be
                         judged; without it that is said, and the exit code is 0
  --project <slug>       default: REDOUBT_PROJECT, or the token's project
  --source <name>        the source that the revisions belong to
  --base <ref>           compares with this, instead of what the platform says
  --ref <ref>            instead of what the platform says
  --scanner <id>         one scanner, may be repeated; default: all that apply
  --code-quality <file>  writes GitLab's code quality report
  --timeout <minutes>    how long to wait, default 30

Needs REDOUBT_URL and REDOUBT_TOKEN; for the comment GITHUB_TOKEN, or in GitLab
GITLAB_TOKEN (project access token, scope api). Without them it degrades to the summary.
`,
  async run(io, argv) {
    const given = readArguments(
      argv,
      {
        observe: { type: "boolean" },
        gate: { type: "string" },
        "fail-on-outage": { type: "boolean" },
        project: { type: "string" },
        source: { type: "string" },
        base: { type: "string" },
        ref: { type: "string" },
        scanner: { type: "string", multiple: true },
        "code-quality": { type: "string" },
        timeout: { type: "string" },
      },
      { max: 1 },
    );
    const gate = given.severity("gate");
    if (gate !== undefined && given.flag("observe")) throw new UsageError("--observe and --gate exclude each other.");
    const wish: Wish = {
      step: given.flag("observe") ? "observe" : gate === undefined ? "comment" : "gate",
      gate,
      failOnOutage: given.flag("fail-on-outage"),
      codeQualityFile: given.text("code-quality"),
    };
    const timeoutMs = (given.number("timeout") ?? 30) * MINUTE;
    const pipeline = await readPipeline(io);
    let verdict: Verdict;
    try {
      verdict = await compareChange(io, pipeline, {
        folder: given.positionals[0] ?? ".",
        project: given.text("project"),
        source: given.text("source"),
        base: given.text("base"),
        ref: given.text("ref"),
        scanners: given.texts("scanner"),
        gate,
        timeoutMs,
      });
    } catch (error) {
      if (io.signal.aborted) throw error;
      const project = given.text("project") ?? io.environment.project;
      return notJudged(io, pipeline, { ...wish, project }, error);
    }
    return judged(io, pipeline, wish, verdict);
  },
};

/** Its own trouble is told and fails nothing, unless that was asked for. */
async function notJudged(
  io: Io,
  pipeline: Pipeline,
  wish: Wish & { readonly project: string | undefined },
  error: unknown,
): Promise<ExitCode> {
  const known = error instanceof CliError;
  const problem = known
    ? error.message
    : `a mistake of redoubt itself: ${error instanceof Error ? error.message : String(error)}`;
  const body = renderProblem(problem, undefined);
  // What an earlier run said no longer holds for this state; a comment of its own is not worth it.
  await comment(io, pipeline, wish, { project: wish.project, body, create: false });
  await pipeline.summarize(body);
  say(io, `Not judged: ${plain(problem, 1000)}`);
  if (wish.failOnOutage) return known ? error.exit : EXIT.failed;
  say(io, "The pipeline goes on; --fail-on-outage would stop it here.");
  return EXIT.fine;
}

async function judged(io: Io, pipeline: Pipeline, wish: Wish, verdict: Verdict): Promise<ExitCode> {
  const { judgement, base, commit, origins, project } = verdict;
  if (judgement === undefined || base === undefined) {
    await pipeline.summarize(verdict.words);
    return EXIT.fine;
  }
  const setting = { origins, base, commit, gate: wish.gate };
  const news = judgement.named.length + judgement.restricted > 0;
  await comment(io, pipeline, wish, {
    project,
    body: render(judgement, { ...setting, rows: ROWS.comment }),
    create: news,
  });
  await pipeline.summarize(render(judgement, { ...setting, rows: ROWS.summary }));
  if (wish.step !== "observe") await annotate(io, pipeline, judgement);
  if (wish.codeQualityFile !== undefined) {
    await writeFile(path.resolve(io.cwd, wish.codeQualityFile), codeQuality(judgement.named, project));
  }
  const { failing } = judgement;
  say(io, `${count(judgement.named.length + judgement.restricted, "new finding")}.`);
  if (failing.length === 0) return EXIT.fine;
  say(io, `The gate (${wish.gate}) is not passed: ${count(failing.length, "finding")}.`);
  return EXIT.found;
}

async function annotate(io: Io, pipeline: Pipeline, { named, failing }: Judgement): Promise<void> {
  const placed = named.filter(({ path: file }) => file !== null).slice(0, MOST_ANNOTATIONS);
  const lines = pipeline.annotations(placed, new Set(failing.map(({ name }) => name)));
  if (lines.length > 0) await print(io, `${lines.join("\n")}\n`);
}

/** The comment is the smaller part: where it cannot be written, that is said, and the summary stands. */
async function comment(
  io: Io,
  pipeline: Pipeline,
  wish: Wish,
  { project, body, create }: { project: string | undefined; body: string; create: boolean },
): Promise<void> {
  const box = pipeline.comments;
  if (wish.step === "observe" || box === undefined || project === undefined) return;
  const fork = pipeline.change?.fork ? " Pull requests from forks get a token that only reads." : "";
  if ("reason" in box) {
    say(io, `No comment: ${box.reason}.${fork}`);
    return;
  }
  try {
    const posted = await postSticky(box, { project, run: pipeline.run, body, create });
    if (posted === "newer") say(io, "A newer run has commented already.");
  } catch (error) {
    if (io.signal.aborted) throw error;
    say(io, `No comment: ${plain(error instanceof Error ? error.message : String(error), 300)}.${fork}`);
  }
}
