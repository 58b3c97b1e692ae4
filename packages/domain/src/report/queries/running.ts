import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import type { Overview } from "../schema.ts";

const Progress = z.object({ phase: z.string().optional(), done: z.number().optional(), total: z.number().optional() });

/** Work that is waiting or running now: fetches, scans by request, PoC runs by revision. */
export async function readRunning(tx: Tx, deps: ProjectDeps): Promise<Overview["running"]> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const fetches = await tx.db.revision.findMany({
    where: { ...where, state: { in: ["queued", "fetching"] } },
    select: { number: true, ref: true, progress: true },
    orderBy: { number: "asc" },
    take: 20,
  });
  const requests = await tx.db.scanRequest.findMany({
    where: { ...where, scans: { some: { state: { in: ["queued", "preparing", "running", "publishing"] } } } },
    select: {
      number: true,
      revision: { select: { number: true, label: true, commit: true, treeHash: true } },
      scans: { select: { state: true } },
    },
    orderBy: { number: "asc" },
    take: 20,
  });
  const runs = await tx.db.pocRun.findMany({
    where: {
      organizationId: deps.organizationId,
      state: { in: ["queued", "running"] },
      poc: { projectId: deps.projectId },
    },
    select: { revision: { select: { number: true, label: true, commit: true, treeHash: true } } },
    take: 500,
  });
  const running: Overview["running"] = fetches.map((fetch) => {
    const progress = Progress.safeParse(fetch.progress).data ?? {};
    return {
      kind: "fetch" as const,
      label: `Fetching ${fetch.ref}: ${progress.phase ?? "waiting"}`,
      done: Math.round(progress.done ?? 0),
      total: Math.round(progress.total ?? 0),
      href: `source/${fetch.number}`,
    };
  });
  for (const request of requests) {
    const ended = request.scans.filter((scan) => ["succeeded", "partial", "failed", "cancelled"].includes(scan.state));
    running.push({
      kind: "scan",
      label: `Scan ${request.number}${request.revision === null ? "" : ` of ${shortName(request.revision)}`}`,
      done: ended.length,
      total: request.scans.length,
      href: `scan/${request.number}`,
    });
  }
  const byRevision = new Map<string, number>();
  for (const run of runs) byRevision.set(shortName(run.revision), (byRevision.get(shortName(run.revision)) ?? 0) + 1);
  for (const [name, count] of byRevision) {
    running.push({
      kind: "poc",
      label: `PoCs on ${name}: ${count} waiting or running`,
      done: 0,
      total: count,
      href: "verification",
    });
  }
  return running;
}
