import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { PublicationPlan } from "../publication-plan.ts";
import { eachChunk } from "./each-chunk.ts";

const ROWS_PER_STATEMENT = 1000;

/** What a tool says of findings that it reports too: its words, and its name among theirs. */
export async function writeAttributions(
  tx: Tx,
  deps: ProjectDeps,
  plan: PublicationPlan,
  scanner: string,
): Promise<void> {
  const rows = plan.attributions.map(({ findingId, result, match }) => ({
    finding: findingId,
    detector: result.detector,
    title: result.title,
    description: result.description,
    severity: result.severity,
    confidence: result.confidence,
    ...result.classes,
    tags: result.tags,
    match,
  }));
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.db.$executeRaw`
      WITH said AS (
        INSERT INTO "finding_attribution" ("organization_id", "finding_id", "scanner", "detector", "title", "description",
          "severity", "confidence", "cwe", "swc", "scwe", "tags", "match", "at")
        SELECT ${deps.organizationId}::uuid, u.finding, ${scanner}, u.detector, u.title, u.description, u.severity,
          u.confidence, u.cwe, u.swc, u.scwe, u.tags, u.match, ${tx.now}::timestamptz
        FROM json_to_recordset(${json}::json) AS u(finding uuid, detector text, title text, description text,
          severity text, confidence text, cwe text[], swc text[], scwe text[], tags text[], match jsonb)
        ON CONFLICT DO NOTHING RETURNING "finding_id"
      )
      UPDATE "finding" f SET "also_by" = array_append(f."also_by", ${scanner}) FROM said
      WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."id" = said."finding_id"
        AND NOT ${scanner} = ANY(f."also_by")`;
  });
}

/** Notes pairs that may be one finding; what was suggested or decided before stays as it is. */
export async function suggestPairs(tx: Tx, deps: ProjectDeps, pairs: PublicationPlan["pairs"]): Promise<void> {
  const rows = pairs.map(({ findingId, otherId, match }) => ({
    low: findingId < otherId ? findingId : otherId,
    high: findingId < otherId ? otherId : findingId,
    match,
  }));
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "finding_pair" ("organization_id", "low_id", "high_id", "project_id", "verdict", "match", "at")
      SELECT ${deps.organizationId}::uuid, u.low, u.high, ${deps.projectId}::uuid, 'suggested', u.match, ${tx.now}::timestamptz
      FROM json_to_recordset(${json}::json) AS u(low uuid, high uuid, match jsonb)
      ON CONFLICT DO NOTHING`;
  });
}
