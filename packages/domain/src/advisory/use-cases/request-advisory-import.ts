import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type Deps, enqueue } from "../../shared/server.ts";
import { IMPORT_SELECT, requesterNames, toImport } from "../import-row.ts";
import type { AdvisoryImport, AdvisoryImportKind } from "../import-schema.ts";
import { advisoryJobs } from "../jobs.ts";
import { announceImport } from "./announce-import.ts";

/** A dump that lies in storage. */
export interface AdvisoryUpload {
  /** File name as its sender said it; only for people. */
  readonly name: string;
  readonly uploadKey: string;
  readonly sha256: string;
  readonly size: number;
  /** What it should be; the content decides when absent, and one that does not fit is refused. */
  readonly kind?: AdvisoryImportKind;
}

/** Asks for the import of an uploaded dump of advisories. */
export async function requestAdvisoryImport(deps: Deps, upload: AdvisoryUpload): Promise<AdvisoryImport> {
  return deps.withOrganization(async (tx) => {
    const id = newId();
    const name = upload.name.replaceAll("\0", "").toWellFormed().slice(0, 200).toWellFormed();
    const row = await tx.db.advisoryImport.create({
      data: {
        ...{ organizationId: deps.organizationId, id, name, kind: upload.kind ?? null, createdAt: tx.now },
        ...{ uploadKey: upload.uploadKey, sha256: upload.sha256, byteCount: upload.size },
        requestedById: actorUserId(deps),
      },
      select: IMPORT_SELECT,
    });
    await enqueue(tx, deps, advisoryJobs["advisory.import-dump"], { subjectId: id, fence: 0 });
    await recordAudit(tx, deps, "advisory.request-import", {
      subjectId: id,
      details: { name, sha256: upload.sha256, size: upload.size },
    });
    await announceImport(tx, deps, id);
    return toImport(row, await requesterNames(tx, [row]));
  });
}
