import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { addBacklogEvents, unmarkBacklog } from "../sql/backlog.ts";
import { announceFindings } from "./announce-findings.ts";
import { standingAnswer } from "./backlog-answer.ts";
import { lockFindings } from "./lock-findings.ts";

/** One statement per thousand findings. */
const TIMEOUT_MS = 120_000;

/**
 * Takes the adoption back: exactly those that nobody has decided on since are open again, and the question is put
 * again. Throws finding.no-backlog.
 */
export async function undoBacklog(deps: ProjectDeps): Promise<{ restored: number }> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const answer = await standingAnswer(tx, deps);
      if (answer === null || !answer.adopted) throw findingError("finding.no-backlog");
      const ids = await unmarkBacklog(tx, deps, answer.at);
      await addBacklogEvents(tx, deps, ids, { from: "backlog", to: "open", why: "the adoption was undone" });
      await tx.db.backlogAdoption.updateMany({
        where: { organizationId: deps.organizationId, id: answer.id },
        data: { undoneAt: tx.now, undoneById: actorUserId(deps) },
      });
      await recordAudit(tx, deps, "finding.undo-backlog", {
        subjectId: answer.id,
        projectId: deps.projectId,
        after: { findings: ids },
        details: { adopted: answer.count, restored: ids.length },
      });
      await announceFindings(tx, deps, answer.id);
      return { restored: ids.length };
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
