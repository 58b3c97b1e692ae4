import { notify } from "../../notification/server.ts";
import { findMembersWith, listOrganizationIds } from "../../organization/server.ts";
import {
  createSystemDeps,
  type Database,
  type Deps,
  forProject,
  type ProjectDeps,
  type Tx,
} from "../../shared/server.ts";
import { inModel, lockModel } from "../queries/place.ts";
import { moveInTransaction } from "./move-in-transaction.ts";

const REASON = "threat-model.expire-threats";
/** Threats of one project per run; what is left comes with the next one. */
const BATCH = 500;

/**
 * Brings back, in every organization, what was lived with or declined until a day that has come: acknowledged threats
 * are open again, declined proposals are proposed again. Each project is told once. The answer is how many came back.
 */
export async function expireThreats(database: Database): Promise<number> {
  let expired = 0;
  for (const id of await listOrganizationIds(database, REASON)) {
    const deps = createSystemDeps(database, id, REASON);
    for (const projectId of await projectsWithDue(deps)) expired += await expireIn(forProject(deps, projectId));
  }
  return expired;
}

function isDue(tx: Tx) {
  return { state: { in: ["acknowledged", "not-applicable"] }, until: { lte: tx.now }, removedAt: null };
}

async function projectsWithDue(deps: Deps): Promise<string[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.threat.groupBy({
      by: ["projectId"],
      where: { organizationId: deps.organizationId, ...isDue(tx) },
      orderBy: { projectId: "asc" },
    });
    return rows.map((row) => row.projectId);
  });
}

interface Due {
  readonly number: number;
  readonly state: string;
  readonly ownerId: string | null;
}

async function expireIn(deps: ProjectDeps): Promise<number> {
  return deps.withOrganization(
    async (tx) => {
      // Whoever decides, or another worker, has to wait: what is read below is what is moved.
      await lockModel(tx, deps);
      const due = await tx.db.threat.findMany({
        where: { ...inModel(deps), ...isDue(tx) },
        select: { id: true, number: true, state: true, ownerId: true },
        orderBy: { number: "asc" },
        take: BATCH,
      });
      for (const { id } of due) await moveInTransaction(tx, deps, id, "expire", { by: "system" });
      if (due.length > 0) await tell(tx, deps, due);
      return due.length;
    },
    { timeoutMs: 60_000 },
  );
}

/** One message about all of them, to who answers for one of them and to those who decide on such things. */
async function tell(tx: Tx, deps: ProjectDeps, due: readonly Due[]): Promise<void> {
  const { organizationId, projectId } = deps;
  const project = await tx.db.project.findFirst({
    where: { organizationId, id: projectId },
    select: { slug: true, name: true, organization: { select: { slug: true } } },
  });
  if (project === null) return;
  const approvers = await findMembersWith(tx, deps, "threat-model:approve", projectId);
  const owners = due.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]));
  const [only] = due;
  const model = `/o/${project.organization.slug}/p/${project.slug}/threat-model`;
  await notify(tx, deps, {
    ...{ kind: "threat-model.expire", title: sentence(project.name, due), projectId },
    href: due.length === 1 && only !== undefined ? `${model}/threat/${only.number}` : model,
    to: { memberIds: [...owners, ...approvers.map(({ memberId }) => memberId)] },
  });
}

function sentence(project: string, due: readonly Due[]): string {
  const open = due.filter(({ state }) => state === "acknowledged").map(({ number }) => `T-${number}`);
  const proposed = due.filter(({ state }) => state !== "acknowledged").map(({ number }) => `T-${number}`);
  const parts = [
    ...(open.length === 0 ? [] : [`${named(open)} open again`]),
    ...(proposed.length === 0 ? [] : [`${named(proposed)} proposed again`]),
  ];
  return `${project}: ${parts.join(", ")}, because ${due.length === 1 ? "its date has" : "their dates have"} passed`;
}

const MOST_NAMED = 3;

function named(numbers: readonly string[]): string {
  const verb = numbers.length === 1 ? "is" : "are";
  if (numbers.length > MOST_NAMED) {
    return `${numbers.slice(0, MOST_NAMED).join(", ")} and ${numbers.length - MOST_NAMED} more ${verb}`;
  }
  return `${numbers.join(", ")} ${verb}`;
}
