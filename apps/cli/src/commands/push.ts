import path from "node:path";
import { realpath, stat } from "node:fs/promises";
import { z } from "zod";
import { type Api, segment } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import { Revision } from "../api/schemas.ts";
import { waitForRevision } from "../api/wait.ts";
import { UsageError } from "../errors.ts";
import { confirm, type Io, say } from "../io.ts";
import { progress } from "../progress.ts";
import { count, plain } from "../text/plain.ts";
import type { Commit } from "../tree/git.ts";
import { listFiles } from "../tree/list-files.ts";
import { packFiles } from "../tree/pack.ts";
import { megabytes, type Selection, selectFiles } from "../tree/select.ts";

export interface Push {
  readonly folder: string;
  readonly project: string;
  readonly source: string | undefined;
  readonly commit: string | undefined;
  readonly ref: string | undefined;
  /** Name of the branch whose findings count; the server keeps what was named before. */
  readonly defaultBranch: string | undefined;
  /** Commit that this state branched off. */
  readonly base: string | undefined;
  readonly commits: readonly Commit[];
  readonly trackedOnly: boolean;
  /** undefined: a person is asked where there is one. */
  readonly secrets: boolean | undefined;
  readonly timeoutMs: number;
}

const Pushed = z.object({ revision: Revision });
const MOST_NAMED = 5;
const WHOLE_ID = /^(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Sends a folder as a new revision and waits until the server has unpacked it. */
export async function pushFolder(io: Io, api: Api, push: Push): Promise<Revision> {
  const listing = await listFiles(push.folder, { trackedOnly: push.trackedOnly });
  if (listing.missingSubmodules.length > 0) {
    say(io, `not checked out, and so not sent: ${named(listing.missingSubmodules)} (git submodule update --init)`);
  }
  let selection = await selectFiles(push.folder, listing.paths, push.secrets === true);
  if (selection.secrets.length > 0 && push.secrets === undefined) {
    const words = `${count(selection.secrets.length, "file")} may hold secrets: ${named(selection.secrets)}.`;
    const send = await confirm(io, `${words} Send ${selection.secrets.length === 1 ? "it" : "them"} too?`);
    if (send) selection = await selectFiles(push.folder, listing.paths, true);
  }
  tellLeftOut(io, selection);
  const archive = await packFiles(push.folder, selection.paths);
  const line = progress(io);
  try {
    line.show(`sending ${count(selection.paths.length, "file")}, ${megabytes(archive.size)}`);
    const query = {
      source: push.source,
      commit: push.commit,
      ref: push.ref,
      defaultBranch: push.defaultBranch,
      base: push.base !== undefined && WHOLE_ID.test(push.base) ? push.base : undefined,
      message: push.commits[0]?.message.slice(0, 2000) || undefined,
      author: push.commits[0]?.author.slice(0, 200) || undefined,
    };
    const body = { file: archive.file, size: archive.size, type: "application/gzip" };
    const { revision } = await api.post(`/projects/${segment(push.project)}/revisions`, Pushed, body, query);
    await sendCommits(api, push, revision.number);
    const waiting = { signal: io.signal, timeoutMs: push.timeoutMs, progress: line.show };
    return await waitForRevision(api, push.project, revision.number, waiting);
  } finally {
    line.end();
    await archive.remove();
  }
}

/** What the commits say, for trailers such as `Fixes: F-12`. */
async function sendCommits(api: Api, push: Push, revision: number): Promise<void> {
  if (push.commits.length === 0) return;
  const path = `/projects/${segment(push.project)}/revisions/${revision}/commits`;
  try {
    await api.post(path, z.unknown(), { json: { commits: push.commits } });
  } catch (error) {
    // A server of an older version does not ask for them.
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
}

function tellLeftOut(io: Io, { secrets, links, unfit }: Selection): void {
  if (secrets.length > 0) {
    say(io, `left out, because they may hold secrets: ${named(secrets)} (--with-secret-files sends them)`);
  }
  if (links.length > 0) say(io, `left out, because they are links: ${named(links)}`);
  if (unfit.length > 0) say(io, `left out, because of their names or kinds: ${named(unfit)}`);
}

function named(paths: readonly string[]): string {
  const first = paths.slice(0, MOST_NAMED).map((one) => plain(one, 120));
  return paths.length > MOST_NAMED ? `${first.join(", ")} and ${paths.length - MOST_NAMED} more` : first.join(", ");
}

/** The folder as it really is. Throws UsageError when it is none. */
export async function existingFolder(cwd: string, name: string): Promise<string> {
  const folder = await realpath(path.resolve(cwd, name)).catch(() => undefined);
  if (folder === undefined) throw new UsageError(`There is no folder ${name}.`);
  if ((await stat(folder)).isDirectory()) return folder;
  throw new UsageError(`${name} is a file: name the folder that holds it.`);
}
