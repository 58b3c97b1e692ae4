import { newId } from "../../shared/index.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";

export interface OpenVersion {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

/**
 * The version that is being worked on, made when there is none: the first change after an approval begins the next one.
 * The caller holds the lock of the model.
 */
export async function touchDraft(tx: Tx, deps: ProjectDeps): Promise<OpenVersion> {
  const { organizationId, projectId } = deps;
  const newest = await tx.db.threatModel.findFirst({
    where: { organizationId, projectId },
    select: { id: true, version: true, state: true, title: true, description: true, diagrams: true, raw: true },
    orderBy: { version: "desc" },
  });
  if (newest !== null && (newest.state === "draft" || newest.state === "in-review")) {
    await tx.db.threatModel.updateMany({ where: { organizationId, id: newest.id }, data: { updatedAt: tx.now } });
    return newest;
  }
  const id = newId();
  const version = (newest?.version ?? 0) + 1;
  const title = newest?.title ?? (await projectName(tx, deps));
  const carried =
    newest === null
      ? {}
      : {
          description: newest.description,
          diagrams: newest.diagrams ?? Prisma.JsonNull,
          raw: newest.raw ?? Prisma.JsonNull,
        };
  await tx.db.threatModel.createMany({
    data: [{ organizationId, id, projectId, version, title, ...carried, createdAt: tx.now, updatedAt: tx.now }],
  });
  return { id, version, state: "draft" };
}

async function projectName(tx: Tx, deps: ProjectDeps): Promise<string> {
  const row = await tx.db.project.findFirst({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { name: true },
  });
  return row?.name ?? "Threat model";
}
