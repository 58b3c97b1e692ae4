import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { PAUSES } from "./schedule.ts";
import { defaultChoices } from "./settings.ts";
import { atTime, deliverAll, later, recordTestEvent, testChannelInput } from "./testing.ts";
import { claimMessage } from "./use-cases/claim-message.ts";
import { completeDelivery, releaseMessage } from "./use-cases/complete-delivery.ts";
import { createChannel } from "./use-cases/create-channel.ts";
import { listMessages } from "./use-cases/list-messages.ts";
import { listNotifications } from "./use-cases/list-notifications.ts";
import { markAllNotificationsRead } from "./use-cases/mark-notification-read.ts";
import { planMessages } from "./use-cases/plan-messages.ts";
import { recordEvents } from "./use-cases/record-events.ts";
import { rehearseMessages } from "./use-cases/rehearse-messages.ts";
import { resendMessage } from "./use-cases/resend-message.ts";
import { saveSettings } from "./use-cases/save-settings.ts";
import { sweepMessages } from "./use-cases/sweep-messages.ts";
import { switchChannel } from "./use-cases/switch-channel.ts";
import { toUuid } from "../shared/index.ts";

const scope = { organization: "x" };
const MAIL = { canMail: true };
const IN_A_MINUTE = 60;
let test: TestDatabase;
let project: TestProject;
let system: ProjectDeps;
let other: TestProject;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  other = await createTestProject(test.database);
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  system = project.system;
});
afterAll(() => test.drop());

const members = () => project.organization.members;
const rows = async <Row>(text: string): Promise<Row[]> =>
  (await test.owner.query(text, [system.organizationId])).rows as Row[];
const messages = () =>
  rows<{ lane: string; form: string; state: string; events: number; attempt: number }>(
    `SELECT lane, form, state, cardinality(event_ids) AS events, attempt FROM notification_message
     WHERE organization_id = $1 ORDER BY created_at, form`,
  );
const jobs = (name: string) =>
  rows<{ subject: string; wait: number }>(
    `SELECT data->>'subjectId' AS subject, round(extract(epoch FROM start_after - created_on))::int AS wait
     FROM pgboss.job WHERE name = '${name}' AND data->>'organizationId' = $1::text ORDER BY created_on`,
  );
async function addChannel(over: Parameters<typeof testChannelInput>[0] = {}): Promise<string> {
  const { channel } = await createChannel(members().owner.deps, testChannelInput(over));
  return toUuid(channel.id);
}
const assigned = (memberId: string, number = 12) =>
  recordTestEvent(system, { kind: "finding.assign", number, concerned: [memberId] });

describe("the outbox", () => {
  it("is written with the change: rolled back, nothing is told and nothing is asked for", async () => {
    const memberId = members().developer.memberId;
    const event = {
      kind: "finding.assign",
      projectId: project.projectId,
      subjectId: null,
      concerned: [memberId],
    } as const;
    await system
      .withOrganization(async (tx) => {
        await recordEvents(tx, system, [{ ...event, facts: { number: 1, title: "T" } }]);
        throw new Error("no");
      })
      .catch(() => undefined);
    expect(await rows("SELECT 1 FROM notification_event WHERE organization_id = $1")).toEqual([]);
    expect(await rows("SELECT 1 FROM notification WHERE organization_id = $1")).toEqual([]);
    expect(await jobs("notification.plan")).toEqual([]);
    await assigned(memberId);
    expect(await rows("SELECT kind FROM notification_event WHERE organization_id = $1")).toHaveLength(1);
    expect(await jobs("notification.plan")).toHaveLength(1);
    const inbox = await listNotifications(members().developer.deps, { ...scope, unreadOnly: true, limit: 50 });
    expect(inbox.items).toMatchObject([{ title: "F-12 is yours: Pool price wins", href: "/o/x/p/y/finding/F-12" }]);
  });

  it("adds to a line of the inbox that is young and unread, and begins a new one else", async () => {
    const { developer } = members();
    const titles = async () =>
      (await listNotifications(developer.deps, { ...scope, unreadOnly: false, limit: 50 })).items.map(
        ({ title }) => title,
      );
    await assigned(developer.memberId, 1);
    await assigned(developer.memberId, 2);
    await assigned(developer.memberId, 3);
    expect(await titles()).toEqual(["3 findings are yours: F-1, F-2, F-3"]);
    await markAllNotificationsRead(developer.deps);
    await assigned(developer.memberId, 4);
    await test.owner.query(
      "UPDATE notification SET created_at = created_at - interval '11 minutes' WHERE member_id = $1",
      [developer.memberId],
    );
    await assigned(developer.memberId, 5);
    expect(await titles()).toEqual([
      "F-5 is yours: Pool price wins",
      "F-4 is yours: Pool price wins",
      "3 findings are yours: F-1, F-2, F-3",
    ]);
  });

  it("tells the same thing once, by its key", async () => {
    const event = { kind: "finding.overdue", projectId: project.projectId, subjectId: null, facts: {} } as const;
    const record = (onceKey: string) =>
      system.withOrganization((tx) => recordEvents(tx, system, [{ ...event, onceKey }]));
    expect([await record("a"), await record("a"), await record("b")]).toEqual([1, 0, 1]);
    // Another organization has keys of its own.
    expect(
      await other.system.withOrganization((tx) =>
        recordEvents(tx, other.system, [{ ...event, projectId: other.projectId, onceKey: "a" }]),
      ),
    ).toBe(1);
  });

  it("makes one message of what happens together, for each receiver, and asks for its delivery in time", async () => {
    const channel = await addChannel();
    const { developer } = members();
    for (let number = 1; number <= 30; number += 1) await assigned(developer.memberId, number);
    await recordTestEvent(system, { kind: "finding.regress", number: 40 });
    expect(await planMessages(system, MAIL)).toBe(false);
    await recordTestEvent(system, { kind: "finding.regress", number: 41 });
    await planMessages(system, MAIL);
    const all = await messages();
    expect(all.filter(({ lane }) => lane === channel)).toMatchObject([{ form: "now", events: 2 }]);
    expect(all.filter(({ lane, events }) => lane === "mail" && events > 2)).toMatchObject([
      { form: "now", events: 32 },
    ]);
    // Those who only read findings get it with their digest.
    expect(all.map(({ form }) => form).sort()).toEqual(["digest", "now", "now", "now", "now"]);
    const asked = await jobs("notification.deliver");
    expect(asked.filter(({ subject }) => subject === channel)).toMatchObject([{ wait: 30 }]);
    // Planned once: nothing is left, and planning again changes nothing.
    expect(await planMessages(system, MAIL)).toBe(false);
    expect(await messages()).toEqual(all);
  });

  it("makes no mail without a mail server, for the demo, and for who may not read the project", async () => {
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, { canMail: false });
    expect(await messages()).toEqual([]);
    await test.owner.query("UPDATE organization SET demo = true WHERE id = $1", [system.organizationId]);
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    expect(await messages()).toEqual([]);
    await test.owner.query("UPDATE organization SET demo = false WHERE id = $1", [system.organizationId]);
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    const receivers = await rows<{ id: string }>(
      "SELECT member_id AS id FROM notification_message WHERE organization_id = $1",
    );
    const { auditor, ci, owner } = members();
    expect(receivers.map(({ id }) => id)).toContain(owner.memberId);
    for (const { memberId } of [auditor, ci]) expect(receivers.map(({ id }) => id)).not.toContain(memberId);
  });

  it("is another organization's own: its channels and people hear nothing", async () => {
    const stranger = await createTestProject(test.database);
    await createChannel(stranger.organization.members.owner.deps, testChannelInput());
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await planMessages(stranger.system, MAIL);
    const { rows: theirs } = await test.owner.query("SELECT 1 FROM notification_message WHERE organization_id = $1", [
      stranger.system.organizationId,
    ]);
    expect(theirs).toEqual([]);
  });
});

describe("a message that is due", () => {
  it("is worded when it is sent, by the rights and wishes of then", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    expect(await claimMessage(system, channel)).toBeNull();
    const [task] = await deliverAll(later(system, IN_A_MINUTE), channel);
    expect(task).toMatchObject({
      ...{ attempt: 1, target: { kind: "webhook", url: "https://hooks.example.org/redoubt" } },
      message: { type: "message.now", content: { title: "Project vault: F-12: Pool price wins" } },
    });
    expect(task?.message.id).toMatch(/^msg_[0-9a-f]{32}$/);
    const { developer } = members();
    await saveSettings(developer.deps, {
      ...{ ...scope, mail: false, choices: defaultChoices(true), digestAt: 540, zone: "UTC", quiet: null },
      ...{ mutedUntil: null, mutedProjects: [], rowVersion: 0 },
    });
    await test.owner.query("UPDATE member SET removed_at = now() WHERE id = $1", [members().owner.memberId]);
    const mails = await deliverAll(later(system, IN_A_MINUTE), "mail");
    const addresses = mails.map(({ target }) => (target?.kind === "mail" ? target.address : ""));
    expect(addresses).toEqual([members()["security-lead"].email]);
    const states = await rows<{ state: string }>(
      "SELECT state FROM notification_message WHERE organization_id = $1 AND lane = 'mail' AND form = 'now' ORDER BY state",
    );
    expect(states.map(({ state }) => state)).toEqual(["dropped", "dropped", "sent"]);
  });

  it("sends no mail again to who may not read it any more", async () => {
    const { memberId, email } = members().developer;
    await assigned(memberId);
    await planMessages(system, MAIL);
    const toDeveloper = async (seconds: number) =>
      (await deliverAll(later(system, seconds), "mail", () => ({ outcome: "later", detail: "no" }))).filter(
        ({ target }) => target?.kind === "mail" && target.address === email,
      );
    expect(await toDeveloper(IN_A_MINUTE)).toHaveLength(1);
    await test.owner.query("UPDATE member SET role = 'auditor' WHERE id = $1", [memberId]);
    expect(await toDeveloper(2 * 86_400)).toEqual([]);
  });

  it("gives number and link alone of what is restricted, and no mail to who may not see it", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress", facts: { restricted: true, title: "secret words" } });
    await planMessages(system, MAIL);
    const sent = [
      ...(await deliverAll(later(system, IN_A_MINUTE), channel)),
      ...(await deliverAll(later(system, IN_A_MINUTE), "mail")),
    ];
    expect(sent.map(({ message }) => message.content.title)).toEqual(["F-12", "F-12", "F-12"]);
    expect(JSON.stringify(sent)).not.toContain("secret words");
    const readers = [members().owner.email, members()["security-lead"].email];
    expect(sent.flatMap(({ target }) => (target?.kind === "mail" ? [target.address] : [])).sort()).toEqual(
      readers.sort(),
    );
  });

  it("is tried again by the stored schedule over days, and then given up", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    let seconds = 31;
    const ids = new Set<string>();
    for (const [index, pause] of [...PAUSES, 0].entries()) {
      // Not a second before its time, also after a restart: the time is in the row.
      expect(await claimMessage(later(system, seconds - 2), channel)).toBeNull();
      const deps = later(system, seconds);
      const [task] = await deliverAll(deps, channel, () => ({ outcome: "later", detail: `answered 50${index % 4}` }));
      expect(task?.attempt).toBe(index + 1);
      ids.add(task?.message.id ?? "");
      seconds += pause / 1000 + 1;
    }
    expect(ids.size).toBe(1);
    const { items } = await listMessages(members().owner.deps, { ...scope, channelId: channel, limit: 50 });
    expect(items).toMatchObject([{ state: "dead", nextAttemptAt: null }]);
    expect(items[0]?.attempts).toHaveLength(PAUSES.length + 1);
    // Nothing has arrived for three days: the channel is switched off, and who may put it right is told.
    const inbox = await listNotifications(members().owner.deps, { ...scope, unreadOnly: true, limit: 50 });
    expect(inbox.items[0]?.title).toBe(
      "The channel Security was switched off. Nothing could be delivered there for three days.",
    );
    const manager = await listNotifications(members().manager.deps, { ...scope, unreadOnly: true, limit: 50 });
    expect(manager.items).toEqual([]);
  });

  it("waits as long as the receiver asks", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await deliverAll(later(system, IN_A_MINUTE), channel, () => ({
      outcome: "later",
      detail: "slow",
      retryAfterMs: 600_000,
    }));
    expect(await claimMessage(later(system, IN_A_MINUTE + 590), channel)).toBeNull();
    expect(await claimMessage(later(system, IN_A_MINUTE + 602), channel)).toMatchObject({ attempt: 2 });
  });

  it("ends its channel when it answers that it is gone, and says so in the inbox", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await recordTestEvent(system, { kind: "finding.record" });
    await planMessages(system, MAIL);
    await deliverAll(later(system, IN_A_MINUTE), channel, () => ({ outcome: "gone", detail: "answered 410" }));
    expect((await messages()).filter(({ lane }) => lane === channel).map(({ state }) => state)).toEqual([
      "dead",
      "dead",
    ]);
    const inbox = await listNotifications(members()["security-lead"].deps, { ...scope, unreadOnly: true, limit: 1 });
    expect(inbox.items[0]).toMatchObject({
      title: "The channel Security was switched off. Its end point answered that it is gone.",
      href: expect.stringMatching(/\/settings\/channel\/chn_/),
    });
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    expect((await messages()).filter(({ lane }) => lane === channel)).toHaveLength(2);
    const denied = switchChannel(members().owner.deps, { ...scope, channelId: channel, on: true });
    expect(await denied).toMatchObject({ disabledAt: null, disabledWhy: null });
  });

  it("that is refused for good is not tried again, and others go on", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await deliverAll(later(system, IN_A_MINUTE), channel, () => ({ outcome: "never", detail: "answered 400" }));
    expect((await messages()).find(({ lane }) => lane === channel)).toMatchObject({ state: "dead", attempt: 1 });
    const inbox = await listNotifications(members().owner.deps, { ...scope, unreadOnly: true, limit: 1 });
    expect(inbox.items[0]?.title).toBe("A message to the channel Security could not be delivered.");
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    expect(await deliverAll(later(system, IN_A_MINUTE), channel)).toHaveLength(1);
  });
});

describe("an attempt", () => {
  async function due(): Promise<string> {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    return channel;
  }
  const sent = { outcome: "sent", detail: "ok", reference: null } as const;

  it("that dies before it is written down is made again, with the same id", async () => {
    const channel = await due();
    const first = await claimMessage(later(system, IN_A_MINUTE), channel);
    // It was sent, and the worker is gone. Nobody else may send while it could still be alive.
    expect(await claimMessage(later(system, IN_A_MINUTE + 30), channel)).toBeNull();
    const second = await claimMessage(later(system, IN_A_MINUTE + 61), channel);
    expect([second?.message.id, second?.attempt]).toEqual([first?.message.id, 2]);
    // A zombie's word does not count.
    await completeDelivery(
      system,
      first ?? { messageId: "", attempt: 0 },
      { outcome: "gone", detail: "x" },
      { ms: 1, chance: 0 },
    );
    expect((await messages()).find(({ lane }) => lane === channel)).toMatchObject({ state: "waiting", attempt: 2 });
    await completeDelivery(system, second ?? { messageId: "", attempt: 0 }, sent, { ms: 1, chance: 0 });
    expect((await messages()).find(({ lane }) => lane === channel)).toMatchObject({ state: "sent" });
  });

  it("that the end of the process takes back was none", async () => {
    const channel = await due();
    const deps = later(system, IN_A_MINUTE);
    const task = await claimMessage(deps, channel);
    await releaseMessage(deps, task ?? { messageId: "", attempt: 0 });
    expect(await claimMessage(deps, channel)).toMatchObject({ attempt: 1, messageId: task?.messageId });
  });

  it("is made by one of many who want to", async () => {
    const channel = await due();
    const deps = later(system, IN_A_MINUTE);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claimMessage(deps, channel)));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it("that fails holds the others to the same place for minutes, and nobody else", async () => {
    const [first, second] = [await addChannel({ name: "A" }), await addChannel({ name: "B" })];
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await test.owner.query(
      "UPDATE notification_message SET next_attempt_at = now() - interval '10 minutes' WHERE organization_id = $1",
      [system.organizationId],
    );
    await recordTestEvent(system, { kind: "finding.regress", number: 13 });
    await planMessages(system, MAIL);
    const deps = later(system, IN_A_MINUTE);
    const tried = await deliverAll(deps, first, () => ({ outcome: "later", detail: "timeout" }));
    expect(tried).toHaveLength(1);
    expect(await deliverAll(deps, second)).toHaveLength(2);
    // Tried again after its pause; when it is there again, everything arrives.
    expect(await deliverAll(later(system, IN_A_MINUTE + 8), first)).toHaveLength(2);
  });

  it("in a thread waits for the first message of it, and knows what the service called that", async () => {
    const channel = await addChannel({ kind: "telegram", token: "1:a", room: "-1", url: undefined });
    const about = { kind: "finding.regress", subjectId: project.projectId } as const;
    await recordTestEvent(system, about);
    await planMessages(system, MAIL);
    await test.owner.query(
      "UPDATE notification_message SET next_attempt_at = now() - interval '10 minutes', created_at = now() - interval '10 minutes' WHERE organization_id = $1",
      [system.organizationId],
    );
    await recordTestEvent(system, { ...about, kind: "incident.declare" });
    await planMessages(system, MAIL);
    const deps = later(system, IN_A_MINUTE);
    const failing = await deliverAll(deps, channel, () => ({ outcome: "later", detail: "502" }));
    expect(failing).toHaveLength(1);
    const done = await deliverAll(later(system, IN_A_MINUTE + 7), channel, () => ({
      outcome: "sent",
      detail: "",
      reference: "77",
    }));
    const rest = await deliverAll(later(system, IN_A_MINUTE + 30), channel);
    const all = [...done, ...rest];
    expect(all.map(({ message }) => message.thread)).toEqual([
      `finding:${project.projectId}`,
      `finding:${project.projectId}`,
    ]);
    expect(all.map(({ message }) => message.replyTo)).toEqual([null, "77"]);
  });

  it("can be asked for again by hand, with the same id and words", async () => {
    const channel = await due();
    const [task] = await deliverAll(later(system, IN_A_MINUTE), channel);
    const messageId = task?.messageId ?? "";
    await resendMessage(members().owner.deps, { ...scope, messageId });
    const [again] = await deliverAll(later(system, 1), channel);
    expect([again?.message.id, again?.message.content, again?.attempt]).toEqual([
      task?.message.id,
      task?.message.content,
      1,
    ]);
    const foreign = resendMessage(other.organization.members.owner.deps, { ...scope, messageId });
    await expect(foreign).rejects.toMatchObject({ code: "notification.message-not-found" });
  });
});

describe("the sweep", () => {
  it("asks for what nobody asked for any more, and forgets what is old", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await recordTestEvent(system, { kind: "finding.regress", number: 13 });
    // As after a restore of a backup without the queue.
    await test.owner.query("DELETE FROM pgboss.job WHERE data->>'organizationId' = $1", [system.organizationId]);
    await test.owner.query(
      "UPDATE notification_message SET next_attempt_at = now() - interval '1 minute' WHERE organization_id = $1 AND lane = $2",
      [system.organizationId, channel],
    );
    await test.owner.query("UPDATE notification_event SET at = at - interval '1 minute' WHERE organization_id = $1", [
      system.organizationId,
    ]);
    await sweepMessages(test.database);
    expect((await jobs("notification.deliver")).map(({ subject }) => subject)).toEqual([channel]);
    expect(await jobs("notification.plan")).toHaveLength(1);
    await deliverAll(system, channel);
    await test.owner.query(
      "UPDATE notification_message SET ended_at = ended_at - interval '31 days' WHERE organization_id = $1 AND lane = $2",
      [system.organizationId, channel],
    );
    await test.owner.query("UPDATE notification_event SET at = at - interval '31 days' WHERE organization_id = $1", [
      system.organizationId,
    ]);
    await sweepMessages(test.database);
    expect((await messages()).filter(({ lane }) => lane === channel)).toEqual([]);
    // What has no plan yet is kept, however old.
    expect(await rows("SELECT 1 FROM notification_event WHERE organization_id = $1")).toHaveLength(1);
  });

  it("leaves a lane alone in which an attempt runs", async () => {
    const channel = await addChannel();
    await recordTestEvent(system, { kind: "finding.regress" });
    await planMessages(system, MAIL);
    await claimMessage(later(system, IN_A_MINUTE), channel);
    await test.owner.query("DELETE FROM pgboss.job WHERE data->>'organizationId' = $1", [system.organizationId]);
    await sweepMessages(test.database);
    expect(await jobs("notification.deliver")).toEqual([]);
  });
});

describe("what I would have been sent", () => {
  it("is the policy over what happened, with reasons for the rest, and nothing that I may not see", async () => {
    const { developer, manager } = members();
    await assigned(developer.memberId);
    await recordTestEvent(system, { kind: "finding.record", number: 13 });
    await recordTestEvent(system, { kind: "finding.regress", number: 14, facts: { backlog: true } });
    await recordTestEvent(system, {
      kind: "finding.regress",
      number: 15,
      facts: { restricted: true, title: "secret" },
    });
    const mine = await rehearseMessages(developer.deps, scope);
    expect(mine.messages.map(({ form, title }) => `${form}: ${title}`).sort()).toEqual([
      expect.stringMatching(/^digest: Digest of \d+ \w+: 1 change$/),
      "now: Project vault: F-12: Pool price wins",
    ]);
    expect(mine.messages.find(({ form }) => form === "now")?.items).toMatchObject([
      { why: "It is yours.", project: "Project vault" },
    ]);
    expect(mine.unsent.map(({ text, why }) => `${text} ${why}`)).toEqual([
      "F-14: Pool price wins It is backlog, known since before.",
    ]);
    expect(JSON.stringify(mine)).not.toMatch(/secret|F-15/);
    const theirs = await rehearseMessages(manager.deps, scope);
    expect(theirs.unsent.map(({ why }) => why)).toContain("It concerns somebody else.");
    const { members: strangers } = (await createTestProject(test.database)).organization;
    const outsider = await rehearseMessages(strangers.owner.deps, scope);
    expect(outsider).toMatchObject({ messages: [], unsent: [] });
  });

  it("agrees with what was sent", async () => {
    const { developer } = members();
    for (const [number, kind] of [
      [1, "finding.regress"],
      [2, "finding.confirm"],
      [3, "finding.record"],
      [4, "incident.declare"],
    ] as const) {
      await recordTestEvent(system, { kind, number });
    }
    await planMessages(system, MAIL);
    const planned = await rows<{ form: string; at: Date; events: number }>(
      `SELECT form, next_attempt_at AS at, cardinality(event_ids) AS events FROM notification_message
       WHERE organization_id = $1 AND member_id = '${developer.memberId}'`,
    );
    const rehearsed = await rehearseMessages(developer.deps, scope);
    const shape = (list: readonly { form: string; at: Date; events: number }[]) =>
      list.map(({ form, at, events }) => `${form} ${at.toISOString()} ${events}`).sort();
    expect(
      shape(rehearsed.messages.map(({ form, sendAt, items }) => ({ form, at: sendAt, events: items.length }))),
    ).toEqual(shape(planned));
    expect(planned.length).toBe(3);
  });

  it("follows the settings of now", async () => {
    const { developer } = members();
    await assigned(developer.memberId);
    const settings = {
      mail: true,
      choices: { ...defaultChoices(true), assigned: "digest" },
      digestAt: 480,
      zone: "Asia/Tokyo",
    } as const;
    await saveSettings(developer.deps, {
      ...scope,
      ...settings,
      quiet: null,
      mutedUntil: null,
      mutedProjects: [],
      rowVersion: 0,
    });
    expect(await rehearseMessages(developer.deps, scope)).toMatchObject({
      messages: [{ form: "digest", items: [{}] }],
    });
    const muted = { ...settings, mutedUntil: new Date(Date.now() + 60_000) };
    await saveSettings(developer.deps, { ...scope, ...muted, quiet: null, mutedProjects: [], rowVersion: 1 });
    expect(await rehearseMessages(developer.deps, scope)).toMatchObject({
      messages: [],
      unsent: [{ why: "You had muted everything." }],
    });
  });
});

it("a digest that gathers moves when its time is changed", async () => {
  const { developer } = members();
  await recordTestEvent(system, { kind: "finding.record" });
  await planMessages(system, MAIL);
  const choices = defaultChoices(true);
  await saveSettings(developer.deps, {
    ...{ ...scope, mail: true, choices, digestAt: 1, zone: "UTC", quiet: null, mutedUntil: null, mutedProjects: [] },
    rowVersion: 0,
  });
  const [digest] = await rows<{ at: Date }>(
    `SELECT next_attempt_at AS at FROM notification_message WHERE organization_id = $1 AND member_id = '${developer.memberId}'`,
  );
  expect(digest?.at.toISOString()).toMatch(/T00:01:00\.000Z$/);
  const [task] = await deliverAll(atTime(system, digest?.at ?? new Date()), "mail");
  expect(task?.message).toMatchObject({
    type: "message.digest",
    content: { title: expect.stringMatching(/: 1 change$/) },
  });
});
