import { notify } from "../../notification/server.ts";
import { findMembersWith } from "../../organization/server.ts";
import { toUuid } from "../../shared/index.ts";
import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import type { ReportEntry } from "../stored.ts";

/** Leaves a message for those who asked for it and may still read reports here; who made it by hand gets none. */
export async function tellSubscribers(tx: Tx, deps: ProjectDeps, entry: ReportEntry): Promise<void> {
  // A schedule acts for a person who is not there: that person is told like everybody else.
  const teller = entry.scheduled ? asSchedule(deps) : deps;
  await tell(tx, deps, teller, (project) => ({
    kind: "report.create",
    title: `Risk report ${entry.number} of ${project.name} is there`,
    href: `${project.path}/report/${entry.number}`,
    subjectId: toUuid(entry.id),
  }));
}

/** Tells the same people that no more reports come by themselves. */
export async function tellStopped(tx: Tx, deps: ProjectDeps): Promise<void> {
  await tell(tx, deps, asSchedule(deps), (project) => ({
    kind: "report.clear-schedule",
    title: `Scheduled reports of ${project.name} have stopped`,
    href: `${project.path}/report`,
    subjectId: deps.projectId,
  }));
}

function asSchedule(deps: Deps): Deps {
  return { ...deps, actor: { kind: "system", reason: "report schedule" } };
}

interface Message {
  readonly kind: string;
  readonly title: string;
  readonly href: string;
  readonly subjectId: string;
}

async function tell(
  tx: Tx,
  { organizationId, projectId }: ProjectDeps,
  teller: Deps,
  say: (project: { readonly name: string; readonly path: string }) => Message,
): Promise<void> {
  const rows = await tx.db.reportSubscription.findMany({
    where: { organizationId, projectId },
    select: { memberId: true },
  });
  if (rows.length === 0) return;
  const readers = new Set(
    (await findMembersWith(tx, teller, "report:read", projectId)).map(({ memberId }) => memberId),
  );
  const memberIds = rows.map(({ memberId }) => memberId).filter((memberId) => readers.has(memberId));
  const project = await tx.db.project.findFirstOrThrow({
    where: { organizationId, id: projectId },
    select: { slug: true, name: true, organization: { select: { slug: true } } },
  });
  const path = `/o/${project.organization.slug}/p/${project.slug}`;
  await notify(tx, teller, { ...say({ name: project.name, path }), projectId, to: { memberIds } });
}
