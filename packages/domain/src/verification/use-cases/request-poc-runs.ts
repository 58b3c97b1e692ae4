import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";
import type { RequestPocRuns } from "../schema.ts";
import { findPoc } from "./find-poc.ts";
import { insertRuns } from "./insert-runs.ts";
import { runnableRevisions } from "./runnable-revisions.ts";

/** Asks for runs of one PoC on the given revisions, or on all that have Solidity. Throws verification.no-revision. */
export async function requestPocRuns(deps: ProjectDeps, input: RequestPocRuns): Promise<{ requested: number }> {
  return deps.withOrganization(async (tx) => {
    const poc = await findPoc(tx, deps, input.poc, { id: true });
    const revisions = await runnableRevisions(tx, deps, input.revisions);
    if (revisions.length === 0) throw verificationError("verification.no-revision");
    const ids = await insertRuns(
      tx,
      deps,
      revisions.map((revision) => ({ pocId: poc.id, revisionId: revision.id })),
    );
    await recordAudit(tx, deps, "verification.request-runs", {
      subjectId: poc.id,
      projectId: deps.projectId,
      details: { revisions: revisions.map((revision) => revision.number) },
    });
    return { requested: ids.length };
  });
}
