import { userNames } from "../../identity/server.ts";
import { ScanStatements, statementsFor } from "../../scan/index.ts";
import { findScanRequest } from "../../scan/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { z } from "zod";
import { type ImportPreview, ImportPreview as Schema, OUTCOMES, type Outcome, PreviewRun } from "../import-preview.ts";
import type { SelectImport } from "../import-preview.ts";
import { countPreviewRows } from "../sql/preview-rows.ts";

/** What an upload would do or would have done; null when it was never previewed. Throws scan.not-found. */
export async function getImportPreview(deps: ProjectDeps, input: SelectImport): Promise<ImportPreview | null> {
  return deps.withOrganization(async (tx) => {
    const found = await findPreview(tx, deps, input.number);
    if (found === null) return null;
    const { uploadName, ...row } = found;
    const runs = z.array(PreviewRun).parse(row.runs);
    const listed = await countPreviewRows(tx, deps, row.scanId);
    const sum = (kind: Outcome) => runs.reduce((all, { stats }) => all + stats[STAT[kind]], 0);
    const names = await userNames(tx, [row.decidedById]);
    return Schema.parse({
      ...row,
      runs,
      name: uploadName,
      kinds: OUTCOMES.map((kind) => ({
        kind,
        count: sum(kind),
        ...(listed.get(kind) ?? { listed: 0, restricted: 0 }),
      })),
      statements: statementsFor(ScanStatements.parse(row.statements), deps.can("finding:read-restricted")),
      decidedBy: row.decidedById === null ? null : (names.get(row.decidedById) ?? "former member"),
    });
  });
}

const STAT = {
  new: "in",
  reopened: "reopened",
  moved: "moved",
  closes: "closed",
  held: "held",
  "not-observed": "notObserved",
  unchanged: "unchanged",
} as const satisfies Record<Outcome, string>;

/** The preview of a request's upload. Throws scan.not-found. */
export async function findPreview(tx: Tx, deps: ProjectDeps, number: number) {
  const request = await findScanRequest(tx, deps, number, {
    scans: {
      where: { preview: { isNot: null } },
      select: { uploadName: true, preview: { select: PREVIEW_SELECT } },
      take: 1,
    },
  });
  const [scan] = request.scans;
  return scan?.preview == null ? null : { ...scan.preview, uploadName: scan.uploadName };
}

const PREVIEW_SELECT = {
  scanId: true,
  runs: true,
  statements: true,
  createdAt: true,
  expiresAt: true,
  decision: true,
  decidedById: true,
  decidedAt: true,
} as const;
