import { findMembersWith } from "../../organization/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { Person } from "../schema.ts";

/** The members that findings of this project can be given to: those who may decide there. Ordered by name. */
export async function listAssignees(deps: ProjectDeps): Promise<Person[]> {
  return deps.withOrganization(async (tx) => {
    const members = await findMembersWith(tx, deps, "finding:triage", deps.projectId);
    return members.map(({ memberId, name }) => ({ id: toTypedId("member", memberId), name }));
  });
}
