import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { SnoozeFindings } from "../access.ts";
import { findingError } from "../errors.ts";
import { visibleFindings } from "./find-finding.ts";

const YEAR_MS = 366 * 86_400_000;

/**
 * Puts findings off for the acting member alone, until a moment within a year; without one they are awake again. All
 * or none. Throws finding.not-found and finding.needs-more.
 */
export async function snoozeFindings(deps: ProjectDeps, input: SnoozeFindings): Promise<{ changed: number }> {
  return deps.withOrganization(async (tx) => {
    const { actor, organizationId } = deps;
    if (actor.kind !== "user") throw findingError("finding.member-not-found");
    const { until } = input;
    const ahead = until === null ? 0 : until.getTime() - tx.now.getTime();
    if (until !== null && (ahead <= 0 || ahead > YEAR_MS)) throw findingError("finding.needs-more");
    const numbers = [...new Set(input.numbers)];
    const rows = await tx.db.finding.findMany({
      where: { ...visibleFindings(deps), number: { in: numbers } },
      select: { id: true },
    });
    if (rows.length < numbers.length) throw findingError("finding.not-found");
    const ids = rows.map((row) => row.id);
    const own = { organizationId, memberId: actor.memberId };
    await tx.db.snooze.deleteMany({ where: { ...own, findingId: { in: ids } } });
    if (until !== null) {
      await tx.db.snooze.createMany({ data: ids.map((findingId) => ({ ...own, findingId, until })) });
    }
    await recordAudit(tx, deps, until === null ? "finding.wake" : "finding.snooze", {
      projectId: deps.projectId,
      details: { numbers, until: until?.toISOString() ?? null },
    });
    // Only the member's own pages look different; theirs are told as others are, because ids alone travel.
    await tx.announce({ organizationId, projectId: deps.projectId, topic: "finding", subjectId: actor.memberId });
    return { changed: ids.length };
  });
}
