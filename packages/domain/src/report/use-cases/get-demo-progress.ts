import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { isSighting, PlantedWeakness, type Sighting } from "../planted.ts";

/** How far the demo's story is. */
export interface DemoProgress {
  readonly sourceId: string | null;
  /** Requested revisions by label or ref, with whether everything asked of them has ended. */
  readonly revisions: readonly {
    readonly number: number;
    readonly names: readonly string[];
    readonly treeKey: string | null;
    readonly settled: boolean;
    /** Its content has arrived, and nobody has asked for a scan. */
    readonly unscanned: boolean;
    /** Scans whose closings wait for a person, with the number of their request. */
    readonly holds: readonly { readonly number: number; readonly scan: string }[];
  }[];
  readonly weaknesses: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly severity: PlantedWeakness["severity"];
    readonly cwe: readonly string[];
    readonly scwe: readonly string[];
    readonly advice: string | null;
    readonly file: string;
    readonly function: string;
    readonly blind: boolean;
    readonly poc: string | null;
    readonly pocNumber: number | null;
    /** Findings that are this weakness, in number order. */
    readonly findings: readonly DemoFinding[];
  }[];
  readonly findings: readonly DemoFinding[];
  readonly reports: number;
}

export interface DemoFinding {
  readonly number: number;
  readonly rowVersion: number;
  readonly title: string;
  /** manual for those that a person recorded. */
  readonly origin: string;
  readonly state: string;
  readonly detector: string | null;
  readonly path: string | null;
  readonly callable: string | null;
  readonly severity: string;
  readonly assigned: boolean;
  readonly decided: boolean;
}

/** Takes the story's lock and reads where it stands; null for a project that is no demo. */
export async function getDemoProgress(tx: Tx, deps: ProjectDeps): Promise<DemoProgress | null> {
  // One step at a time, whoever finished last.
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`demo ${deps.projectId}`}, 0))`;
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const project = await tx.db.project.findFirst({
    where: { organizationId: deps.organizationId, id: deps.projectId, demo: true },
    select: { planted: true },
  });
  const planted = z.array(PlantedWeakness).safeParse(project?.planted);
  if (!planted.success) return null;
  const source = await tx.db.source.findFirst({ where, select: { id: true }, orderBy: { createdAt: "asc" } });
  const revisions = await tx.db.revision.findMany({
    where,
    select: {
      number: true,
      label: true,
      ref: true,
      state: true,
      treeKey: true,
      scans: {
        select: { id: true, state: true, hold: { select: { decision: true } }, request: { select: { number: true } } },
      },
      pocRuns: { select: { state: true } },
    },
    orderBy: { number: "asc" },
  });
  const findings = await readFindings(tx, deps);
  const pocs = await tx.db.poc.findMany({ where, select: { number: true, fileName: true } });
  return {
    sourceId: source?.id ?? null,
    revisions: revisions.map((revision) => ({
      number: revision.number,
      names: [revision.label, revision.ref].filter((name) => name !== null),
      treeKey: revision.treeKey,
      settled: isSettled(revision),
      unscanned: revision.state === "ready" && revision.scans.length === 0,
      holds: revision.scans
        .filter((scan) => scan.hold !== null && scan.hold.decision === null)
        .map((scan) => ({ number: scan.request.number, scan: scan.id })),
    })),
    weaknesses: planted.data.map((weakness) => ({
      id: weakness.id,
      title: weakness.title,
      description: weakness.description,
      severity: weakness.severity,
      cwe: weakness.cwe,
      scwe: weakness.scwe,
      advice: weakness.advice ?? null,
      file: weakness.file,
      function: weakness.function,
      blind: weakness.blind,
      poc: weakness.poc ?? null,
      pocNumber: pocs.find((poc) => weakness.poc?.endsWith(`/${poc.fileName}`) === true)?.number ?? null,
      findings: findings
        .filter(({ finding, sightings }) =>
          finding.origin === "manual"
            ? finding.title === weakness.title
            : sightings.some((sighting) => isSighting(weakness, sighting)),
        )
        .map(({ finding }) => finding),
    })),
    findings: findings.map(({ finding }) => finding),
    reports: await tx.db.report.count({ where }),
  };
}

function isSettled(revision: {
  readonly state: string;
  readonly scans: readonly { readonly state: string }[];
  readonly pocRuns: readonly { readonly state: string }[];
}): boolean {
  if (revision.state === "failed" || revision.state === "cancelled") return true;
  if (revision.state !== "ready" || revision.scans.length === 0) return false;
  const ended = ["succeeded", "partial", "failed", "cancelled", "finished"];
  return [...revision.scans, ...revision.pocRuns].every((work) => ended.includes(work.state));
}

async function readFindings(
  tx: Tx,
  deps: ProjectDeps,
): Promise<{ readonly finding: DemoFinding; readonly sightings: readonly Sighting[] }[]> {
  const rows = await tx.db.finding.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, dependency: false },
    select: {
      number: true,
      rowVersion: true,
      title: true,
      origin: true,
      state: true,
      detector: true,
      path: true,
      callable: true,
      severity: true,
      cwe: true,
      assigneeId: true,
      occurrences: { select: { scanner: true, path: true, callable: true } },
      // What a person said or moved; that it was recorded by hand is no decision.
      events: {
        where: { origin: "human", OR: [{ kind: "comment" }, { kind: "transition", from: { not: null } }] },
        select: { id: true },
        take: 1,
      },
    },
    orderBy: { number: "asc" },
  });
  return rows.map(({ occurrences, events, cwe, assigneeId, ...row }) => ({
    finding: { ...row, assigned: assigneeId !== null, decided: events.length > 0 },
    sightings: occurrences.map((seen) => ({ ...seen, finding: row.number, cwe })),
  }));
}
