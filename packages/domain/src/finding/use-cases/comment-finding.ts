import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { CommentFinding } from "../schema.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";

/** Adds a comment to the history, as typed; screens render it sanitized. Throws finding.not-found. */
export async function commentFinding(deps: ProjectDeps, input: CommentFinding): Promise<{ id: string }> {
  return deps.withOrganization(async (tx) => {
    const finding = await findFinding(tx, deps, input.number, { id: true });
    const comment = input.comment.replaceAll("\0", "\uFFFD").toWellFormed();
    const [id = ""] = await addEvents(tx, deps, [{ findingId: finding.id, kind: "comment", origin: "human", comment }]);
    await recordAudit(tx, deps, "finding.comment", {
      subjectId: finding.id,
      projectId: deps.projectId,
      after: { comment },
      details: { number: input.number },
    });
    await announceFindings(tx, deps, finding.id);
    return { id };
  });
}
