import { recordAudit } from "../../audit/server.ts";
import { type Deps, forProject, type Prisma, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { PastDocument, PastEntry } from "../past/document.ts";
import type { PastPlace } from "../past/schema.ts";
import { announcePast } from "./find-past.ts";
import type { PastTask } from "./start-past.ts";

/** A document as it was read and held against the code. */
export interface ReadPast {
  readonly format: string;
  readonly document: PastDocument;
  /** Where each entry stands, in the order of the entries. */
  readonly places: readonly PastPlace[];
  /** What was fetched, as it lies in storage now; null for uploads. */
  readonly fetched: { readonly key: string; readonly sha256: string; readonly size: number } | null;
}

const ROWS_PER_STATEMENT = 200;
const TIMEOUT_MS = 60_000;

/**
 * Stores what a document says, to be looked at before it is imported, if the attempt still holds the fence. The token of
 * what was fetched is gone with it. Throws finding.past-stale otherwise.
 */
export async function completePast(deps: Deps, task: PastTask, read: ReadPast): Promise<void> {
  await deps.withOrganization(
    async (tx) => {
      const { document, fetched } = read;
      const changed = await tx.db.pastImport.updateMany({
        where: { organizationId: deps.organizationId, id: task.importId, attempt: task.attempt, state: "reading" },
        data: {
          ...{ state: "ready", failure: null, crashCount: { decrement: 1 }, tokenSealed: null, readAt: tx.now },
          ...(fetched === null ? {} : { uploadKey: fetched.key, sha256: fetched.sha256, size: BigInt(fetched.size) }),
          ...{ format: read.format, kind: document.kind, head: clean(document.head), columns: clean(document.columns) },
          ...(document.mapping === null ? {} : { mapping: document.mapping }),
          ...{ signature: document.signature, notices: clean(document.notices), revisionId: task.revision?.id ?? null },
          rowVersion: { increment: 1 },
        },
      });
      if (changed.count === 0) throw findingError("finding.past-stale");
      await replaceRows(tx, deps, task.importId, document.entries, read.places);
      await recordAudit(tx, deps, "finding.read-past", {
        subjectId: task.importId,
        projectId: task.projectId,
        details: { format: read.format, findings: document.entries.length },
      });
      await announcePast(tx, forProject(deps, task.projectId), task.importId);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function replaceRows(
  tx: Tx,
  deps: Deps,
  importId: string,
  entries: readonly PastEntry[],
  places: readonly PastPlace[],
): Promise<void> {
  await tx.db.pastRow.deleteMany({ where: { organizationId: deps.organizationId, importId } });
  for (let from = 0; from < entries.length; from += ROWS_PER_STATEMENT) {
    await tx.db.pastRow.createMany({
      data: entries.slice(from, from + ROWS_PER_STATEMENT).map((entry, at) => ({
        ...{ organizationId: deps.organizationId, importId, position: from + at },
        entry: clean(entry),
        place: clean(places[from + at] ?? { kind: "no-code", words: "not looked up" }),
        // What repeats another is another's: people may still take it.
        leftOut: entry.state === "duplicate",
      })),
    });
  }
}

/** JSON that PostgreSQL can store: no zero bytes, no halves of signs. */
function clean<T>(value: T): Prisma.InputJsonValue {
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "string" ? each.replaceAll("\0", "\uFFFD").toWellFormed() : each,
  );
  return JSON.parse(text) as Prisma.InputJsonValue;
}
