import type { ProjectDeps } from "../shared/server.ts";
import type { Poc, PocVerdict } from "./schema.ts";
import { attachPoc } from "./use-cases/attach-poc.ts";
import { completePocRun } from "./use-cases/complete-poc-run.ts";
import { startPocRuns } from "./use-cases/start-poc-runs.ts";

const SCOPE = { organization: "x", project: "x" };

/** Attaches an exploit test; it then waits for a run on each ready revision with Solidity. */
export async function attachTestPoc(
  deps: ProjectDeps,
  finding: number,
  over: { readonly fileName?: string; readonly title?: string } = {},
): Promise<Poc> {
  return attachPoc(deps, {
    ...SCOPE,
    finding,
    fileName: over.fileName ?? "Exploit.t.sol",
    content: "// SPDX-License-Identifier: UNLICENSED\ncontract Exploit {}\n",
    rootPath: "",
    ...(over.title === undefined ? {} : { title: over.title }),
  });
}

/** Claims and completes all runs that wait on a revision, as a worker would; the answer is how many there were. */
export async function finishTestRuns(
  deps: ProjectDeps,
  revisionId: string,
  verdictOf: (fileName: string) => PocVerdict,
): Promise<number> {
  const waiting = await deps.withOrganization((tx) =>
    tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, revisionId, state: "queued", poc: { projectId: deps.projectId } },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  );
  const batch = waiting === null ? null : await startPocRuns(deps, waiting.id);
  if (batch === null) return 0;
  for (const run of batch.runs) {
    const verdict = verdictOf(run.fileName);
    const reason = verdict === "error" ? "does not compile" : null;
    await completePocRun(deps, run, { verdict, reason, tests: [], durationMs: 3, sandboxed: true });
  }
  return batch.runs.length;
}
