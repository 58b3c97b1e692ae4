import { z } from "zod";
import { applicableScanners, NotScanned as StoredGap, ScanStats, scannerTitle } from "../../scan/index.ts";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { type Gap, groupGaps } from "../gaps.ts";
import type { NotScanned, ScannerCoverage } from "../schema.ts";
import type { ReportRevision } from "./revision-line.ts";

interface ScanRow {
  readonly scanner: string;
  readonly category: string;
  readonly version: string | null;
  readonly state: string;
  readonly failure: string | null;
  readonly stats: unknown;
  readonly notScanned: unknown;
  readonly sandboxed: boolean | null;
  readonly request: number;
}

const StoredGaps = z.array(StoredGap);

/** What each scanner did on one revision (its newest scan there), and what was not looked at and why. */
export async function readScanCoverage(
  from: Asking,
  deps: ProjectDeps,
  revision: ReportRevision | null,
): Promise<{ scanners: ScannerCoverage[]; notScanned: NotScanned[] }> {
  if (revision === null) return { scanners: [], notScanned: [] };
  const rows = await from.ask<ScanRow>(Prisma.sql`
    SELECT DISTINCT ON (s."scanner", s."category") s."scanner", s."category", s."scanner_version" AS "version",
      s."state", s."failure", s."stats", s."not_scanned" AS "notScanned", s."sandboxed", q."number" AS "request"
    FROM "scan" s
    JOIN "scan_request" q ON q."organization_id" = s."organization_id" AND q."id" = s."scan_request_id"
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."project_id" = ${deps.projectId}::uuid
      AND s."revision_id" = ${revision.id}::uuid
    ORDER BY s."scanner", s."category", s."created_at" DESC, s."id" DESC`);
  const scanners = rows.map((row) => ({
    scanner: row.scanner,
    title: row.category === "" ? scannerTitle(row.scanner) : `${scannerTitle(row.scanner)}, ${row.category}`,
    version: row.version,
    state: row.state,
    results: ScanStats.safeParse(row.stats).data?.results ?? 0,
    sandboxed: row.sandboxed,
    scan: row.request,
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
