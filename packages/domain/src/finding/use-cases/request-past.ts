import { recordAudit } from "../../audit/server.ts";
import { sealSecret } from "../../organization/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingJobs } from "../jobs.ts";
import type { ConnectDefectDojo } from "../past/schema.ts";
import { announcePast } from "./find-past.ts";

/** A document that lies in storage. */
export interface PastUpload {
  /** File name as the browser said it; only for people. */
  readonly name: string;
  readonly uploadKey: string;
  readonly sha256: string;
  readonly size: number;
}

/** `repeated`: the same document is there already, and the number is its. */
export interface RequestedPast {
  readonly number: number;
  readonly repeated: boolean;
}

/**
 * Asks for the reading of an uploaded document of the past. The same content is read once in a project: while it is
 * read, waits or was imported, the answer is the one that is there, and the caller removes its upload.
 */
export async function requestPast(deps: ProjectDeps, upload: PastUpload): Promise<RequestedPast> {
  return deps.withOrganization(async (tx) => {
    // Two equal uploads at once: the second finds the first.
    await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`past:${deps.projectId}`}, 0))`;
    const same = await tx.db.pastImport.findFirst({
      where: {
        ...{ organizationId: deps.organizationId, projectId: deps.projectId, sha256: upload.sha256 },
        state: { in: ["reading", "ready", "imported"] },
      },
      select: { number: true },
      orderBy: { number: "desc" },
    });
    if (same !== null) return { number: same.number, repeated: true };
    const { uploadKey, sha256, size } = upload;
    const { number } = await insertPast(tx, deps, clean(upload.name), { uploadKey, sha256, size: BigInt(size) });
    return { number, repeated: false };
  });
}

/** Asks for the findings of a DefectDojo by its address; the token is sealed until they are fetched. */
export async function connectDefectDojo(deps: ProjectDeps, input: ConnectDefectDojo): Promise<RequestedPast> {
  return deps.withOrganization(async (tx) => {
    const { origin, pathname } = new URL(input.url);
    const url = `${origin}${pathname.replace(/\/(?:api(?:\/v2)?)?\/?$/, "")}`;
    const id = newId();
    const tokenSealed = await sealSecret(tx, deps, { record: id, field: "past_import.token" }, input.token);
    const source = { sourceUrl: url, sourceProduct: input.product ?? null, tokenSealed };
    const { number } = await insertPast(tx, deps, `DefectDojo at ${new URL(url).host}`, source, id);
    return { number, repeated: false };
  });
}

async function insertPast(
  tx: Tx,
  deps: ProjectDeps,
  name: string,
  of:
    | { uploadKey: string; sha256: string; size: bigint }
    | { sourceUrl: string; sourceProduct: string | null; tokenSealed: string },
  id: string = newId(),
): Promise<{ number: number }> {
  const number = await nextNumber(tx, deps, "past");
  await tx.db.pastImport.createMany({
    data: [
      {
        ...{ organizationId: deps.organizationId, id, projectId: deps.projectId, number, name, ...of },
        ...{ requestedById: actorUserId(deps), createdAt: tx.now },
      },
    ],
  });
  await enqueue(tx, deps, findingJobs["finding.read-past"], { subjectId: id, fence: 0 });
  await recordAudit(tx, deps, "finding.request-past", {
    subjectId: id,
    projectId: deps.projectId,
    details: {
      number,
      name,
      ...("sha256" in of
        ? { sha256: of.sha256, size: Number(of.size) }
        : { url: of.sourceUrl, product: of.sourceProduct }),
    },
  });
  await announcePast(tx, deps, id);
  return { number };
}

function clean(name: string): string {
  return name.slice(0, 200).replaceAll("\0", "").toWellFormed();
}
