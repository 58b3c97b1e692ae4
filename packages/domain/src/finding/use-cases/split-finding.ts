import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { Confidence, type NormalizedFinding, Severity } from "../normalized.ts";
import type { SplitFinding } from "../pairs.ts";
import { emptyPlan, type PublicationPlan } from "../publication-plan.ts";
import { NO_DECISION } from "../standing.ts";
import { writePublication } from "../sql/write-publication.ts";
import { ANY_SCANNER } from "../weakness.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";
import { loadForDecision } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { rememberPair } from "./remember-pair.ts";

/**
 * Makes a finding of its own of what a scanner reports that a run had merged into another: its places and fingerprints
 * go with it, and no run merges the two again. Who may see the one may see the other. Throws finding.not-found and
 * finding.no-attribution.
 */
export async function splitFinding(deps: ProjectDeps, input: SplitFinding): Promise<{ number: number }> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const [finding] = await loadForDecision(tx, deps, [{ number: input.number }]);
    if (finding === undefined) throw findingError("finding.not-found");
    const { origin, branchOnly } = await findFinding(tx, deps, input.number, { origin: true, branchOnly: true });
    const result = await attributed(tx, deps, finding.id, input.scanner);
    const id = newId();
    const number = await nextNumber(tx, deps, "finding");
    await writePublication(tx, deps, planOf(id, result), {
      ...{ scanId: id, revisionId: null, ref: "", lineage: "", scanner: input.scanner, scan: 0, revision: null },
      ...{ origin: origin === "import" ? "import" : "scanner", branchOnly, firstNumber: number },
    });
    await moveEvidence(tx, deps, finding.id, id, input.scanner);
    if (finding.restricted) await restrictLike(tx, deps, finding.id, id);
    await changeFinding(tx, deps, finding, {});
    await rememberPair(tx, deps, [finding.id, id], "apart");
    await addEvents(tx, deps, [
      { findingId: finding.id, kind: "split", origin: "human", to: `F-${number}`, details: { of: input.scanner } },
      {
        findingId: id,
        kind: "transition",
        origin: "human",
        to: "new",
        details: { why: `split from F-${input.number}` },
      },
    ]);
    await recordAudit(tx, deps, "finding.split", {
      subjectId: finding.id,
      projectId: deps.projectId,
      details: { number: input.number, scanner: input.scanner, into: number },
    });
    return { number };
  });
}

/** What a scanner said when it was merged, at its newest place. */
async function attributed(tx: Tx, deps: ProjectDeps, findingId: string, scanner: string): Promise<NormalizedFinding> {
  const key = { organizationId: deps.organizationId, findingId };
  const said = await tx.db.findingAttribution.findFirst({ where: { ...key, scanner }, select: SAID_SELECT });
  if (said === null) throw findingError("finding.no-attribution");
  const place = await tx.db.occurrence.findFirst({
    where: { ...key, scanner, latest: true },
    select: { path: true, startLine: true, container: true, callable: true, finding: { select: { dependency: true } } },
    orderBy: [{ present: "desc" }, { firstSeenAt: "desc" }],
  });
  const { cwe, swc, scwe, severity, confidence, ...words } = said;
  return {
    ...words,
    scanner,
    severity: Severity.parse(severity),
    confidence: Confidence.parse(confidence),
    classes: { cwe, swc, scwe },
    advisories: said.finding.advisories,
    ...(said.finding.package === null ? {} : { package: said.finding.package }),
    dependency: place?.finding.dependency ?? false,
    fingerprints: [],
    ...(place?.path == null ? {} : { path: place.path }),
    ...(place?.startLine == null ? {} : { startLine: place.startLine }),
    ...(place?.container == null ? {} : { container: place.container }),
    ...(place?.callable == null ? {} : { callable: place.callable }),
  };
}

const SAID_SELECT = {
  detector: true,
  title: true,
  description: true,
  severity: true,
  confidence: true,
  cwe: true,
  swc: true,
  scwe: true,
  tags: true,
  finding: { select: { advisories: true, package: true } },
} as const;

/** A publication of nothing but one new finding. */
function planOf(id: string, result: NormalizedFinding): PublicationPlan {
  const born = { id, result, state: "new", stateBefore: null, reason: null, ...NO_DECISION } as const;
  return { ...emptyPlan(), findings: [born] };
}

/** Places and fingerprints of the scanner leave with it; what all tools share stays and is copied. */
async function moveEvidence(tx: Tx, deps: ProjectDeps, from: string, to: string, scanner: string): Promise<void> {
  const mine = { organizationId: deps.organizationId, findingId: from, scanner };
  await tx.db.occurrence.updateMany({ where: mine, data: { findingId: to } });
  await tx.db.fingerprint.updateMany({ where: mine, data: { findingId: to } });
  await tx.db.$executeRaw`
    INSERT INTO "fingerprint" ("organization_id", "project_id", "finding_id", "scanner", "algorithm", "version", "value")
    SELECT p."organization_id", p."project_id", ${to}::uuid, p."scanner", p."algorithm", p."version", p."value"
    FROM "fingerprint" p WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."finding_id" = ${from}::uuid
      AND p."scanner" = ${ANY_SCANNER} ON CONFLICT DO NOTHING`;
  await tx.db.findingAttribution.deleteMany({ where: mine });
  await tx.db.$executeRaw`
    UPDATE "finding" SET "also_by" = array_remove("also_by", ${scanner})
    WHERE "organization_id" = ${deps.organizationId}::uuid AND "id" = ${from}::uuid`;
}

async function restrictLike(tx: Tx, deps: ProjectDeps, from: string, to: string): Promise<void> {
  const { organizationId } = deps;
  await tx.db.finding.updateMany({ where: { organizationId, id: to }, data: { restricted: true } });
  await tx.db.$executeRaw`
    INSERT INTO "finding_grant" ("organization_id", "finding_id", "member_id", "granted_by_id", "granted_at")
    SELECT g."organization_id", ${to}::uuid, g."member_id", g."granted_by_id", ${tx.now}::timestamptz
    FROM "finding_grant" g WHERE g."organization_id" = ${organizationId}::uuid AND g."finding_id" = ${from}::uuid`;
}
