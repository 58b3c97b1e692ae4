import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Match, matchSentence } from "../match.ts";
import { Severity } from "../normalized.ts";
import type { FindingDetail } from "../schema.ts";
import { FindingState } from "../states.ts";
import { readable } from "./own-view.ts";

const Said = z.array(
  z.object({
    scanner: z.string(),
    detector: z.string(),
    title: z.string(),
    severity: Severity,
    match: Match,
    at: z.coerce.date(),
  }),
);
const Alike = z.array(z.object({ number: z.int(), title: z.string(), state: FindingState, match: Match }));

/** What other scanners say of a finding, and the findings that it may be as well and that the reader may see. */
export async function readIdentity(
  tx: Tx,
  deps: ProjectDeps,
  findingId: string,
): Promise<Pick<FindingDetail, "attributions" | "suggestions">> {
  const [row] = await tx.db.$queryRaw<{ said: unknown; alike: unknown }[]>`
    SELECT
      (SELECT coalesce(json_agg(a ORDER BY a."scanner"), '[]') FROM (
        SELECT t."scanner", t."detector", t."title", t."severity", t."match", t."at" FROM "finding_attribution" t
        WHERE t."organization_id" = ${deps.organizationId}::uuid AND t."finding_id" = ${findingId}::uuid) a) AS "said",
      (SELECT coalesce(json_agg(l ORDER BY l."number"), '[]') FROM (
        SELECT f."number", f."title", f."state", p."match" FROM (
          SELECT q."high_id" AS "other", q."match" FROM "finding_pair" q WHERE q."organization_id" = ${deps.organizationId}::uuid
            AND q."low_id" = ${findingId}::uuid AND q."verdict" = 'suggested'
          UNION ALL SELECT q."low_id", q."match" FROM "finding_pair" q WHERE q."organization_id" = ${deps.organizationId}::uuid
            AND q."high_id" = ${findingId}::uuid AND q."verdict" = 'suggested') p
        JOIN "finding" f ON f."organization_id" = ${deps.organizationId}::uuid AND f."id" = p."other"
        WHERE f."state" <> 'duplicate' AND ${readable(deps)} LIMIT 50) l) AS "alike"`;
  return {
    attributions: Said.parse(row?.said ?? []).map(({ match, ...rest }) => ({ ...rest, why: matchSentence(match) })),
    suggestions: Alike.parse(row?.alike ?? []).map(({ match, ...rest }) => ({ ...rest, why: matchSentence(match) })),
  };
}
