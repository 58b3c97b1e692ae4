import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { UndoPair } from "../pairs.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { loadPair } from "./decide-pair.ts";
import { lockFindings } from "./lock-findings.ts";
import { forgetPair, pairKey } from "./remember-pair.ts";
import { undoDecision } from "./undo-decision.ts";

/**
 * Takes back what the acting person has said about two findings: a merge is undone, what was parted may be one again.
 * Throws finding.not-found and finding.nothing-to-undo.
 */
export async function undoPair(deps: ProjectDeps, input: UndoPair): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [a, b] = await loadPair(tx, deps, input.numbers);
    const duplicate = [a, b].find(
      (each) => each.state === "duplicate" && [a.id, b.id].includes(each.duplicateOfId ?? ""),
    );
    if (duplicate !== undefined) {
      await undoDecision(deps, { organization: input.organization, project: input.project, number: duplicate.number });
      return;
    }
    const mine = { ...pairKey(deps, a.id, b.id), verdict: "apart", decidedById: actorUserId(deps) };
    if ((await tx.db.findingPair.count({ where: mine })) === 0) throw findingError("finding.nothing-to-undo");
    await forgetPair(tx, deps, [a.id, b.id]);
    await addEvents(tx, deps, [
      { findingId: a.id, kind: "apart", origin: "human", from: `F-${b.number}` },
      { findingId: b.id, kind: "apart", origin: "human", from: `F-${a.number}` },
    ]);
    await recordAudit(tx, deps, "finding.undo-part", {
      subjectId: a.id,
      projectId: deps.projectId,
      details: { numbers: [a.number, b.number] },
    });
    await announceFindings(tx, deps, a.id);
  });
}
