import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type Deps, Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { NO_SLA, type SlaDays } from "../sla.ts";
import { due } from "../sql/clock-columns.ts";
import { announceFindings } from "./announce-findings.ts";
import { lockProjects } from "./begin-policy.ts";
import { readSla } from "./read-sla.ts";

const TIMEOUT_MS = 300_000;

interface Change {
  /** Null: the project has the organization's promise again. */
  readonly days: SlaDays | null;
  readonly rowVersion: number;
}

/**
 * Promises in how many days findings are resolved, in the organization or in a project, and gives every finding whose
 * clock runs its new day. Throws finding.sla-stale.
 */
export async function setSla(deps: Deps | ProjectDeps, { days, rowVersion }: Change): Promise<void> {
  const projectId = "projectId" in deps ? deps.projectId : null;
  await deps.withOrganization(
    async (tx) => {
      const projects = await lockProjects(tx, deps, projectId);
      const before = await readSla(tx, deps, projectId);
      if ((before?.rowVersion ?? 0) !== rowVersion) {
        throw findingError("finding.sla-stale", { details: { current: before } });
      }
      const where = { organizationId: deps.organizationId, projectId };
      if (days === null) await tx.db.slaPolicy.deleteMany({ where });
      else await store(tx, deps, projectId, days, before !== null);
      const holds = days ?? (projectId === null ? NO_SLA : ((await readSla(tx, deps, null))?.days ?? NO_SLA));
      await moveDays(tx, deps, projectId, holds);
      await recordAudit(tx, deps, "finding.set-sla", {
        ...(projectId === null ? {} : { projectId }),
        before: before?.days ?? null,
        after: days,
        details: days === null ? {} : { ...days },
      });
      for (const id of projects) await announceFindings(tx, { ...deps, projectId: id }, id);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function store(tx: Tx, deps: Deps, projectId: string | null, days: SlaDays, exists: boolean): Promise<void> {
  const { organizationId } = deps;
  const { critical, high, medium, low, info } = days;
  const columns = { criticalDays: critical, highDays: high, mediumDays: medium, lowDays: low, infoDays: info };
  const data = { ...columns, updatedAt: tx.now, updatedById: actorUserId(deps) };
  if (exists) {
    await tx.db.slaPolicy.updateMany({
      where: { organizationId, projectId },
      data: { ...data, rowVersion: { increment: 1 } },
    });
  } else await tx.db.slaPolicy.createMany({ data: [{ organizationId, id: newId(), projectId, ...data }] });
}

/** A project that has its own promise does not follow the organization's. */
async function moveDays(tx: Tx, deps: Deps, projectId: string | null, days: SlaDays): Promise<void> {
  const scope =
    projectId === null
      ? Prisma.sql`NOT EXISTS (SELECT 1 FROM "sla_policy" s WHERE s."organization_id" = f."organization_id"
          AND s."project_id" = f."project_id")`
      : Prisma.sql`f."project_id" = ${projectId}::uuid`;
  const at = due(Prisma.sql`f."clock_since"`, Prisma.sql`f."clock_spent_ms"`, Prisma.sql`f."severity_rank"`, days);
  await tx.db.$executeRaw`
    UPDATE "finding" f SET "due_at" = ${at}
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."clock_since" IS NOT NULL AND ${scope}`;
}
