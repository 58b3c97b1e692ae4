import { z } from "zod";
import { type Api, segment } from "../api/client.ts";
import { Finding, Scan } from "../api/schemas.ts";
import { waitForScan } from "../api/wait.ts";
import { isAtLeast, readArguments } from "../arguments.ts";
import { chooseProject, connect } from "../context.ts";
import { CliError, EXIT, type ExitCode } from "../errors.ts";
import { type Io, print, say } from "../io.ts";
import { progress } from "../progress.ts";
import { count, plain } from "../text/plain.ts";
import { findingTable } from "../text/table.ts";
import { readCheckout, readCommits } from "../tree/git.ts";
import type { Command } from "./command.ts";
import { existingFolder, pushFolder } from "./push.ts";

const MINUTE = 60_000;
const MOST_SHOWN = 1000;

const Requested = z.union([z.object({ scan: Scan }).transform(({ scan }) => scan), Scan]);

/** Asks for a scan of a revision; `scanners` empty means all that apply. */
export function requestScan(api: Api, project: string, revision: number, scanners: readonly string[]): Promise<Scan> {
  const json = { revision, ...(scanners.length > 0 ? { scanners } : {}) };
  return api.post(`/projects/${segment(project)}/scans`, Requested, { json });
}

/** One line per scanner that did not end well; standard error. */
export function tellScanners(io: Io, { scanners }: Scan): void {
  for (const { scanner, state, reason } of scanners) {
    if (state === "succeeded") continue;
    say(io, `${plain(scanner, 60)}: ${plain(state, 40)}${reason === null ? "" : `, ${plain(reason, 300)}`}`);
  }
}

export const scan: Command = {
  name: "scan",
  summary: "sends a folder, scans it and says what was found",
  usage: `redoubt scan [folder] [options]

Sends the folder (default: this one) as a new revision, scans it at the server
and lists the open findings that are seen in it. In a git repository everything
is sent that git tracks or would add, with checked-out submodules; elsewhere
everything that no .gitignore leaves out. Never sent: .git, links, and, unless
you say so, files that are there to hold secrets (.env, keys, keystores).

  --project <slug>       default: REDOUBT_PROJECT, or the token's project
  --source <name>        the source that the revisions belong to
  --ref <ref>            branch or tag; default: as git says
  --default-branch <ref> the branch whose findings count; default: as git says,
                         else what was named before, else the first that is sent
  --scanner <id>         one scanner, may be repeated; default: all that apply
  --with-secret-files    sends files that may hold secrets, without asking
  --no-wait              ends when the scan is requested
  --timeout <minutes>    how long to wait, default 30
  --fail-on <severity>   exit code 1 when an open finding is at or above it
  --format table|json    how the findings are printed
`,
  async run(io, argv) {
    const given = readArguments(
      argv,
      {
        project: { type: "string" },
        source: { type: "string" },
        ref: { type: "string" },
        "default-branch": { type: "string" },
        scanner: { type: "string", multiple: true },
        "with-secret-files": { type: "boolean" },
        "no-wait": { type: "boolean" },
        timeout: { type: "string" },
        "fail-on": { type: "string" },
        format: { type: "string" },
      },
      { max: 1 },
    );
    const floor = given.severity("fail-on");
    const format = given.oneOf("format", ["table", "json"]) ?? "table";
    const timeoutMs = (given.number("timeout") ?? 30) * MINUTE;
    const folder = await existingFolder(io.cwd, given.positionals[0] ?? ".");
    const api = await connect(io);
    const project = await chooseProject(io, api, given.text("project"));
    const checkout = await readCheckout(folder);
    if (checkout?.changed)
      say(io, "There are changes that are in no commit: the files are sent as they are, without a commit id.");
    const ref = given.text("ref") ?? checkout?.ref ?? undefined;
    const defaultBranch = given.text("default-branch") ?? checkout?.defaultBranch ?? undefined;
    const revision = await pushFolder(io, api, {
      folder,
      project,
      source: given.text("source"),
      commit: checkout?.changed === false ? checkout.commit : undefined,
      ref,
      defaultBranch,
      base: undefined,
      commits: checkout?.changed === false ? await readCommits(folder, undefined) : [],
      trackedOnly: false,
      secrets: given.flag("with-secret-files") ? true : undefined,
      timeoutMs,
    });
    const requested = await requestScan(api, project, revision.number, given.texts("scanner"));
    if (given.flag("no-wait")) {
      say(
        io,
        `Scan ${requested.number} of revision ${revision.number} is requested.${requested.url ? ` ${plain(requested.url)}` : ""}`,
      );
      return EXIT.fine;
    }
    const line = progress(io);
    const done = await waitForScan(api, project, requested.number, {
      signal: io.signal,
      timeoutMs,
      progress: line.show,
    }).finally(line.end);
    return report(io, api, { project, revision: revision.number, done, format, floor });
  },
};

async function report(
  io: Io,
  api: Api,
  {
    project,
    revision,
    done,
    format,
    floor,
  }: {
    project: string;
    revision: number;
    done: Scan;
    format: "table" | "json";
    floor: Finding["severity"] | undefined;
  },
): Promise<ExitCode> {
  tellScanners(io, done);
  if (done.state === "failed" || done.state === "cancelled") {
    throw new CliError(`Scan ${done.number} is ${done.state}.`);
  }
  const findings = await api.list(
    `/projects/${segment(project)}/findings`,
    Finding,
    { state: "open", revision },
    MOST_SHOWN,
  );
  await print(
    io,
    format === "json" ? `${JSON.stringify(findings, undefined, 2)}\n` : findingTable(findings, io.stdout.columns),
  );
  const more = findings.length === MOST_SHOWN ? ", the first ones" : "";
  say(io, `${count(findings.length, "open finding")}${more}.${done.url ? ` ${plain(done.url)}` : ""}`);
  if (floor === undefined) return EXIT.fine;
  return findings.some(({ severity, dependency, backlog }) => !dependency && !backlog && isAtLeast(severity, floor))
    ? EXIT.found
    : EXIT.fine;
}
