import { z } from "zod";
import { toTypedId } from "../../shared/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { type ModelVersion, StaleReason, VersionState } from "../version.ts";
import { userNames } from "./names.ts";

const SELECT = {
  ...{ id: true, version: true, state: true, title: true, submittedById: true, submittedAt: true },
  ...{ approvedById: true, approvedAt: true, selfApproved: true, staleReasons: true, createdAt: true, updatedAt: true },
  rowVersion: true,
  comments: { select: { authorId: true, text: true, createdAt: true }, orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.ThreatModelSelect;

/** Versions of the project's model, the newest first; one of them when a number is given. */
export async function loadVersions(tx: Tx, deps: ProjectDeps, version?: number): Promise<ModelVersion[]> {
  const rows = await tx.db.threatModel.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      ...(version === undefined ? {} : { version }),
    },
    select: SELECT,
    orderBy: { version: "desc" },
  });
  const people = rows.flatMap((row) => [
    row.submittedById,
    row.approvedById,
    ...row.comments.map((each) => each.authorId),
  ]);
  const names = await userNames(tx, people);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? "former member"));
  return rows.map((row) => ({
    ...{ id: toTypedId("threatModel", row.id), version: row.version, state: VersionState.parse(row.state) },
    ...{ title: row.title, submittedBy: nameOf(row.submittedById), submittedAt: row.submittedAt },
    ...{ approvedBy: nameOf(row.approvedById), approvedAt: row.approvedAt, selfApproved: row.selfApproved },
    staleReasons: z.array(StaleReason).parse(row.staleReasons),
    comments: row.comments.map((each) => ({ author: nameOf(each.authorId), text: each.text, at: each.createdAt })),
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt, rowVersion: row.rowVersion },
  }));
}

/** One version. Throws threat-model.not-found. */
export async function loadVersion(tx: Tx, deps: ProjectDeps, version: number): Promise<ModelVersion> {
  const [found] = await loadVersions(tx, deps, version);
  if (found === undefined) throw threatModelError("threat-model.not-found");
  return found;
}
