import { findProjectsWith } from "../../organization/server.ts";
import type { OrganizationScope } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { ownMemberId } from "../own.ts";
import { loadPeople, loadProjects, SETTINGS_SELECT } from "../row.ts";
import type { OwnSettings } from "../schema.ts";

/** What the acting member is sent, with what the page shows around it. Throws notification.not-found. */
export async function getSettings(
  deps: Deps,
  _input: OrganizationScope,
  operator: { readonly canMail: boolean },
): Promise<OwnSettings> {
  const memberId = ownMemberId(deps);
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const [person] = await loadPeople(tx, deps, memberId);
    if (person === undefined) throw fail("notification.not-found");
    const row = await tx.db.notificationSettings.findFirst({
      where: { organizationId, memberId },
      select: SETTINGS_SELECT,
    });
    const organization = await tx.db.organization.findUnique({ where: { id: organizationId }, select: { demo: true } });
    const open = await findProjectsWith(tx, deps, "project:read");
    const projects = [...(await loadProjects(tx, deps))].filter(([id]) => open === "all" || open.includes(id));
    const { mutedProjectIds, ...wishes } = person.wishes;
    const muted = new Set(mutedProjectIds);
    return {
      ...wishes,
      mutedProjects: projects.filter(([id]) => muted.has(id)).map(([, { slug }]) => slug),
      ...{ saved: row !== null, rowVersion: row?.rowVersion ?? 0 },
      ...{ address: person.email, canMail: operator.canMail, demo: organization?.demo === true },
      projects: projects.map(([, project]) => ({ slug: project.slug, name: project.name })),
    };
  });
}
