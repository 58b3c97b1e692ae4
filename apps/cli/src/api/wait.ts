import { setTimeout as sleep } from "node:timers/promises";
import { CliError, EXIT } from "../errors.ts";
import { plain } from "../text/plain.ts";
import { type Api, segment } from "./client.ts";
import { AdvisoryImport, Import, Revision, Scan } from "./schemas.ts";

export interface Waiting {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Called when the words change. */
  readonly progress: (words: string) => void;
}

const REVISION_ENDED = new Set(["ready", "failed", "cancelled"]);
/** Of scans and imports alike; a held one has ended, and waits for a person. */
const ENDED = new Set(["succeeded", "partial", "failed", "cancelled", "held", "refused", "previewed"]);

async function poll<T>(
  read: () => Promise<T>,
  ended: (value: T) => boolean,
  words: (value: T) => string,
  waiting: Waiting,
) {
  const until = Date.now() + waiting.timeoutMs;
  let last = "";
  for (let pause = 500; ; pause = Math.min(pause * 1.4, 5000)) {
    const value = await read();
    const now = words(value);
    if (now !== last) waiting.progress(now);
    last = now;
    if (ended(value)) return value;
    if (Date.now() > until) {
      throw new CliError(
        `Not done after ${Math.round(waiting.timeoutMs / 60_000)} minutes (${now}). It goes on at the server.`,
        EXIT.late,
      );
    }
    await sleep(pause, undefined, { signal: waiting.signal });
  }
}

/** Until the code is unpacked at the server. Throws CliError when that failed. */
export async function waitForRevision(api: Api, project: string, number: number, waiting: Waiting): Promise<Revision> {
  const path = `/projects/${segment(project)}/revisions/${number}`;
  const revision = await poll(
    () => api.get(path, Revision),
    ({ state }) => REVISION_ENDED.has(state),
    ({ state }) => `revision ${number}: ${plain(state)}`,
    waiting,
  );
  if (revision.state === "ready") return revision;
  throw new CliError(
    `Revision ${number} is ${plain(revision.state)}: ${plain(revision.failure ?? "no reason given", 500)}`,
  );
}

/** Until every scanner has ended, however it ended. */
export function waitForScan(api: Api, project: string, number: number, waiting: Waiting): Promise<Scan> {
  return poll(
    () => api.get(`/projects/${segment(project)}/scans/${number}`, Scan),
    ({ state }) => ENDED.has(state),
    (scan) => scanWords(scan),
    waiting,
  );
}

function scanWords({ number, state, scanners }: Scan): string {
  const ended = scanners.filter((one) => ENDED.has(one.state)).length;
  const running = scanners
    .filter((one) => !ENDED.has(one.state) && one.state !== "queued")
    .map((one) => plain(one.scanner, 40));
  const now = running.length > 0 ? `, now ${running.join(", ")}` : "";
  return scanners.length === 0
    ? `scan ${number}: ${plain(state)}`
    : `scan ${number}: ${ended} of ${scanners.length} scanners${now}`;
}

/** Until a report is imported, or refused. */
export function waitForImport(api: Api, project: string, number: number, waiting: Waiting): Promise<Import> {
  return poll(
    () => api.get(`/projects/${segment(project)}/imports/${number}`, Import),
    ({ state }) => ENDED.has(state),
    ({ state }) => `import ${number}: ${plain(state)}`,
    waiting,
  );
}

/** Until a dump of advisories is read. */
export function waitForAdvisories(api: Api, id: string, waiting: Waiting): Promise<AdvisoryImport> {
  return poll(
    () => api.get(`/advisories/imports/${segment(id)}`, AdvisoryImport),
    ({ state }) => ENDED.has(state),
    ({ state }) => `advisories: ${plain(state)}`,
    waiting,
  );
}
