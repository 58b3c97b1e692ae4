import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { ReportSelector, ReportShare } from "../stored.ts";
import { namesRestricted, readReport } from "./read-report.ts";

/** The links of a report, the newest first, with how often each was opened. Throws report.not-found. */
export async function listShares(deps: ProjectDeps, input: ReportSelector): Promise<ReportShare[]> {
  return deps.withOrganization(async (tx) => {
    const { row, snapshot } = await readReport(tx, deps, input.report, { id: true });
    const halted = await namesRestricted(tx, deps, snapshot);
    const shares = await tx.db.reportShare.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, reportId: row.id },
      select: {
        ...{ id: true, recipient: true, createdById: true, createdAt: true, expiresAt: true, revokedAt: true },
        ...{ openings: true, lastOpenedAt: true },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 100,
    });
    const ids = [...new Set(shares.map(({ createdById }) => createdById).filter((id) => id !== null))];
    const users = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const names = new Map(users.map((user) => [user.id, user.name]));
    return shares.map(({ id, createdById, ...share }) => {
      const ended = share.revokedAt !== null ? "revoked" : share.expiresAt <= tx.now ? "expired" : null;
      return {
        ...share,
        id: toTypedId("reportShare", id),
        createdBy: createdById === null ? "Redoubt" : (names.get(createdById) ?? "former member"),
        state: ended ?? (halted ? "halted" : "live"),
      };
    });
  });
}
