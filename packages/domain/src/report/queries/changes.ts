import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { Change } from "../schema.ts";

interface MovedFinding {
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly state: string;
  readonly severityRank: number;
}

/** What moved since a moment: findings that are now in a state which they were not in then, worst first. */
export async function readMoved(tx: Tx, deps: ProjectDeps, since: Date): Promise<MovedFinding[]> {
  return tx.db.$queryRaw<MovedFinding[]>`
    SELECT f."number", f."title", f."severity", f."state", f."severity_rank" AS "severityRank"
    FROM "finding" f
    LEFT JOIN LATERAL (
      SELECT x."to" FROM "finding_event" x
      WHERE x."organization_id" = f."organization_id" AND x."finding_id" = f."id" AND x."to" IS NOT NULL
        AND x."kind" IN ('transition', 'undo', 'created') AND x."at" <= ${since}
      ORDER BY x."at" DESC, x."id" DESC LIMIT 1
    ) e ON true
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
      AND NOT f."dependency" AND NOT f."restricted" AND e."to" IS DISTINCT FROM f."state"
    ORDER BY f."severity_rank", f."number" LIMIT 2000`;
}

/** Sentences about what moved, worst news first: returned, then new by severity, then fixed, then set aside. */
export function describeChanges(moved: readonly MovedFinding[]): Change[] {
  const changes: Change[] = [];
  for (const finding of moved.filter((item) => item.state === "regressed")) {
    changes.push({
      direction: "worse",
      text: `A fixed finding came back: F-${finding.number} ${finding.title} (${finding.severity}).`,
      finding: finding.number,
    });
  }
  const fresh = moved.filter((item) => ["new", "confirmed", "in-progress", "fix-claimed"].includes(item.state));
  const severe = fresh.filter((item) => item.severityRank <= 1);
  for (const finding of severe.slice(0, 5)) {
    changes.push({
      direction: "worse",
      text: `Open since then: F-${finding.number} ${finding.title} (${finding.severity}).`,
      finding: finding.number,
    });
  }
  const others = fresh.length - Math.min(severe.length, 5);
  if (others > 0)
    changes.push({ direction: "neutral", text: `${plural(others, "other finding")} opened.`, finding: null });
  const fixed = moved.filter((item) => item.state === "resolved");
  const worstFixed = fixed[0];
  if (worstFixed !== undefined) {
    changes.push({
      direction: "better",
      text: `${plural(fixed.length, "finding")} resolved on evidence, the most severe F-${worstFixed.number} ${worstFixed.title}.`,
      finding: worstFixed.number,
    });
  }
  const aside = moved.filter((item) => item.state === "acknowledged" || item.state === "dismissed");
  if (aside.length > 0) {
    changes.push({
      direction: "neutral",
      text: `${plural(aside.length, "finding")} dismissed or acknowledged by decision.`,
      finding: null,
    });
  }
  return changes;
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
