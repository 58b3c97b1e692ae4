import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { lineageOf } from "../../scan/index.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { findingError } from "../errors.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary, RecordFinding } from "../schema.ts";
import { severityRank } from "../severity.ts";
import { dueAt } from "../sla.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { announceFindings } from "./announce-findings.ts";
import { addEvents } from "./change-finding.ts";
import { slaOf } from "./read-sla.ts";
import { lockFindings } from "./lock-findings.ts";
import { tellAssigned, tellRecorded } from "./tell-news.ts";

/** Occurrences of findings that a person recorded carry this in place of a scanner and a check. */
const BY_HAND = "manual";

/**
 * Records a finding by hand, at a place of a revision when one is named. Throws source.revision-not-found and
 * finding.member-not-found.
 */
export async function recordFinding(deps: ProjectDeps, input: RecordFinding): Promise<FindingSummary> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const own = { organizationId: deps.organizationId, projectId: deps.projectId };
    if (input.assignee !== undefined) await memberExists(tx, deps, input.assignee);
    const id = newId();
    const number = await nextNumber(tx, deps, "finding");
    await tx.db.finding.createMany({
      data: [
        {
          ...own,
          id,
          number,
          title: clean(input.title),
          description: clean(input.description),
          advice: input.advice === undefined ? null : clean(input.advice),
          severity: input.severity,
          severityRank: severityRank(input.severity),
          confidence: input.confidence,
          cwe: input.classes?.cwe ?? [],
          swc: input.classes?.swc ?? [],
          scwe: input.classes?.scwe ?? [],
          origin: "manual",
          path: input.path ?? null,
          startLine: input.startLine ?? null,
          assigneeId: input.assignee ?? null,
          recordedById: actorUserId(deps),
          clockSince: tx.now,
          dueAt: dueAt({ spentMs: 0, since: tx.now }, input.severity, await slaOf(tx, deps)),
          ...{ firstSeenAt: tx.now, lastSeenAt: tx.now, createdAt: tx.now, updatedAt: tx.now },
        },
      ],
    });
    if (input.revision !== undefined) await insertPlace(tx, deps, id, input, input.revision);
    await addEvents(tx, deps, [{ findingId: id, kind: "transition", origin: "human", from: null, to: "new" }]);
    await recordAudit(tx, deps, "finding.record", {
      subjectId: id,
      projectId: deps.projectId,
      after: { title: input.title, severity: input.severity },
      details: { number, severity: input.severity },
    });
    await announceFindings(tx, deps, id);
    await tellRecorded(tx, deps, id);
    if (input.assignee !== undefined) await tellAssigned(tx, deps, [id], input.assignee);
    return toSummary(await findingRow(tx, deps, number));
  });
}

async function insertPlace(
  tx: Tx,
  deps: ProjectDeps,
  findingId: string,
  input: RecordFinding,
  number: number,
): Promise<void> {
  const revision = await findRevision(tx, deps, number, { id: true, ref: true, sourceId: true });
  const { ref, sourceId } = revision;
  await tx.db.occurrence.createMany({
    data: [
      {
        ...{ organizationId: deps.organizationId, projectId: deps.projectId, id: newId(), findingId },
        revisionId: revision.id,
        lineage: lineageOf({ projectId: deps.projectId, sourceId, ref, scanner: BY_HAND, category: "" }),
        ref,
        path: input.path ?? null,
        startLine: input.startLine ?? null,
        endLine: input.endLine ?? input.startLine ?? null,
        detector: BY_HAND,
        scanner: BY_HAND,
        match: { step: "recorded" },
        firstSeenAt: tx.now,
      },
    ],
  });
}

async function memberExists(tx: Tx, deps: ProjectDeps, memberId: string): Promise<void> {
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (found === 0) throw findingError("finding.member-not-found");
}

function clean(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}
