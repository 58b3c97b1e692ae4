import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { NotScanned, ScannerCoverage } from "../schema.ts";
import { scannerTitle } from "../../scan/index.ts";

const Gap = z.object({ root: z.string().optional(), path: z.string().optional(), reason: z.string() });
const Stats = z.object({ results: z.int().optional() });
const TERMINAL_BAD = ["failed", "cancelled"];

/** What each scanner did on one revision (its newest scan there), and what was not looked at and why. */
export async function readScanCoverage(
  tx: Tx,
  deps: ProjectDeps,
  revisionId: string | null,
): Promise<{ scanners: ScannerCoverage[]; notScanned: NotScanned[] }> {
  if (revisionId === null) return { scanners: [], notScanned: [] };
  const rows = await tx.db.scan.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId },
    select: {
      scanner: true,
      scannerVersion: true,
      state: true,
      failure: true,
      stats: true,
      notScanned: true,
      sandboxed: true,
    },
    distinct: ["scanner", "category"],
    orderBy: [{ scanner: "asc" }, { category: "asc" }, { createdAt: "desc" }],
  });
  const scanners = rows.map((row) => ({
    scanner: row.scanner,
    title: scannerTitle(row.scanner),
    version: row.scannerVersion,
    state: row.state,
    results: Stats.safeParse(row.stats).data?.results ?? 0,
    sandboxed: row.sandboxed,
  }));
  const notScanned = rows.flatMap((row): NotScanned[] => {
    if (TERMINAL_BAD.includes(row.state)) {
      return [{ scanner: row.scanner, what: "everything", reason: row.failure ?? `the scan was ${row.state}` }];
    }
    const gaps = z.array(Gap).safeParse(row.notScanned).data ?? [];
    return gaps.map((gap) => ({
      scanner: row.scanner,
      what: gap.path ?? (gap.root === undefined || gap.root === "" ? "the whole tree" : gap.root),
      reason: gap.reason,
    }));
  });
  return { scanners, notScanned };
}
