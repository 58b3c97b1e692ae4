import { recordAudit } from "../../audit/server.ts";
import { listOrganizationIds } from "../../organization/server.ts";
import { createSystemDeps, type Database, type Deps, forProject } from "../../shared/server.ts";
import { transition } from "../lifecycle.ts";
import { NO_DECISION } from "../standing.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { loadById, storedFields } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { tellExpired } from "./tell-news.ts";

/** Findings of one organization per call; what is left comes with the next minute. */
const BATCH = 500;

/** Reopens, in every organization, what was acknowledged until a date that has passed; the answer is how many. */
export async function expireAcknowledgements(database: Database): Promise<number> {
  const ids = await listOrganizationIds(database, "finding.expire-acknowledgements");
  let expired = 0;
  for (const id of ids) expired += await expireIn(createSystemDeps(database, id, "finding.expire-acknowledgements"));
  return expired;
}

async function expireIn(deps: Deps): Promise<number> {
  const due = await deps.withOrganization((tx) =>
    tx.db.finding.findMany({
      where: {
        organizationId: deps.organizationId,
        state: "acknowledged",
        acknowledgedUntil: { lte: tx.now },
        // Those of a policy end with it, and return to where they were.
        policyId: null,
      },
      select: { id: true, projectId: true },
      orderBy: { acknowledgedUntil: "asc" },
      take: BATCH,
    }),
  );
  let expired = 0;
  for (const { id, projectId } of due) if (await expireOne(deps, projectId, id)) expired += 1;
  return expired;
}

async function expireOne(organization: Deps, projectId: string, findingId: string): Promise<boolean> {
  const deps = forProject(organization, projectId);
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const finding = await loadById(tx, deps, findingId);
    if (finding === null || finding.policyId !== null) return false;
    const answer = transition(finding.facts, "expire", { by: "system" }, tx.now);
    if (!answer.ok) return false;
    await changeFinding(tx, deps, finding, { state: answer.to, decisionReason: null, ...NO_DECISION });
    await addEvents(tx, deps, [
      {
        findingId,
        kind: "transition",
        origin: "system",
        from: answer.from,
        to: answer.to,
        reason: "its date has passed",
      },
    ]);
    await recordAudit(tx, deps, "finding.expire", {
      subjectId: findingId,
      projectId,
      before: storedFields(finding),
      after: { state: answer.to },
      details: { number: finding.number },
    });
    await tellExpired(tx, deps, findingId);
    return true;
  });
}
