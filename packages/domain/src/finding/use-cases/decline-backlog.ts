import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { announceFindings } from "./announce-findings.ts";
import { standingAnswer, storeAnswer } from "./backlog-answer.ts";
import { lockFindings } from "./lock-findings.ts";

/** Answers that everything stays open; the question is not put again. Throws finding.no-backlog-question. */
export async function declineBacklog(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    if ((await standingAnswer(tx, deps)) !== null) throw findingError("finding.no-backlog-question");
    const id = await storeAnswer(tx, deps, { adopted: false, count: 0 });
    await recordAudit(tx, deps, "finding.decline-backlog", { subjectId: id, projectId: deps.projectId });
    await announceFindings(tx, deps, id);
  });
}
