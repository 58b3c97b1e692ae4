import { type Api, segment } from "../api/client.ts";
import { Comparison, Finding, Me, type Scan, type Severity } from "../api/schemas.ts";
import { waitForScan } from "../api/wait.ts";
import { existingFolder, pushFolder } from "../commands/push.ts";
import { requestScan, tellScanners } from "../commands/scan.ts";
import { chooseProject, connect } from "../context.ts";
import { CliError } from "../errors.ts";
import type { Io } from "../io.ts";
import { progress } from "../progress.ts";
import { count, plain } from "../text/plain.ts";
import { readCheckout, readCommits } from "../tree/git.ts";
import { code } from "./markdown.ts";
import type { Pipeline } from "./pipeline.ts";
import { type Judgement, judge } from "./words.ts";

export interface Change {
  readonly folder: string;
  readonly project: string | undefined;
  readonly source: string | undefined;
  readonly base: string | undefined;
  readonly ref: string | undefined;
  readonly scanners: readonly string[];
  readonly gate: Severity | undefined;
  readonly timeoutMs: number;
}

export interface Verdict {
  readonly project: string;
  readonly commit: string | undefined;
  readonly origins: ReadonlySet<string>;
  readonly base: string | undefined;
  /** Undefined on the default branch, where there is nothing to compare with. */
  readonly judgement: Judgement | undefined;
  /** For the summary where nothing is compared. */
  readonly words: string;
}

/** Sends and scans the checked-out state, and compares it with its base. Throws CliError where that is not possible. */
export async function compareChange(io: Io, pipeline: Pipeline, change: Change): Promise<Verdict> {
  const folder = await existingFolder(io.cwd, change.folder);
  const api = await connect(io);
  const me = await api.get("/me", Me);
  const project = await chooseProject(io, api, change.project);
  const origins = new Set([api.url, ...(me.url === null ? [] : [me.url])].map((url) => new URL(url).origin));
  const checkout = await readCheckout(folder);
  if (checkout !== undefined && checkout.commit === pipeline.notThis) {
    throw new CliError(
      "The checked-out state is the base, not the change. Use the event pull_request, or check out the change.",
    );
  }
  const ref = change.ref ?? pipeline.ref ?? checkout?.ref ?? undefined;
  const defaultBranch = pipeline.defaultBranch ?? checkout?.defaultBranch ?? undefined;
  const isDefault =
    pipeline.isDefaultBranch || (pipeline.platform === "other" && ref !== undefined && ref === checkout?.defaultBranch);
  const revision = await pushFolder(io, api, {
    folder,
    project,
    source: change.source,
    commit: checkout?.commit,
    ref,
    defaultBranch,
    base: pipeline.change === undefined ? undefined : pipeline.since,
    commits: await readCommits(folder, pipeline.since),
    // What the build has made beside the code is not part of the commit.
    trackedOnly: true,
    secrets: false,
    timeoutMs: change.timeoutMs,
  });
  const scan = await finishScan(io, api, project, revision.number, change);
  const base = change.base ?? pipeline.base ?? (isDefault ? undefined : (checkout?.defaultBranch ?? undefined));
  const common = { project, commit: checkout?.commit, origins };
  if (base === undefined) {
    const open = await api.list(
      `/projects/${segment(project)}/findings`,
      Finding,
      { state: "open", revision: revision.number },
      1000,
    );
    const words = `### Redoubt: ${count(open.length, "open finding")}\n\nScan ${scan.number} of ${code(ref ?? "this state", 100)}. Changes are compared with it from now on.`;
    return { ...common, base, judgement: undefined, words };
  }
  const comparison = await api.get(`/projects/${segment(project)}/comparison`, Comparison, {
    revision: revision.number,
    base,
  });
  if (!comparison.comparable) {
    const reason = plain(comparison.reason ?? "there is no scan of it", 300);
    throw new CliError(`There is nothing to compare with on ${base}: ${reason}. Run redoubt ci on ${base} once.`);
  }
  return { ...common, base, judgement: judge(comparison, change.gate), words: "" };
}

async function finishScan(io: Io, api: Api, project: string, revision: number, change: Change): Promise<Scan> {
  const requested = await requestScan(api, project, revision, change.scanners);
  const line = progress(io);
  const waiting = { signal: io.signal, timeoutMs: change.timeoutMs, progress: line.show };
  const scan = await waitForScan(api, project, requested.number, waiting).finally(line.end);
  tellScanners(io, scan);
  if (scan.state === "failed" || scan.state === "cancelled")
    throw new CliError(`Scan ${scan.number} is ${scan.state}.`);
  return scan;
}
