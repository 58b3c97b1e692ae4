import { recordAudit } from "../../audit/server.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { findingJobs } from "../jobs.ts";
import { headOf } from "../past-row.ts";
import type { ChangePastHead, ChangePastRow, MapPast, PastEdits, PastRowView, SelectPast } from "../past/schema.ts";
import { findFinding } from "./find-finding.ts";
import { announcePast, lockReadyPast, type LockedPast } from "./find-past.ts";
import { judgeOne } from "./get-past.ts";

/** Corrects one row before the import. Throws finding.past-not-found, finding.past-not-ready and finding.not-found. */
export async function changePastRow(deps: ProjectDeps, input: ChangePastRow): Promise<PastRowView> {
  return deps.withOrganization(async (tx) => {
    const past = await lockReadyPast(tx, deps, input.number);
    const { row } = await judgeOne(tx, deps, past.id, input.position);
    const same = typeof input.choice === "number" ? await findFinding(tx, deps, input.choice, { id: true }) : null;
    const choice = typeof input.choice === "number" ? "same" : input.choice;
    await tx.db.pastRow.updateMany({
      where: { organizationId: deps.organizationId, importId: past.id, position: input.position },
      data: {
        edits: edited(row.edits, input),
        ...(input.leftOut === undefined ? {} : { leftOut: input.leftOut }),
        ...(choice === undefined ? {} : { choice, sameAsId: same?.id ?? null }),
      },
    });
    await touch(tx, deps, past, "finding.change-past", { position: input.position });
    return (await judgeOne(tx, deps, past.id, input.position)).view;
  });
}

/** Null takes a correction back; an empty path says that it stands nowhere. */
function edited(before: PastEdits, { title, severity, path, line }: ChangePastRow): PastEdits {
  const edits: { -readonly [field in keyof PastEdits]: PastEdits[field] } = { ...before };
  if (title === null) delete edits.title;
  else if (title !== undefined) edits.title = title;
  if (severity === null) delete edits.severity;
  else if (severity !== undefined) edits.severity = severity;
  if (path === null) {
    delete edits.path;
    delete edits.line;
  } else if (path !== undefined) edits.path = path === "" ? null : path;
  if (line !== undefined) edits.line = line;
  return edits;
}

/** Corrects who made the document, when, and about which code. Throws finding.past-not-found and finding.past-not-ready. */
export async function changePastHead(deps: ProjectDeps, input: ChangePastHead): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const past = await lockReadyPast(tx, deps, input.number);
    const { title, firm, date, commit } = input;
    const head = { ...headOf(past.head), title, firm, date, commit: commit?.toLowerCase() ?? null };
    await tx.db.pastImport.updateMany({ where: { organizationId: deps.organizationId, id: past.id }, data: { head } });
    await touch(tx, deps, past, "finding.change-past", { head: true });
  });
}

/**
 * Reads a table again with other columns, and remembers them for tables with the same header. Corrections of rows are
 * lost. Throws finding.past-not-found, finding.past-not-ready and finding.past-no-table.
 */
export async function mapPast(deps: ProjectDeps, input: MapPast): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const past = await lockReadyPast(tx, deps, input.number);
    const { organizationId } = deps;
    if (past.kind !== "table" || past.signature === null) throw findingError("finding.past-no-table");
    const kept = { mapping: input.mapping, updatedAt: tx.now, updatedById: actorUserId(deps) };
    await tx.db.pastMapping.upsert({
      where: { organizationId_signature: { organizationId, signature: past.signature } },
      create: { organizationId, signature: past.signature, ...kept },
      update: kept,
      select: { signature: true },
    });
    await tx.db.pastImport.updateMany({
      where: { organizationId, id: past.id },
      data: { state: "reading", mapping: input.mapping },
    });
    await enqueue(tx, deps, findingJobs["finding.read-past"], { subjectId: past.id, fence: past.attempt });
    await touch(tx, deps, past, "finding.map-past", { columns: Object.keys(input.mapping).length });
  });
}

/** Brings in nothing of a document. Throws finding.past-not-found and finding.past-not-ready. */
export async function discardPast(deps: ProjectDeps, input: SelectPast): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const past = await lockReadyPast(tx, deps, input.number);
    await tx.db.pastImport.updateMany({
      where: { organizationId: deps.organizationId, id: past.id },
      data: { state: "discarded", endedAt: tx.now, endedById: actorUserId(deps) },
    });
    await tx.db.pastRow.deleteMany({ where: { organizationId: deps.organizationId, importId: past.id } });
    await enqueue(tx, deps, findingJobs["finding.remove-past"], { subjectId: past.id, fence: past.attempt });
    await touch(tx, deps, past, "finding.discard-past", {});
  });
}

/** A new version, so that an import of what was looked at before is refused. */
async function touch(
  tx: Tx,
  deps: ProjectDeps,
  past: LockedPast,
  action: `finding.${string}`,
  details: Readonly<Record<string, boolean | number>>,
): Promise<void> {
  await tx.db.pastImport.updateMany({
    where: { organizationId: deps.organizationId, id: past.id },
    data: { rowVersion: { increment: 1 } },
  });
  await recordAudit(tx, deps, action, { subjectId: past.id, projectId: deps.projectId, details });
  await announcePast(tx, deps, past.id);
}
