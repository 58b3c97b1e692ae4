import { z } from "zod";
import { applicableScanners, NotScanned as StoredGap, ScanStats, scannerTitle } from "../../scan/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type Gap, groupGaps } from "../gaps.ts";
import type { NotScanned, ScannerCoverage } from "../schema.ts";
import type { ReportRevision } from "./revision-line.ts";

const StoredGaps = z.array(StoredGap);

/** What each scanner did on one revision (its newest scan there), and what was not looked at and why. */
export async function readScanCoverage(
  tx: Tx,
  deps: ProjectDeps,
  revision: ReportRevision | null,
): Promise<{ scanners: ScannerCoverage[]; notScanned: NotScanned[] }> {
  if (revision === null) return { scanners: [], notScanned: [] };
  const rows = await tx.db.scan.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId: revision.id },
    select: {
      scanner: true,
      category: true,
      scannerVersion: true,
      state: true,
      failure: true,
      stats: true,
      notScanned: true,
      sandboxed: true,
      request: { select: { number: true } },
    },
    distinct: ["scanner", "category"],
    orderBy: [{ scanner: "asc" }, { category: "asc" }, { createdAt: "desc" }, { id: "desc" }],
  });
  const scanners = rows.map((row) => ({
    scanner: row.scanner,
    title: row.category === "" ? scannerTitle(row.scanner) : `${scannerTitle(row.scanner)}, ${row.category}`,
    version: row.scannerVersion,
    state: row.state,
    results: ScanStats.safeParse(row.stats).data?.results ?? 0,
    sandboxed: row.sandboxed,
    scan: row.request.number,
  }));
  const gaps = rows.flatMap((row): Gap[] => {
    const scanner = scannerTitle(row.scanner);
    if (row.state === "failed" || row.state === "cancelled") {
      return [{ scanner, place: "everything", reason: row.failure ?? `The scan was ${row.state}.` }];
    }
    const stored = StoredGaps.safeParse(row.notScanned).data ?? [];
    return stored.map((gap) => ({ scanner, place: placeOf(gap), reason: gap.reason }));
  });
  return { scanners, notScanned: groupGaps([...gaps, ...notAskedFor(revision, rows)]) };
}

/** Scanners that fit the languages of the revision and were left out of every request for it. */
function notAskedFor(revision: ReportRevision, rows: readonly { readonly scanner: string }[]): Gap[] {
  if (rows.length === 0) return [];
  return applicableScanners(revision.roots.flatMap((root) => root.languages))
    .filter((scanner) => !rows.some((row) => row.scanner === scanner.id))
    .map((scanner) => ({
      scanner: scanner.title,
      place: "everything",
      reason: "Nobody asked for it on this revision.",
    }));
}

function placeOf(gap: StoredGap): string {
  if (gap.path !== undefined) return gap.path;
  return gap.root === undefined || gap.root === "" ? "the whole tree" : gap.root;
}
