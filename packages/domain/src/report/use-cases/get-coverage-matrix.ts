import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type CoverageFacts, judgeCoverage } from "../coverage.ts";
import { reportError } from "../errors.ts";
import { PlantedWeakness } from "../planted.ts";
import type { CoverageMatrix } from "../schema.ts";

const Planted = z.array(PlantedWeakness);
const NAMES = { label: true, ref: true } as const;
/** The demo has some hundreds; a limit all the same. */
const MOST = 20_000;

/**
 * Who found what: planted weaknesses of the demo × ways of looking, from stored runs only. Restricted findings are
 * left out. Throws report.not-a-demo for other projects.
 */
export async function getCoverageMatrix(deps: ProjectDeps): Promise<CoverageMatrix> {
  return deps.withOrganization(async (tx) => {
    const project = await tx.db.project.findFirst({
      where: { organizationId: deps.organizationId, id: deps.projectId, demo: true },
      select: { planted: true },
    });
    const planted = Planted.safeParse(project?.planted);
    if (!planted.success) throw reportError("report.not-a-demo");
    return judgeCoverage({ weaknesses: planted.data, ...(await readFacts(tx, deps)) });
  });
}

async function readFacts(tx: Tx, deps: ProjectDeps): Promise<Omit<CoverageFacts, "weaknesses">> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const occurrences = await tx.db.occurrence.findMany({
    where: { ...where, finding: { restricted: false }, scanId: { not: null } },
    select: {
      scanner: true,
      path: true,
      callable: true,
      finding: { select: { number: true, cwe: true } },
      revision: { select: NAMES },
    },
    take: MOST,
  });
  const scans = await tx.db.scan.findMany({
    where: { ...where, state: { in: ["succeeded", "partial"] }, revisionId: { not: null } },
    select: { scanner: true, revision: { select: NAMES } },
    take: MOST,
  });
  const pocs = await tx.db.poc.findMany({
    where: { ...where, OR: [{ findingId: null }, { finding: { restricted: false } }] },
    select: {
      fileName: true,
      finding: { select: { number: true } },
      runs: { where: { state: "finished" }, select: { verdict: true, revision: { select: NAMES } } },
    },
  });
  const recorded = await tx.db.finding.findMany({
    where: { ...where, origin: "manual", restricted: false },
    select: { number: true, title: true },
  });
  return {
    sightings: occurrences.map(({ finding, revision, ...row }) => ({
      ...row,
      finding: finding.number,
      cwe: finding.cwe,
      revision: namesOf(revision),
    })),
    scans: scans.map(({ scanner, revision }) => ({ scanner, revision: namesOf(revision) })),
    pocs: pocs.map((poc) => ({
      fileName: poc.fileName,
      finding: poc.finding?.number ?? null,
      runs: poc.runs.map((run) => ({ verdict: run.verdict, revision: namesOf(run.revision) })),
    })),
    recorded,
  };
}

/** The names that a revision goes by: its tag and the branch it was fetched from. */
function namesOf(revision: { readonly label: string | null; readonly ref: string } | null): string[] {
  return revision === null ? [] : [revision.label, revision.ref].filter((name) => name !== null);
}
