import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveAccess } from "../organization/server.ts";
import { addMember, createTestOrganization } from "../organization/testing.ts";
import { createTestUser } from "../identity/testing.ts";
import { createTestProject } from "./testing.ts";
import { archiveProject, restoreProject } from "./use-cases/archive-project.ts";
import { createProject } from "./use-cases/create-project.ts";
import { getProject } from "./use-cases/get-project.ts";
import { listProjects } from "./use-cases/list-projects.ts";
import { nextNumber } from "./use-cases/next-number.ts";
import { removeDemo } from "./use-cases/remove-demo.ts";
import { updateProject } from "./use-cases/update-project.ts";

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error: { code?: unknown }) => error.code ?? error,
  );

describe.skipIf(!hasTestServer())("project", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(async () => test?.drop());

  it("numbers without gaps and without a number twice, also in parallel and after a rollback", async () => {
    const project = await createTestProject(test.database);
    const deps = project.system;
    const take = (): Promise<number> => deps.withOrganization((tx) => nextNumber(tx, deps, "finding"));
    const numbers = await Promise.all(Array.from({ length: 12 }, take));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    await expect(
      deps.withOrganization(async (tx) => {
        await nextNumber(tx, deps, "finding");
        throw new Error("roll back");
      }),
    ).rejects.toThrow("roll back");
    expect(await take()).toBe(13);
    expect(await deps.withOrganization((tx) => nextNumber(tx, deps, "scan"))).toBe(1);
  });

  it("creates, lists and shows projects with the lifecycle rail", async () => {
    const organization = await createTestOrganization(test.database);
    const { deps } = organization.members.owner;
    const input = { name: "Meridian Vault", kind: "protocol", summary: "" } as const;
    const first = await createProject(deps, input);
    const second = await createProject(deps, input);
    expect([first.slug, second.slug]).toEqual(["meridian-vault", "meridian-vault-2"]);
    expect(await codeOf(createProject(deps, { ...input, slug: "meridian-vault" }))).toBe("project.slug-taken");
    expect((await listProjects(deps, { archived: false })).map((project) => project.slug)).toEqual([
      "meridian-vault",
      "meridian-vault-2",
    ]);
    const project = await createTestProject(test.database, { organization, slug: "alpha" });
    const detail = await getProject(project.as("developer"));
    expect(detail.stages.map((stage) => stage.label)).toEqual([
      ...["Profile", "Threat model", "Develop", "Review", "Test", "Deploy", "Monitor", "Respond", "Learn"],
    ]);
    expect(
      detail.stages.filter((stage) => stage.slices.length > 0).map((stage) => [stage.slug, stage.slices[0]]),
    ).toEqual([
      ["profile", "profile"],
      ["threat-model", "threat-model"],
      ["develop", "source"],
      ["test", "verification"],
    ]);
    expect(detail.permissions).toContain("finding:triage");
    expect(detail.permissions).not.toContain("project:write");
  });

  it("shows members without a role for all projects only those that are granted", async () => {
    const project = await createTestProject(test.database, { slug: "alpha" });
    await createTestProject(test.database, { organization: project.organization, slug: "beta" });
    const { auditor } = project.organization.members;
    expect(await listProjects(auditor.deps, { archived: false })).toEqual([]);
    const { organizationId } = project.organization;
    await project.system.withOrganization((tx) =>
      tx.db.grant.createMany({
        data: [
          {
            organizationId,
            id: auditor.memberId,
            memberId: auditor.memberId,
            role: "auditor",
            projectId: project.projectId,
          },
        ],
      }),
    );
    expect((await listProjects(auditor.deps, { archived: false })).map((entry) => entry.slug)).toEqual(["alpha"]);
  });

  it("refuses a save over someone else's and shows the stored version", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("owner");
    const { rowVersion } = await getProject(deps);
    const input = { name: "Alpha", kind: "dapp", stage: "test", summary: "Holds value", rowVersion } as const;
    expect(await updateProject(deps, input)).toMatchObject({
      name: "Alpha",
      stage: "test",
      rowVersion: rowVersion + 1,
    });
    const stale = await updateProject(deps, { ...input, name: "Beta" }).catch((error: unknown) => error);
    expect(stale).toMatchObject({
      code: "project.stale",
      details: { stored: { name: "Alpha", rowVersion: rowVersion + 1 } },
    });
  });

  it("makes an archived project read-only until it is restored", async () => {
    const project = await createTestProject(test.database);
    const { owner } = project.organization.members;
    const look = () =>
      resolveAccess(test.database, {
        userId: owner.userId,
        organization: project.organization.slug,
        project: project.slug,
      });
    await archiveProject(project.as("owner"));
    await archiveProject(project.as("owner"));
    const archived = await look();
    expect(archived?.project?.archived).toBe(true);
    expect(archived?.project?.permissions.has("finding:read")).toBe(true);
    expect(archived?.project?.permissions.has("finding:triage")).toBe(false);
    expect(archived?.project?.permissions.has("scan:run")).toBe(false);
    expect(await listProjects(owner.deps, { archived: false })).toEqual([]);
    expect(await listProjects(owner.deps, { archived: true })).toHaveLength(1);
    await restoreProject(project.as("owner"));
    expect((await look())?.project?.permissions.has("scan:run")).toBe(true);
    const { rows } = await test.owner.query(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY at, id`, [
      project.projectId,
    ]);
    expect(rows.map((row) => row.action)).toEqual(["project.create", "project.archive", "project.restore"]);
  });

  it("removes the demo with all that is in it, leaves other organizations alone and keeps the audit log", async () => {
    const demo = await createTestOrganization(test.database, { demo: true });
    const real = await createTestProject(test.database);
    const project = await createTestProject(test.database, { organization: demo });
    await demo.system.withOrganization((tx) => nextNumber(tx, project.system, "scan"));
    const guest = await createTestUser(test.database);
    await addMember(demo.system, guest.userId, "developer");
    expect(await codeOf(removeDemo(real.organization.members.owner.deps))).toBe("project.not-the-demo");
    await removeDemo(demo.members.owner.deps);
    for (const table of ["organization", "member", "project", "project_sequence", "grant", "notification"]) {
      const column = table === "organization" ? "id" : "organization_id";
      const { rows } = await test.owner.query(`SELECT count(*)::int AS n FROM "${table}" WHERE ${column} = $1`, [
        demo.organizationId,
      ]);
      expect(rows[0].n, table).toBe(0);
    }
    const { rows } = await test.owner.query(
      `SELECT action FROM audit_event WHERE organization_id = $1 ORDER BY at DESC, id DESC LIMIT 1`,
      [demo.organizationId],
    );
    expect(rows[0].action).toBe("organization.delete");
    expect(await getProject(real.as("owner"))).toMatchObject({ slug: "vault" });
  });
});
