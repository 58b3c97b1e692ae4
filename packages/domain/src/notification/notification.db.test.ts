import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "../organization/testing.ts";
import { toUuid } from "../shared/index.ts";
import { countUnread, listNotifications } from "./use-cases/list-notifications.ts";
import { markAllNotificationsRead, markNotificationRead } from "./use-cases/mark-notification-read.ts";
import { notify } from "./use-cases/notify.ts";

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error: { code?: unknown }) => error.code ?? error,
  );

describe.skipIf(!hasTestServer())("notification", () => {
  let test: TestDatabase;
  let home: TestOrganization;
  beforeAll(async () => {
    test = await createTestDatabase();
    home = await createTestOrganization(test.database);
  });
  afterAll(async () => test?.drop());
  const all = { organization: "x", unreadOnly: false, limit: 50 };

  it("reaches the members with the permission, but not the one who acts", async () => {
    const { owner, developer, manager } = home.members;
    const count = await owner.deps.withOrganization((tx) =>
      notify(tx, owner.deps, {
        kind: "scan.failed",
        title: "A scan failed",
        href: "/o/x/p/y/scan/1",
        to: { permission: "scan:run" },
      }),
    );
    expect(count).toBe(3);
    expect(await countUnread(owner.deps)).toEqual({ unread: 0 });
    expect(await countUnread(manager.deps)).toEqual({ unread: 0 });
    const page = await listNotifications(developer.deps, all);
    expect(page.items).toMatchObject([
      { kind: "scan.failed", title: "A scan failed", href: "/o/x/p/y/scan/1", readAt: null },
    ]);
  });

  it("tells nobody when the change is rolled back, and nobody twice", async () => {
    const { owner, manager } = home.members;
    const input = { kind: "report.ready", title: "Ready", to: { memberIds: [manager.memberId, manager.memberId] } };
    await owner.deps
      .withOrganization(async (tx) => {
        await notify(tx, owner.deps, input);
        throw new Error("no");
      })
      .catch(() => undefined);
    expect(await countUnread(manager.deps)).toEqual({ unread: 0 });
    expect(await owner.deps.withOrganization((tx) => notify(tx, owner.deps, input))).toBe(1);
    expect(await countUnread(manager.deps)).toEqual({ unread: 1 });
  });

  it("drops a link that leads out of the product, and members of others", async () => {
    const { owner, manager } = home.members;
    const other = await createTestOrganization(test.database);
    const to = { memberIds: [manager.memberId, other.members.manager.memberId] };
    expect(
      await owner.deps.withOrganization((tx) =>
        notify(tx, owner.deps, { kind: "x.y", title: "x", href: "https://evil.example", to }),
      ),
    ).toBe(1);
    expect((await listNotifications(manager.deps, all)).items[0]?.href).toBeNull();
    expect(await countUnread(other.members.manager.deps)).toEqual({ unread: 0 });
  });

  it("is read by its member alone", async () => {
    const { developer, manager } = home.members;
    const id = toUuid((await listNotifications(developer.deps, all)).items[0]?.id ?? "");
    expect(await codeOf(markNotificationRead(manager.deps, { organization: "x", id }))).toBe("notification.not-found");
    await markNotificationRead(developer.deps, { organization: "x", id });
    expect(await countUnread(developer.deps)).toEqual({ unread: 0 });
    expect((await listNotifications(developer.deps, { ...all, unreadOnly: true })).items).toEqual([]);
  });

  it("pages without a gap", async () => {
    const { owner, developer } = home.members;
    for (let i = 0; i < 7; i++) {
      await owner.deps.withOrganization((tx) =>
        notify(tx, owner.deps, { kind: "x.y", title: `number ${i}`, to: { memberIds: [developer.memberId] } }),
      );
    }
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listNotifications>> = await listNotifications(developer.deps, {
        ...all,
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      titles.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(titles).toEqual([
      ...["number 6", "number 5", "number 4", "number 3", "number 2", "number 1", "number 0"],
      "A scan failed",
    ]);
    expect(await markAllNotificationsRead(developer.deps)).toEqual({ marked: 7 });
  });
});
