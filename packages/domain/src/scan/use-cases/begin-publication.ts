import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { scanStatesFor } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import { ScanState, ScanStats } from "../schema.ts";

/** A scan whose results are about to become findings; its row is locked until the transaction ends. */
export interface ScanToPublish {
  readonly scanId: string;
  readonly requestId: string;
  readonly number: number;
  readonly kind: "scan" | "import";
  readonly scanner: string;
  readonly category: string;
  readonly lineage: string;
  readonly ref: string;
  readonly revision: {
    readonly id: string;
    readonly number: number;
    readonly depth: number | null;
    readonly isDefaultRef: boolean;
    readonly sourceId: string;
  } | null;
}

/**
 * Claims the right to publish by the fence. When this attempt has published before (a second delivery) the stored
 * numbers come back and nothing must be written. Throws scan.not-found and scan.stale-attempt.
 */
export async function beginPublication(
  tx: Tx,
  deps: ProjectDeps,
  input: { readonly scanId: string; readonly fence: number },
): Promise<{ readonly published: ScanStats } | { readonly publish: ScanToPublish }> {
  const claimed = await tx.db.scan.updateMany({
    where: {
      ...scanKey(deps, input.scanId),
      projectId: deps.projectId,
      attempt: input.fence,
      state: { in: scanStatesFor("publish") },
    },
    data: { state: "publishing", progress: { phase: "publishing" } },
  });
  const row = await tx.db.scan.findFirst({
    where: { ...scanKey(deps, input.scanId), projectId: deps.projectId },
    select: PUBLISH_SELECT,
  });
  if (row === null) throw scanError("scan.not-found");
  if (claimed.count === 0) {
    const state = ScanState.parse(row.state);
    const done = (state === "succeeded" || state === "partial") && row.attempt === input.fence;
    if (!done) throw scanError("scan.stale-attempt");
    return { published: ScanStats.parse(row.stats) };
  }
  return {
    publish: {
      scanId: input.scanId,
      requestId: row.scanRequestId,
      number: row.request.number,
      kind: row.request.kind === "import" ? "import" : "scan",
      scanner: row.scanner,
      category: row.category,
      lineage: row.lineage,
      ref: row.ref,
      revision: row.revision,
    },
  };
}

const PUBLISH_SELECT = {
  scanRequestId: true,
  scanner: true,
  category: true,
  lineage: true,
  ref: true,
  state: true,
  attempt: true,
  stats: true,
  request: { select: { number: true, kind: true } },
  revision: { select: { id: true, number: true, depth: true, isDefaultRef: true, sourceId: true } },
} as const;
