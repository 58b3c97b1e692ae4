import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import type { ReportRevision } from "../queries/revision-line.ts";
import type { FindingSnapshot } from "../other-snapshots.ts";

/** What stands at the head of every report: of whom, on which revision, by whom and when. */
export async function readFrame(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  newest: ReportRevision | null,
): Promise<Omit<FindingSnapshot, "format" | "sheet" | "limits">> {
  const project = await tx.db.project.findFirstOrThrow({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { name: true, slug: true, kind: true, organization: { select: { name: true } } },
  });
  const userId = actorUserId(deps);
  const user = userId === null ? null : await tx.db.user.findUnique({ where: { id: userId }, select: { name: true } });
  return {
    organization: project.organization.name,
    project: { name: project.name, slug: project.slug, kind: project.kind },
    number,
    generatedAt: tx.now.toISOString(),
    generatedBy: user?.name ?? "Redoubt",
    revision:
      newest === null
        ? null
        : {
            number: newest.number,
            name: shortName(newest),
            commit: newest.commit,
            nsloc: newest.nsloc,
            authoredAt: newest.authoredAt?.toISOString() ?? null,
          },
  };
}
