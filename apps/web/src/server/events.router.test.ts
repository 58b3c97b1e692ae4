import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { passGate, signOut } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { addGrant, changeMemberRole, removeGrant, removeMember } from "@redoubt/domain/organization/server";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../env.ts";
import { bus, closeHouse } from "./context.ts";
import { eventsRoute } from "./http/events.ts";
import { mayHear, STREAM_TOPICS } from "./http/topics.ts";
import { endStreams } from "./shutdown.ts";
import { testEnvironment } from "./testing/environment.ts";
import { visit } from "./testing/visit.ts";

interface Listening {
  readonly events: { event: string; data: { topic?: string; subjectId?: string; why?: string } }[];
  ended: boolean;
  until(test: () => boolean): Promise<void>;
  close(): void;
}

describe.skipIf(!hasTestServer())("event stream", () => {
  let test: TestDatabase;
  let project: TestProject;
  let other: TestProject;
  const open: Listening[] = [];
  beforeAll(async () => {
    test = await createTestDatabase();
    useEnvironment(testEnvironment(test.url));
    project = await createTestProject(test.database);
    other = await createTestProject(test.database);
    // The listening connection opens by itself: announce until it hears.
    let heard = false;
    const stop = bus().subscribe(() => {
      heard = true;
    });
    for (let i = 0; i < 400 && !heard; i++) {
      await announce(project, "project", "warm-up");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    stop();
  });
  afterAll(async () => {
    for (const stream of open) stream.close();
    await closeHouse();
    await test?.drop();
  });

  const announce = (
    where: TestProject,
    topic: string,
    subjectId: string,
    projectId: string | undefined = where.projectId,
  ): Promise<void> => {
    const { organizationId } = where.organization;
    return where.system.withOrganization((tx) =>
      tx.announce({ organizationId, topic, subjectId, ...(projectId === undefined ? {} : { projectId }) }),
    );
  };
  const signIn = (userId: string) =>
    passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true });

  async function listen(token: string, organization = project.organization.slug): Promise<Listening> {
    const stop = new AbortController();
    const response = await visit(eventsRoute, { params: { organization }, token, signal: stop.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events: Listening["events"] = [];
    const listening: Listening = {
      events,
      ended: false,
      async until(test) {
        for (let i = 0; i < 400 && !test(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
        expect(test()).toBe(true);
      },
      close: () => stop.abort(),
    };
    void (async () => {
      let text = "";
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        const frames = text.split("\n\n");
        text = frames.pop() ?? "";
        for (const frame of frames) {
          const event = /^event: (.*)$/m.exec(frame)?.[1];
          const data = /^data: (.*)$/m.exec(frame)?.[1];
          if (event !== undefined && data !== undefined) events.push({ event, data: JSON.parse(data) });
        }
      }
      listening.ended = true;
    })();
    open.push(listening);
    return listening;
  }

  it("tells members what changed in their organization, and nothing of another", async () => {
    const { token } = await signIn(project.organization.members.developer.userId);
    const stream = await listen(token);
    await announce(other, "finding", "theirs");
    await announce(project, "unknown-topic", "no topic");
    await announce(project, "finding", "ours");
    await stream.until(() => stream.events.some(({ data }) => data.subjectId === "ours"));
    expect(stream.events).toEqual([
      { event: "change", data: { topic: "finding", subjectId: "ours", projectId: project.projectId } },
    ]);
  });

  it("tells of notifications to their reader alone", async () => {
    const { developer, manager } = project.organization.members;
    const stream = await listen((await signIn(developer.userId)).token);
    await announce(project, "notification", manager.memberId, undefined);
    await announce(project, "notification", developer.memberId, undefined);
    await stream.until(() => stream.events.length > 0);
    expect(stream.events.map(({ data }) => data.subjectId)).toEqual([developer.memberId]);
  });

  it("tells an auditor of granted projects only, as long as the grant holds", async () => {
    const { auditor, owner } = project.organization.members;
    const scope = { organization: project.organization.slug };
    const stream = await listen((await signIn(auditor.userId)).token);
    const subjects = (): unknown[] =>
      stream.events.filter(({ data }) => data.topic === "finding").map(({ data }) => data.subjectId);
    const organizationChanges = (): number => stream.events.filter(({ data }) => data.topic === "organization").length;
    await announce(project, "finding", "before");
    const { id } = await addGrant(owner.deps, {
      ...scope,
      memberId: auditor.memberId,
      projectSlug: project.slug,
      role: "auditor",
    });
    await stream.until(() => organizationChanges() === 1);
    await announce(project, "finding", "granted");
    await stream.until(() => subjects().length === 1);
    await removeGrant(owner.deps, { ...scope, grantId: toUuid(id) });
    await announce(project, "finding", "after");
    await stream.until(() => organizationChanges() === 2);
    await announce(project, "finding", "long after");
    await announce(project, "organization", "last", undefined);
    await stream.until(() => organizationChanges() === 3);
    expect(subjects()).toEqual(["granted"]);
  });

  it("ends when the member is removed, when the role no longer allows it, and on sign-out", async () => {
    const { owner, manager, developer } = project.organization.members;
    const scope = { organization: project.organization.slug };
    const removed = await listen((await signIn(manager.userId)).token);
    await removeMember(owner.deps, { ...scope, memberId: manager.memberId });
    await removed.until(() => removed.ended);
    expect(removed.events.at(-1)).toEqual({ event: "end", data: { why: "access" } });

    const demoted = await listen((await signIn(developer.userId)).token);
    await changeMemberRole(owner.deps, { ...scope, memberId: developer.memberId, role: "ci", rowVersion: 1 });
    await demoted.until(() => demoted.ended);

    const { token } = await signIn(owner.userId);
    const signedOut = await listen(token);
    await signOut({ database: test.database, address: null, requestId: null }, token);
    await signedOut.until(() => signedOut.ended);
  });

  it("ends with the process", async () => {
    const stream = await listen((await signIn(project.organization.members.owner.userId)).token);
    endStreams();
    await stream.until(() => stream.ended);
  });
});

describe("mayHear", () => {
  const access = {
    organizationId: "o",
    memberId: "m",
    permissions: new Set(["organization:read"] as const),
    projects: new Map([["p", new Set(["finding:read"] as const)]]),
  };
  it("knows a permission for each topic that it tells", () => {
    for (const [topic, permission] of Object.entries(STREAM_TOPICS)) expect(permission).toBe(`${topic}:read`);
  });

  it.each([
    [{ organizationId: "o", topic: "finding", subjectId: "s", projectId: "p" }, true],
    [{ organizationId: "o", topic: "finding", subjectId: "s", projectId: "q" }, false],
    [{ organizationId: "o", topic: "finding", subjectId: "s" }, false],
    [{ organizationId: "o", topic: "scan", subjectId: "s", projectId: "p" }, false],
    [{ organizationId: "x", topic: "finding", subjectId: "s", projectId: "p" }, false],
    [{ organizationId: "o", topic: "organization", subjectId: "s" }, true],
    [{ organizationId: "o", topic: "toString", subjectId: "s" }, false],
    [{ organizationId: "", topic: "identity", subjectId: "s" }, false],
  ])("%j is %s", (message, expected) => {
    expect(mayHear(access, message)).toBe(expected);
  });
});
