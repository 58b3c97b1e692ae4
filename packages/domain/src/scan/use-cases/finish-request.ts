import { notify, recordEvents } from "../../notification/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { isFinished } from "../lifecycle.ts";
import { REQUEST_SELECT, toScanRequest } from "../row.ts";
import type { ScanRequest } from "../schema.ts";

/** Ends the request when its last scan has ended, and tells the person who asked. */
export async function finishRequest(tx: Tx, deps: ProjectDeps, requestId: string): Promise<void> {
  // Two scans that end at once: the second waits here and then sees the first one's end.
  await tx.db.$queryRaw`SELECT 1 FROM "scan_request" WHERE "organization_id" = ${deps.organizationId}::uuid
    AND "id" = ${requestId}::uuid FOR UPDATE`;
  const row = await tx.db.scanRequest.findFirst({
    where: { organizationId: deps.organizationId, id: requestId },
    select: { ...REQUEST_SELECT, project: { select: { slug: true, organization: { select: { slug: true } } } } },
  });
  if (row === null || row.finishedAt !== null) return;
  const request = toScanRequest(row, new Map(), deps);
  if (!isFinished(request.state)) return;
  await tx.db.scanRequest.updateMany({
    where: { organizationId: deps.organizationId, id: requestId },
    data: { finishedAt: tx.now },
  });
  if (row.requestedById === null || request.state === "cancelled") return;
  const member = await tx.db.member.findFirst({
    where: { organizationId: deps.organizationId, userId: row.requestedById, removedAt: null },
    select: { id: true },
  });
  if (member === null) return;
  // The worker acts for the person who asked, and that person is the one to tell.
  const system = { ...deps, actor: { kind: "system", reason: "scan.finish" } as const };
  const title = `${request.kind === "import" ? "Import" : "Scan"} ${request.number} ${outcome(request)}`;
  const path = `/o/${row.project.organization.slug}/p/${row.project.slug}/scan/${request.number}`;
  const about = { projectId: deps.projectId, subjectId: requestId };
  if (request.state === "failed") {
    await recordEvents(tx, system, [{ ...about, kind: "scan.fail", concerned: [member.id], facts: { title, path } }]);
  } else {
    await notify(tx, system, { ...about, kind: "scan.finish", title, href: path, to: { memberIds: [member.id] } });
  }
}

function outcome({ state, stats }: ScanRequest): string {
  if (state === "failed") return "failed.";
  const counts = [
    [stats.in - stats.aside, "new"],
    [stats.aside, "set aside"],
    [stats.reopened, "back"],
    [stats.closed, "closed"],
    [stats.held, "held for a decision"],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const changes = words.length === 0 ? "nothing changed" : words.join(", ");
  return `${state === "partial" ? "ended in part" : "ended"}: ${changes}.`;
}
