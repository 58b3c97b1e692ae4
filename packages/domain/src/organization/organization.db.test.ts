import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUserDeps, findSession, isLinkTokenLive } from "../identity/server.ts";
import { createTestUser, TEST_PASSWORD, testSignInDeps } from "../identity/testing.ts";
import { newId, toUuid } from "../shared/index.ts";
import { createSystemDeps } from "../shared/server.ts";
import { acceptAsNewPerson, acceptAsUser } from "./use-cases/accept-invitation.ts";
import { addGrant } from "./use-cases/add-grant.ts";
import { changeMemberRole } from "./use-cases/change-member-role.ts";
import { createInvitation } from "./use-cases/create-invitation.ts";
import { findMembersWith, findProjectsWith } from "./use-cases/find-members.ts";
import { getOrganization, listMemberships } from "./use-cases/get-organization.ts";
import { listAudit } from "./use-cases/list-audit.ts";
import { listInvitations } from "./use-cases/list-invitations.ts";
import { listMembers } from "./use-cases/list-members.ts";
import { previewInvitation } from "./use-cases/preview-invitation.ts";
import { removeGrant } from "./use-cases/remove-grant.ts";
import { removeMember } from "./use-cases/remove-member.ts";
import { renameOrganization } from "./use-cases/rename-organization.ts";
import { resolveAccess } from "./use-cases/resolve-access.ts";
import { revokeInvitation } from "./use-cases/revoke-invitation.ts";
import { openSecret, sealSecret } from "./use-cases/seal-secret.ts";
import { createSetUpLink, isSetUpLinkLive, setUp } from "./use-cases/set-up.ts";
import { createTestOrganization, TEST_ROOT_KEY, type TestOrganization } from "./testing.ts";
import { useRootKey } from "./root-key.ts";

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error: { code?: unknown }) => error.code ?? error,
  );

describe.skipIf(!hasTestServer())("organization", () => {
  let test: TestDatabase;
  let home: TestOrganization;
  let other: TestOrganization;
  beforeAll(async () => {
    test = await createTestDatabase();
    useRootKey(TEST_ROOT_KEY);
  });
  afterAll(async () => test?.drop());

  const scope = (organization: TestOrganization) => ({ organization: organization.slug });
  async function userDeps(userId: string) {
    return createUserDeps({
      database: test.database,
      userId,
      sessionId: newId(),
      signedInAt: new Date(),
      requestId: null,
      address: null,
    });
  }

  it("is made by the set-up link, once, together with its owner", async () => {
    const token = await createSetUpLink(test.database);
    if (token === null) throw new Error("no link");
    const renewed = await createSetUpLink(test.database);
    if (renewed === null) throw new Error("no link");
    const deps = testSignInDeps(test.database);
    expect(await isSetUpLinkLive(deps, token)).toBe(false);
    expect(await isSetUpLinkLive(deps, renewed)).toBe(true);
    const input = {
      token: renewed,
      organizationName: "First Light",
      name: "Ada",
      email: "ada@example.org",
      password: TEST_PASSWORD,
    };
    const results = await Promise.allSettled([
      setUp(deps, input),
      setUp(deps, { ...input, email: "eve@example.org", organizationName: "Second" }),
    ]);
    const done = results.filter((result) => result.status === "fulfilled");
    expect(done).toHaveLength(1);
    const { rows } = await test.owner.query(
      `SELECT (SELECT count(*) FROM organization)::int AS o, (SELECT count(*) FROM "user")::int AS u`,
    );
    expect(rows[0]).toEqual({ o: 1, u: 1 });
    const signedIn = done[0]?.value.signedIn;
    expect(await findSession(test.database, signedIn?.token ?? "")).toMatchObject({ userId: signedIn?.userId });
    expect(await createSetUpLink(test.database)).toBeNull();
    expect(await test.database.asSystem("test", (tx) => isLinkTokenLive(tx, "set-up", renewed))).toBe(false);
  });

  it("has members of all roles (set-up of the tests below)", async () => {
    home = await createTestOrganization(test.database, { slug: "home" });
    other = await createTestOrganization(test.database, { slug: "other" });
    const members = await listMembers(home.members.owner.deps);
    expect(members.map((member) => member.role).sort()).toEqual([
      "auditor",
      "ci",
      "developer",
      "manager",
      "owner",
      "security-lead",
    ]);
    expect(members.filter((member) => member.self).map((member) => member.role)).toEqual(["owner"]);
  });

  it("seals secrets for one place of one organization", async () => {
    const place = { record: newId(), field: "source.credential" };
    const sealed = await home.system.withOrganization((tx) => sealSecret(tx, home.system, place, "ghp_secret"));
    expect(await home.system.withOrganization((tx) => openSecret(tx, home.system, place, sealed))).toBe("ghp_secret");
    const elsewhere = { ...place, record: newId() };
    expect(await codeOf(home.system.withOrganization((tx) => openSecret(tx, home.system, elsewhere, sealed)))).toBe(
      "organization.secret-unreadable",
    );
    expect(await codeOf(other.system.withOrganization((tx) => openSecret(tx, other.system, place, sealed)))).toBe(
      "organization.secret-unreadable",
    );
    useRootKey("00".repeat(32));
    expect(await codeOf(home.system.withOrganization((tx) => openSecret(tx, home.system, place, sealed)))).toBe(
      "organization.secret-unreadable",
    );
    useRootKey(TEST_ROOT_KEY);
  });

  it("resolves access for members alone, in the project too", async () => {
    const projectId = newId();
    await home.system.withOrganization((tx) =>
      tx.db.project.createMany({
        data: [{ organizationId: home.organizationId, id: projectId, slug: "alpha", name: "Alpha", kind: "protocol" }],
      }),
    );
    const developer = home.members.developer.userId;
    const access = await resolveAccess(test.database, { userId: developer, organization: "home", project: "alpha" });
    expect(access).toMatchObject({
      organizationId: home.organizationId,
      role: "developer",
      project: { id: projectId, archived: false },
    });
    expect(await resolveAccess(test.database, { userId: developer, organization: "other" })).toBeNull();
    expect(await resolveAccess(test.database, { userId: developer, organization: "missing" })).toBeNull();
    const auditor = home.members.auditor;
    const hidden = await resolveAccess(test.database, {
      userId: auditor.userId,
      organization: "home",
      project: "alpha",
    });
    expect(hidden).toMatchObject({ project: null, hiddenProjectId: projectId });
    const { id } = await addGrant(home.members.owner.deps, {
      ...scope(home),
      memberId: auditor.memberId,
      projectSlug: "alpha",
      role: "auditor",
    });
    const open = await resolveAccess(test.database, { userId: auditor.userId, organization: "home", project: "alpha" });
    expect(open?.project?.permissions.has("finding:read")).toBe(true);
    expect(open?.permissions.has("finding:read")).toBe(false);
    expect(await home.system.withOrganization((tx) => findProjectsWith(tx, auditor.deps, "finding:read"))).toEqual([
      projectId,
    ]);
    expect(await home.system.withOrganization((tx) => findProjectsWith(tx, auditor.deps, "finding:triage"))).toEqual(
      [],
    );
    expect(
      await home.system.withOrganization((tx) => findProjectsWith(tx, home.members.manager.deps, "finding:read")),
    ).toBe("all");
    const readers = await home.system.withOrganization((tx) =>
      findMembersWith(tx, home.system, "finding:read", projectId),
    );
    expect(readers.map((reader) => reader.memberId)).toContain(auditor.memberId);
    await removeGrant(home.members.owner.deps, { ...scope(home), grantId: toUuid(id) });
    const closed = await resolveAccess(test.database, {
      userId: auditor.userId,
      organization: "home",
      project: "alpha",
    });
    expect(closed?.project).toBeNull();
  });

  it("does not follow an old hint to an organization that has gone, or whose slug is used again", async () => {
    const first = await createTestOrganization(test.database, { slug: "again" });
    const userId = first.members.owner.userId;
    expect(await resolveAccess(test.database, { userId, organization: "again" })).not.toBeNull();
    await test.owner.query(`DELETE FROM organization WHERE id = $1`, [first.organizationId]);
    expect(await resolveAccess(test.database, { userId, organization: "again" })).toBeNull();
    await createTestOrganization(test.database, { slug: "again" });
    expect(await resolveAccess(test.database, { userId, organization: "again" })).toBeNull();
  });

  it("refuses grants for foreign members and projects, and the same grant twice", async () => {
    const { owner, auditor } = home.members;
    const input = { ...scope(home), memberId: auditor.memberId, projectSlug: "alpha", role: "auditor" } as const;
    expect(await codeOf(addGrant(owner.deps, { ...input, memberId: other.members.auditor.memberId }))).toBe(
      "organization.member-not-found",
    );
    expect(await codeOf(addGrant(owner.deps, { ...input, projectSlug: "beta" }))).toBe("organization.not-found");
    const both = await Promise.all([codeOf(addGrant(owner.deps, input)), codeOf(addGrant(owner.deps, input))]);
    expect(both.sort()).toEqual(["no error", "organization.grant-exists"]);
    const listed = (await listMembers(owner.deps)).find((member) => member.role === "auditor");
    expect(listed?.grants).toMatchObject([{ role: "auditor", project: { slug: "alpha" } }]);
  });

  it("bounds roles by the granter's own and keeps an owner", async () => {
    const { owner, developer } = home.members;
    const lead = home.members["security-lead"];
    const promote = { ...scope(home), memberId: developer.memberId, role: "owner", rowVersion: 1 } as const;
    expect(await codeOf(changeMemberRole(lead.deps, promote))).toBe("organization.role-above-own");
    expect(await codeOf(removeMember(lead.deps, { ...scope(home), memberId: owner.memberId }))).toBe(
      "organization.role-above-own",
    );
    expect(await codeOf(createInvitation(lead.deps, { ...scope(home), role: "owner" }))).toBe(
      "organization.role-above-own",
    );
    expect(await codeOf(removeMember(owner.deps, { ...scope(home), memberId: owner.memberId }))).toBe(
      "organization.last-owner",
    );
    expect(await codeOf(changeMemberRole(owner.deps, { ...promote, memberId: owner.memberId, role: "manager" }))).toBe(
      "organization.last-owner",
    );
    expect(await codeOf(changeMemberRole(owner.deps, { ...promote, rowVersion: 9 }))).toBe("organization.stale");
    await changeMemberRole(owner.deps, promote);
    // Two owners leave at once: one of them stays.
    const both = await Promise.all([
      codeOf(removeMember(owner.deps, { ...scope(home), memberId: owner.memberId })),
      codeOf(removeMember(developer.deps, { ...scope(home), memberId: developer.memberId })),
    ]);
    expect(both.sort()).toEqual(["no error", "organization.last-owner"]);
    const { rows } = await test.owner.query(
      `SELECT count(*)::int AS n FROM member WHERE organization_id = $1 AND role = 'owner' AND removed_at IS NULL`,
      [home.organizationId],
    );
    expect(rows[0].n).toBe(1);
    await test.owner.query(`UPDATE member SET removed_at = NULL, role = 'developer' WHERE id = $1`, [
      developer.memberId,
    ]);
    await test.owner.query(`UPDATE member SET removed_at = NULL, role = 'owner' WHERE id = $1`, [owner.memberId]);
  });

  it("withdraws the invitations that a demoted or removed member could not give any more", async () => {
    const { owner, manager } = home.members;
    await test.owner.query(`UPDATE member SET role = 'owner' WHERE id = $1`, [manager.memberId]);
    await createInvitation(manager.deps, { ...scope(home), role: "owner" });
    await createInvitation(manager.deps, { ...scope(home), role: "manager" });
    const { rows } = await test.owner.query(`SELECT row_version FROM member WHERE id = $1`, [manager.memberId]);
    await changeMemberRole(owner.deps, {
      ...scope(home),
      memberId: manager.memberId,
      role: "manager",
      rowVersion: rows[0].row_version,
    });
    expect((await listInvitations(owner.deps)).map((invitation) => invitation.role)).toEqual(["manager"]);
    await removeMember(owner.deps, { ...scope(home), memberId: manager.memberId });
    expect(await listInvitations(owner.deps)).toEqual([]);
  });

  it("lets one new person in by one invitation", async () => {
    const { owner } = home.members;
    const { token } = await createInvitation(owner.deps, {
      ...scope(home),
      email: "grace@example.org",
      role: "developer",
    });
    const deps = testSignInDeps(test.database, { address: "192.0.2.10" });
    expect(await previewInvitation(deps, token)).toMatchObject({
      organizationName: "home",
      role: "developer",
      email: "grace@example.org",
    });
    const input = { token, name: "Grace", email: "grace@example.org", password: "brisk-otter-meadow-17" };
    expect(await codeOf(acceptAsNewPerson(deps, { ...input, email: "mallory@example.org" }))).toBe(
      "organization.invitation-for-another",
    );
    const results = await Promise.allSettled([acceptAsNewPerson(deps, input), acceptAsNewPerson(deps, input)]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await codeOf(previewInvitation(deps, token))).toBe("organization.invitation-not-found");
    const grace = (await listMembers(owner.deps)).find((member) => member.email === "grace@example.org");
    expect(grace?.role).toBe("developer");
  });

  it("lets an existing person in, and a removed one back, with the new role", async () => {
    const { owner } = home.members;
    const person = await createTestUser(test.database, { email: "linus@example.org" });
    const deps = await userDeps(person.userId);
    const first = await createInvitation(owner.deps, { ...scope(home), role: "developer" });
    expect(await acceptAsUser(deps, { token: first.token })).toEqual({ slug: "home" });
    expect(await codeOf(acceptAsUser(deps, { token: first.token }))).toBe("organization.invitation-not-found");
    const second = await createInvitation(owner.deps, { ...scope(home), role: "manager" });
    expect(await codeOf(acceptAsUser(deps, { token: second.token }))).toBe("organization.already-member");
    const linus = (await listMembers(owner.deps)).find((member) => member.email === "linus@example.org");
    await removeMember(owner.deps, { ...scope(home), memberId: toUuid(linus?.id ?? "") });
    expect(await listMemberships(deps)).toEqual([]);
    await acceptAsUser(deps, { token: second.token });
    expect(await listMemberships(deps)).toMatchObject([{ slug: "home", role: "manager" }]);
  });

  it("refuses withdrawn, expired, foreign and made-up invitations alike", async () => {
    const { owner } = home.members;
    const person = await userDeps((await createTestUser(test.database)).userId);
    const withdrawn = await createInvitation(owner.deps, { ...scope(home), role: "developer" });
    await revokeInvitation(owner.deps, { ...scope(home), invitationId: toUuid(withdrawn.id) });
    const expired = await createInvitation(owner.deps, { ...scope(home), role: "developer" });
    await test.owner.query(`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      toUuid(expired.id),
    ]);
    const live = await createInvitation(owner.deps, { ...scope(home), role: "developer" });
    const moved = `${other.organizationId.replaceAll("-", "")}.${live.token.split(".")[1]}`;
    const tokens = [
      withdrawn.token,
      expired.token,
      moved,
      `${newId().replaceAll("-", "")}.${live.token.split(".")[1]}`,
      "nonsense",
    ];
    for (const token of tokens)
      expect(await codeOf(acceptAsUser(person, { token }))).toBe("organization.invitation-not-found");
    expect(
      await codeOf(revokeInvitation(other.members.owner.deps, { ...scope(other), invitationId: toUuid(live.id) })),
    ).toBe("organization.invitation-not-found");
  });

  it("refuses a rename over someone else's", async () => {
    const { owner } = home.members;
    const { rowVersion } = await getOrganization(owner.deps);
    await renameOrganization(owner.deps, { ...scope(home), name: "Home Base", rowVersion });
    expect(await codeOf(renameOrganization(owner.deps, { ...scope(home), name: "Mine", rowVersion }))).toBe(
      "organization.stale",
    );
    expect((await getOrganization(owner.deps)).name).toBe("Home Base");
  });

  it("pages through its own audit log, newest first, without a gap", async () => {
    const { owner } = home.members;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAudit(owner.deps, {
        ...scope(home),
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.items.map((entry) => entry.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const { rows } = await test.owner.query(
      `SELECT id FROM audit_event WHERE organization_id = $1 ORDER BY at DESC, id DESC`,
      [home.organizationId],
    );
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual(rows.map((row) => row.id));
    const system = createSystemDeps(test.database, other.organizationId, "test");
    expect((await listAudit(system, { ...scope(other), limit: 200 })).items.map((entry) => entry.action)).toEqual([
      "organization.create",
    ]);
  });
});
