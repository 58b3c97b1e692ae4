import { recordAudit } from "../../audit/server.ts";
import { ScanStats } from "../../scan/index.ts";
import { findScanRequest } from "../../scan/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { transition } from "../lifecycle.ts";
import type { DecideHold } from "../schema.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { type DecidableFinding, loadById } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";

/**
 * Confirms held closings of a scan, or keeps those findings open against them. What was decided, seen or moved
 * meanwhile stays as it is. Throws scan.not-found, finding.scan-not-found and
 * finding.no-hold.
 */
export async function decideHold(deps: ProjectDeps, input: DecideHold): Promise<{ changed: number }> {
  return deps.withOrganization(
    async (tx) => {
      await lockFindings(tx, deps);
      const request = await findScanRequest(tx, deps, input.number, {
        id: true,
        scans: {
          where: { id: input.scan },
          select: { id: true, stats: true, lineage: true, hold: { select: { findingIds: true, decision: true } } },
        },
      });
      const [scan] = request.scans;
      if (scan === undefined) throw findingError("finding.scan-not-found");
      if (scan.hold === null || scan.hold.decision !== null) throw findingError("finding.no-hold");
      const confirm = input.decision === "confirm";
      let changed = 0;
      for (const id of await stillUnseen(tx, deps, scan.lineage, scan.hold.findingIds)) {
        const finding = await loadById(tx, deps, id);
        if (finding !== null && (await (confirm ? close : keepOpen)(tx, deps, finding, request.id))) changed += 1;
      }
      await tx.db.scanHold.updateMany({
        where: { organizationId: deps.organizationId, scanId: scan.id, decision: null },
        data: {
          decision: confirm ? "confirmed" : "kept-open",
          decidedById: actorUserId(deps),
          decidedAt: tx.now,
        },
      });
      const stats = ScanStats.parse(scan.stats);
      await tx.db.scan.updateMany({
        where: { organizationId: deps.organizationId, id: scan.id },
        data: { stats: { ...stats, held: 0, closed: stats.closed + (confirm ? changed : 0) } },
      });
      await recordAudit(tx, deps, "finding.decide-hold", {
        subjectId: scan.id,
        projectId: deps.projectId,
        details: { scan: input.number, decision: input.decision, changed },
      });
      await tx.announce({
        organizationId: deps.organizationId,
        projectId: deps.projectId,
        topic: "scan",
        subjectId: request.id,
      });
      await announceFindings(tx, deps, scan.id);
      return { changed };
    },
    { timeoutMs: 120_000 },
  );
}

/** Those that no run of the lineage has seen since. */
async function stillUnseen(tx: Tx, deps: ProjectDeps, lineage: string, ids: readonly string[]): Promise<string[]> {
  const seen = await tx.db.occurrence.findMany({
    where: { organizationId: deps.organizationId, lineage, present: true, findingId: { in: [...ids] } },
    select: { findingId: true },
  });
  const present = new Set(seen.map((row) => row.findingId));
  return ids.filter((id) => !present.has(id));
}

async function close(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, requestId: string): Promise<boolean> {
  const answer = transition(finding.facts, "resolve", { by: "import", evidence: true }, tx.now);
  if (!answer.ok) return false;
  await changeFinding(tx, deps, finding, { state: answer.to });
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "transition",
      origin: "import",
      from: answer.from,
      to: answer.to,
      details: { requestId, why: "a held closing, confirmed by a person", confirmedBy: actorUserId(deps) },
    },
  ]);
  return true;
}

/** Remembered as reopened against a run's silence, so that the next run does not hold it again. */
async function keepOpen(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, requestId: string): Promise<boolean> {
  await changeFinding(tx, deps, finding, { stateBefore: "resolved" });
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "comment",
      origin: "human",
      comment: "Kept open: the scan that no longer reported it was not believed.",
      details: { requestId },
    },
  ]);
  return true;
}
