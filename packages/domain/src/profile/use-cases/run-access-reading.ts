import { z } from "zod";
import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { Deps, Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { Submodule } from "../../source/index.ts";
import type { ForeignCall, PowerFact, RootReading } from "../access/power.ts";
import { profileError } from "../errors.ts";
import { announceProfile } from "./announce-profile.ts";

/** What the worker needs to read one revision. `attempt` is the fence of everything that follows. */
export interface AccessTask {
  readonly readingId: string;
  readonly projectId: string;
  readonly attempt: number;
  readonly treeKey: string;
  readonly revision: number;
  readonly submodulePaths: readonly string[];
  /** Our own demo: may run without a jail where the operator allows it. */
  readonly ownSource: boolean;
}

const MAX_CRASHES = 3;

const REVISION_SELECT = { treeKey: true, number: true, submodules: true, ownSource: true } as const;

/** The project of a reading; null when the organization has none such. */
export async function locateAccessReading(deps: Deps, readingId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.accessReading.findFirst({
      where: { organizationId: deps.organizationId, id: readingId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}

/** Takes the next attempt at a reading; null when there is nothing to do, or after three that died with their process. */
export async function startAccessReading(deps: ProjectDeps, readingId: string): Promise<AccessTask | null> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    await tx.db.$queryRaw`SELECT 1 FROM "access_reading" WHERE "organization_id" = ${organizationId}::uuid
      AND "id" = ${readingId}::uuid FOR UPDATE`;
    const row = await tx.db.accessReading.findFirst({
      where: { organizationId, projectId, id: readingId, state: { in: ["queued", "running"] } },
      select: { attempt: true, crashCount: true, revision: { select: REVISION_SELECT } },
    });
    if (row === null || row.revision.treeKey === null) return null;
    const gone = row.crashCount >= MAX_CRASHES;
    await tx.db.accessReading.updateMany({
      where: { organizationId, id: readingId },
      data: gone
        ? { state: "failed", failure: "The worker ended three times while reading this.", finishedAt: tx.now }
        : { state: "running", attempt: { increment: 1 }, crashCount: { increment: 1 } },
    });
    await announceProfile(tx, deps);
    if (gone) return null;
    const { treeKey, number: revision, submodules, ownSource } = row.revision;
    const submodulePaths = z
      .array(Submodule)
      .parse(submodules)
      .map(({ path }) => path);
    return { readingId, projectId, attempt: row.attempt + 1, treeKey, revision, submodulePaths, ownSource };
  });
}

/** False when somebody cancelled the reading, or another attempt took over. */
export async function holdsAccessReading(deps: ProjectDeps, task: AccessTask): Promise<boolean> {
  return deps.withOrganization(async (tx) => (await tx.db.accessReading.count({ where: held(deps, task) })) > 0);
}

/** Ends an attempt with words for people; a stale one changes nothing. */
export async function failAccessReading(deps: ProjectDeps, task: AccessTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.accessReading.updateMany({
      where: held(deps, task),
      data: { state: "failed", failure: reason.slice(0, 2000), finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (count === 0) return;
    const { projectId } = deps;
    await recordAudit(tx, deps, "profile.fail-access-reading", { subjectId: task.readingId, projectId });
    await announceProfile(tx, deps);
  });
}

/** Gives an unfinished attempt back on shutdown without counting a crash; the queue brings the job again. */
export async function releaseAccessReading(deps: ProjectDeps, task: AccessTask): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.accessReading.updateMany({
      where: held(deps, task),
      data: { state: "queued", crashCount: { decrement: 1 } },
    });
  });
}

/**
 * Publishes what a reading found, if the attempt still holds the fence: new powers come in, those that the code shows
 * otherwise get the revision since which they are so, and those that are gone leave. What people stated stays. Nothing
 * leaves while a root could not be read. Throws profile.reading-stopped for a stale or cancelled attempt.
 */
export async function completeAccessReading(
  deps: ProjectDeps,
  task: AccessTask,
  found: {
    readonly powers: readonly PowerFact[];
    readonly calls: readonly ForeignCall[];
    readonly roots: readonly RootReading[];
  },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { count } = await tx.db.accessReading.updateMany({
      where: held(deps, task),
      data: { state: "done", finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (count === 0) throw profileError("profile.reading-stopped");
    const changes = await publish(
      tx,
      deps,
      task,
      found.powers,
      found.roots.every(({ reason }) => reason === null),
    );
    const calls = found.calls.map((call) => ({ ...call }));
    const summary = { roots: found.roots.map((root) => ({ ...root })), calls, ...changes };
    await tx.db.accessReading.updateMany({ where: { organizationId, id: task.readingId }, data: { summary } });
    await recordAudit(tx, deps, "profile.complete-access-reading", {
      ...{ subjectId: task.readingId, projectId, details: { revision: task.revision, ...changes } },
    });
    await announceProfile(tx, deps);
  });
}

async function publish(
  tx: Tx,
  deps: ProjectDeps,
  task: AccessTask,
  facts: readonly PowerFact[],
  whole: boolean,
): Promise<{ added: number; changed: number; gone: number }> {
  const { organizationId, projectId } = deps;
  const known = new Map(
    (
      await tx.db.power.findMany({
        where: { organizationId, projectId, origin: "code" },
        select: { id: true, key: true, hash: true, removedAt: true },
      })
    ).map((row) => [row.key, row] as const),
  );
  const since = { changedRevision: task.revision, changedAt: tx.now };
  let [added, changed] = [0, 0];
  for (const fact of facts) {
    const before = known.get(fact.key);
    const shown = columnsOf(fact);
    if (before === undefined) {
      added += 1;
      const row = { organizationId, projectId, id: newId(), key: fact.key, origin: "code", createdAt: tx.now };
      await tx.db.power.createMany({ data: [{ ...row, ...shown, ...since }] });
      continue;
    }
    const other = before.hash !== fact.hash || before.removedAt !== null;
    if (other) changed += 1;
    await tx.db.power.updateMany({
      where: { organizationId, id: before.id },
      data: { ...shown, removedAt: null, updatedAt: tx.now, ...(other ? since : {}) },
    });
  }
  const there = new Set(facts.map(({ key }) => key));
  const leaving = whole ? [...known.values()].filter((row) => row.removedAt === null && !there.has(row.key)) : [];
  if (leaving.length > 0) {
    await tx.db.power.updateMany({
      where: { organizationId, id: { in: leaving.map(({ id }) => id) } },
      data: { removedAt: tx.now, updatedAt: tx.now },
    });
  }
  return { added, changed, gone: leaving.length };
}

function columnsOf({ kind, contract, path, functions, guards, hash }: PowerFact) {
  return {
    ...{ kind, subject: contract, path, hash },
    functions: functions.map((each) => ({ ...each })),
    guards: guards.map((each) => ({ ...each })),
  } satisfies Prisma.PowerUpdateManyMutationInput;
}

function held({ organizationId }: ProjectDeps, { readingId, attempt }: AccessTask) {
  return { organizationId, id: readingId, attempt, state: "running" };
}
