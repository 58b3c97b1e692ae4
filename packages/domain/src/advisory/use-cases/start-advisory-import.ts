import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { AdvisoryImportKind } from "../import-schema.ts";
import { announceImport } from "./announce-import.ts";

/** One claimed attempt at an import; `attempt` is its fence. */
export interface AdvisoryImportTask {
  readonly importId: string;
  readonly attempt: number;
  readonly uploadKey: string;
  readonly byteCount: number;
  readonly kind: AdvisoryImportKind | null;
}

const MAX_CRASHES = 3;
const QUARANTINED = "The worker ended three times while reading this file. It is not tried again by itself.";

/**
 * Takes the next attempt: its number is the fence of what follows. `over` names the upload of an import that ends here:
 * cancelled while it waited, or given up. Null when there is nothing to do.
 */
export async function startAdvisoryImport(
  deps: Deps,
  importId: string,
): Promise<{ readonly task: AdvisoryImportTask } | { readonly over: string } | null> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: importId };
    // Two deliveries of one job must not read the same attempt.
    await tx.db.$queryRaw`SELECT 1 FROM "advisory_import" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${importId}::uuid FOR UPDATE`;
    const row = await tx.db.advisoryImport.findFirst({
      where,
      select: {
        ...{ state: true, attempt: true, crashCount: true, uploadKey: true, byteCount: true, kind: true },
        cancelRequestedAt: true,
      },
    });
    if (row === null || (row.state !== "queued" && row.state !== "reading")) return null;
    const attempt = row.attempt + 1;
    const cancelled = row.cancelRequestedAt !== null;
    if (cancelled || row.crashCount >= MAX_CRASHES) {
      const data = cancelled ? { state: "cancelled" } : { state: "failed", failure: QUARANTINED };
      await tx.db.advisoryImport.updateMany({ where, data: { ...data, attempt, finishedAt: tx.now } });
      const action = cancelled ? "advisory.cancel-import" : "advisory.fail-import";
      await recordAudit(tx, deps, action, { subjectId: importId });
      await announceImport(tx, deps, importId);
      return { over: row.uploadKey };
    }
    await tx.db.advisoryImport.updateMany({
      where,
      // Claims minus ends: a claim is counted here and taken back by whatever ends the attempt.
      data: { state: "reading", attempt, crashCount: { increment: 1 }, progress: { phase: "starting" } },
    });
    await announceImport(tx, deps, importId);
    const kind = row.kind === null ? null : AdvisoryImportKind.parse(row.kind);
    return { task: { importId, attempt, kind, uploadKey: row.uploadKey, byteCount: Number(row.byteCount) } };
  });
}
