import type { ProjectDeps } from "../../shared/server.ts";
import type { FindingProjectSettings } from "../project-settings.ts";
import { memberIdOf, readProjectSettings } from "./read-project-settings.ts";

/** What the project has settled about its findings; of owners those who are still members. */
export async function getProjectSettings(deps: ProjectDeps): Promise<FindingProjectSettings> {
  return deps.withOrganization(async (tx) => {
    const { owners, ...settings } = await readProjectSettings(tx, deps);
    const members = await tx.db.member.findMany({
      where: {
        organizationId: deps.organizationId,
        id: { in: owners.map(({ memberId }) => memberId) },
        removedAt: null,
      },
      select: { id: true, user: { select: { name: true } } },
    });
    const names = new Map(members.map(({ id, user }) => [id, user.name]));
    return {
      ...settings,
      owners: owners.flatMap(({ handle, memberId }) => {
        const name = names.get(memberId);
        return name === undefined ? [] : [{ handle, memberId: memberIdOf(memberId), name }];
      }),
    };
  });
}
