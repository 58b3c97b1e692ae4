import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { severityRank } from "../severity.ts";
import { addBacklogEvents, markBacklog } from "../sql/backlog.ts";
import { announceFindings } from "./announce-findings.ts";
import { backlogCutoff, standingAnswer, storeAnswer } from "./backlog-answer.ts";
import { lockFindings } from "./lock-findings.ts";
import { readSettings } from "./read-settings.ts";

/** One statement per thousand findings. */
const TIMEOUT_MS = 120_000;

/**
 * Adopts what was there before as the backlog: listed, folded, silent. One act with one audit event; what is severe
 * stays open. Throws finding.no-backlog-question.
 */
export async function adoptBacklog(deps: ProjectDeps): Promise<{ adopted: number }> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const cutoff = (await standingAnswer(tx, deps)) === null ? await backlogCutoff(tx, deps) : null;
      if (cutoff === null) throw findingError("finding.no-backlog-question");
      // What takes two people to set aside, one act of one person does not.
      const { secondPersonFrom: from } = await readSettings(tx, deps);
      const ids = await markBacklog(tx, deps, cutoff, from === null ? null : severityRank(from));
      if (ids.length === 0) throw findingError("finding.no-backlog-question");
      const day = tx.now.toISOString().slice(0, 10);
      await addBacklogEvents(tx, deps, ids, { from: "open", to: "backlog", why: `in code older than ${day}` });
      const id = await storeAnswer(tx, deps, { adopted: true, count: ids.length });
      await recordAudit(tx, deps, "finding.adopt-backlog", {
        subjectId: id,
        projectId: deps.projectId,
        after: { findings: ids },
        details: { adopted: ids.length, before: cutoff.toISOString() },
      });
      await announceFindings(tx, deps, id);
      return { adopted: ids.length };
    },
    { timeoutMs: TIMEOUT_MS },
  );
}
