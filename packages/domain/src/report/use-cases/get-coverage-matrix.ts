import { z } from "zod";
import { SCANNERS } from "../../scan/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { isSighting, PlantedWeakness, type Sighting } from "../planted.ts";
import type { CoverageCell, CoverageMatrix } from "../schema.ts";

/**
 * Who found what: planted weaknesses of the demo × ways of looking, from stored runs only; what was not run or not
 * imported says so. Throws report.not-a-demo for other projects.
 */
export async function getCoverageMatrix(deps: ProjectDeps): Promise<CoverageMatrix> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, projectId: deps.projectId };
    const project = await tx.db.project.findFirst({
      where: { organizationId: deps.organizationId, id: deps.projectId },
      select: { planted: true },
    });
    const planted = z.array(PlantedWeakness).safeParse(project?.planted);
    if (!planted.success) throw reportError("report.not-a-demo");
    const occurrences = await tx.db.occurrence.findMany({
      where: { ...where, finding: { restricted: false } },
      select: { scanner: true, path: true, callable: true, finding: { select: { number: true, cwe: true } } },
      take: 20_000,
    });
    const sightings: Sighting[] = occurrences.map((row) => ({
      finding: row.finding.number,
      scanner: row.scanner,
      path: row.path,
      callable: row.callable,
      cwe: row.finding.cwe,
    }));
    const ran = await tx.db.scan.findMany({
      where: { ...where, state: { in: ["succeeded", "partial"] } },
      select: { scanner: true },
      distinct: ["scanner"],
    });
    const finished = new Set(ran.map((scan) => scan.scanner));
    const runs = await tx.db.pocRun.findMany({
      where: { organizationId: deps.organizationId, state: "finished", poc: { projectId: deps.projectId } },
      select: { verdict: true, poc: { select: { fileName: true, finding: { select: { number: true } } } } },
    });
    const pocs = runs.map((run) => ({
      fileName: run.poc.fileName,
      finding: run.poc.finding?.number ?? null,
      verdict: run.verdict,
    }));
    const scanners = SCANNERS;
    return {
      columns: [
        ...scanners.map((scanner) => ({ id: scanner.id, title: scanner.title })),
        { id: "poc", title: "PoC" },
        { id: "invariant", title: "Invariant" },
        { id: "audit", title: "Audit" },
      ],
      rows: planted.data.map((weakness) => ({
        id: weakness.id,
        title: weakness.title,
        place: `${weakness.file} ${weakness.function}`.trim(),
        blind: weakness.blind,
        cells: [
          ...scanners.map((scanner) => scannerCell(weakness, scanner.id, sightings, finished)),
          pocCell(weakness, pocs),
          cell("not-run", "invariant runs are not built yet"),
          cell(
            "not-imported",
            weakness.audit == null ? null : `${weakness.audit} in the audit report; its importer is not built yet`,
          ),
        ],
      })),
      notes: [
        "A cell counts only when a stored run of that tool reported the same file, function and class.",
        "Our own detectors existed before this demo; none is written for the weaknesses marked blind.",
        "The pool price of W2 is read through the contract's own quote(): a detector for spot prices exists and does not see it.",
      ],
    };
  });
}

function scannerCell(
  weakness: PlantedWeakness,
  scanner: string,
  sightings: readonly Sighting[],
  finished: ReadonlySet<string>,
): CoverageCell {
  const hits = sightings.filter((sighting) => sighting.scanner === scanner && isSighting(weakness, sighting));
  if (hits.length > 0) {
    return { state: "found", findings: [...new Set(hits.map((hit) => hit.finding))].sort((a, b) => a - b), note: null };
  }
  return finished.has(scanner) ? cell("not-found", null) : cell("not-run", "no finished scan yet");
}

function pocCell(
  weakness: PlantedWeakness,
  pocs: readonly { fileName: string; finding: number | null; verdict: string | null }[],
): CoverageCell {
  if (weakness.poc == null) return cell("not-applicable", "no PoC is written for this one");
  const fileName = weakness.poc.split("/").at(-1);
  const own = pocs.filter((poc) => poc.fileName === fileName);
  if (own.length === 0) return cell("not-run", "not run yet");
  const hit = own.find((poc) => poc.verdict === "reproduces");
  if (hit === undefined) return cell("not-found", "ran, does not reproduce");
  return { state: "found", findings: hit.finding === null ? [] : [hit.finding], note: "reproduces" };
}

function cell(state: CoverageCell["state"], note: string | null): CoverageCell {
  return { state, findings: [], note };
}
