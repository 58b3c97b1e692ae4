import { findMembersWith } from "../../organization/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { Deps, ProjectDeps } from "../../shared/server.ts";
import type { Person } from "../schema.ts";

/** The members that findings can be given to: those who may decide in the project, or everywhere. Ordered by name. */
export async function listAssignees(deps: Deps | ProjectDeps): Promise<Person[]> {
  const projectId = "projectId" in deps ? deps.projectId : undefined;
  const members = await findMembersWith(deps, deps, "finding:triage", projectId);
  return members.map(({ memberId, name }) => ({ id: toTypedId("member", memberId), name }));
}
