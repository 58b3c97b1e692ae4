import { createTestUser } from "../identity/testing.ts";
import { newId } from "../shared/index.ts";
import { createDeps, createSystemDeps, type Database, type Deps } from "../shared/server.ts";
import { MEMBER_PERMISSIONS, ROLES, type Role } from "./permissions.ts";
import { useRootKey } from "./root-key.ts";
import { createOrganization } from "./use-cases/create-organization.ts";

/** Any key; 32 bytes in hexadecimal, as an environment has it. */
export const TEST_ROOT_KEY = "7e21c0d94b5f8a3366017fbe5d2c9a10e4b83f7762d5a90c1138ce4f9b6a02d7";

export interface TestMember {
  readonly userId: string;
  readonly memberId: string;
  readonly email: string;
  /** Deps as this member, with what the role may everywhere in the organization. */
  readonly deps: Deps;
}

export interface TestOrganization {
  readonly organizationId: string;
  readonly slug: string;
  /** One member of each role. */
  readonly members: Readonly<Record<Role, TestMember>>;
  readonly system: Deps;
}

/** An organization with one member of each role; names the root key that tests use. */
export async function createTestOrganization(
  database: Database,
  input: { slug?: string; name?: string; demo?: boolean } = {},
): Promise<TestOrganization> {
  useRootKey(TEST_ROOT_KEY);
  const slug = input.slug ?? `org-${newId().slice(-12)}`;
  const owner = await createTestUser(database, { name: `owner of ${slug}` });
  const created = await createOrganization(
    database,
    "test",
    { slug, name: input.name ?? slug, demo: input.demo ?? false },
    async () => owner.userId,
  );
  const { organizationId } = created;
  const system = createSystemDeps(database, organizationId, "test");
  const members = {} as Record<Role, TestMember>;
  for (const role of ROLES) {
    const user = role === "owner" ? owner : await createTestUser(database, { name: `${role} of ${slug}` });
    const memberId = role === "owner" ? created.ownerMemberId : await addMember(system, user.userId, role);
    members[role] = { ...user, memberId, deps: depsOf(database, organizationId, { ...user, memberId }, role) };
  }
  return { organizationId, slug, members, system };
}

/** Adds a person to an organization, as an accepted invitation would. */
export async function addMember(system: Deps, userId: string, role: Role): Promise<string> {
  const memberId = newId();
  await system.withOrganization((tx) =>
    tx.db.member.createMany({
      data: [{ organizationId: system.organizationId, id: memberId, userId, role, createdAt: tx.now }],
    }),
  );
  return memberId;
}

function depsOf(
  database: Database,
  organizationId: string,
  person: { userId: string; memberId: string },
  role: Role,
): Deps {
  const { userId, memberId } = person;
  const actor = { kind: "user", userId, memberId, signedInAt: new Date() } as const;
  return createDeps({ database, actor, organizationId, permissions: MEMBER_PERMISSIONS[role] });
}
