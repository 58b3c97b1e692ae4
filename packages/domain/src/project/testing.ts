import { projectPermissions, type Role } from "../organization/index.ts";
import { createTestOrganization, type TestOrganization } from "../organization/testing.ts";
import { toUuid } from "../shared/index.ts";
import { createDeps, type Database, forProject, type ProjectDeps } from "../shared/server.ts";
import { createProject } from "./use-cases/create-project.ts";

export interface TestProject {
  readonly organization: TestOrganization;
  readonly projectId: string;
  readonly slug: string;
  /** Project deps as the member of a role. */
  as(role: Role): ProjectDeps;
  readonly system: ProjectDeps;
}

/** A project in a new organization, or in a given one. */
export async function createTestProject(
  database: Database,
  input: { slug?: string; organization?: TestOrganization } = {},
): Promise<TestProject> {
  const organization = input.organization ?? (await createTestOrganization(database));
  const slug = input.slug ?? "vault";
  const project = await createProject(organization.members.owner.deps, {
    name: `Project ${slug}`,
    slug,
    kind: "protocol",
    summary: "",
  });
  const projectId = toUuid(project.id);
  return {
    ...{ organization, projectId, slug },
    as(role) {
      const { userId, memberId } = organization.members[role];
      const actor = { kind: "user", userId, memberId, signedInAt: new Date() } as const;
      const { organizationId } = organization;
      return forProject(
        createDeps({ database, actor, organizationId, permissions: projectPermissions(role, []) }),
        projectId,
      );
    },
    system: forProject(organization.system, projectId),
  };
}
