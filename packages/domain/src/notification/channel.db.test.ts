import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { Deps } from "../shared/server.ts";
import { type Channel, Channel as ChannelSchema, type UpdateChannel } from "./schema.ts";
import { defaultChoices } from "./settings.ts";
import { deliverAll, later, testChannelInput } from "./testing.ts";
import { claimMessage } from "./use-cases/claim-message.ts";
import { createChannel } from "./use-cases/create-channel.ts";
import { getSettings } from "./use-cases/get-settings.ts";
import { getChannel, listChannels } from "./use-cases/list-channels.ts";
import { getMessage } from "./use-cases/list-messages.ts";
import { removeChannel } from "./use-cases/remove-channel.ts";
import { rotateKey } from "./use-cases/rotate-key.ts";
import { saveSettings } from "./use-cases/save-settings.ts";
import { testChannel, testMail } from "./use-cases/send-test.ts";
import { switchChannel } from "./use-cases/switch-channel.ts";
import { updateChannel } from "./use-cases/update-channel.ts";

const scope = { organization: "x" };
let test: TestDatabase;
let project: TestProject;
let lead: Deps;
let other: TestProject;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
  other = await createTestProject(test.database, { slug: "theirs" });
  lead = project.organization.members["security-lead"].deps;
});
afterAll(() => test.drop());

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: { code?: unknown }) => error.code ?? error,
  );
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
const actorOf = ({ actor }: Deps): { userId: string; memberId: string } => {
  if (actor.kind !== "user") throw new Error("no person");
  return { userId: actor.userId, memberId: actor.memberId };
};
const id = (channel: Channel): string => toUuid(channel.id);
const update = (channel: Channel, over: Partial<UpdateChannel> = {}): UpdateChannel => ({
  ...{ ...scope, channelId: id(channel), name: channel.name, projects: channel.projects, threshold: channel.threshold },
  ...{ digest: channel.digest, digestAt: channel.digestAt, zone: channel.zone, rowVersion: channel.rowVersion },
  ...over,
});
const targetOf = async (channel: Channel) => {
  await testChannel(lead, { ...scope, channelId: id(channel) });
  const [task] = await deliverAll(later(project.system, 1), id(channel));
  return task?.target;
};

describe("a channel", () => {
  it("takes a secret only from somebody who signed in within the last minutes", async () => {
    const late: Deps = { ...lead, actor: { kind: "user", ...actorOf(lead), signedInAt: ago(11) } };
    const slack = testChannelInput({ kind: "slack", url: "https://hooks.slack.com/services/T1/B1/x", name: "Late" });
    expect(await code(createChannel(late, slack))).toBe("identity.stale-session");
    expect(await code(createChannel(late, testChannelInput({ name: "Late hook" })))).toBe("identity.stale-session");
    expect((await listChannels(lead)).filter(({ name }) => name.startsWith("Late"))).toEqual([]);
    const { channel } = await createChannel(lead, slack);
    // Its name and its times are no secret.
    const renamed = await updateChannel(late, update(channel, { name: "Renamed" }));
    expect(renamed.channel.name).toBe("Renamed");
    const moved = update(renamed.channel, { url: "https://hooks.slack.com/services/T1/B1/y" });
    expect(await code(updateChannel(late, moved))).toBe("identity.stale-session");
    const hook = await createChannel(lead, testChannelInput({ name: "Hook" }));
    const scoped = { ...scope, channelId: id(hook.channel) };
    expect(await code(rotateKey(late, scoped))).toBe("identity.stale-session");
    for (const made of [channel, hook.channel]) await removeChannel(lead, { ...scope, channelId: id(made) });
  });

  it("keeps its secret sealed: no answer, no row and no audit entry holds it in clear", async () => {
    const url = "https://hooks.slack.com/services/T0/B0/s3cr3tpath";
    const { channel, key } = await createChannel(lead, testChannelInput({ kind: "slack", url, name: "Slack" }));
    expect(key).toBeNull();
    expect(ChannelSchema.strict().parse(channel)).toMatchObject({
      kind: "slack",
      url: null,
      host: "hooks.slack.com",
      hasSecret: true,
    });
    const answers = JSON.stringify([
      channel,
      await listChannels(lead),
      await getChannel(lead, { ...scope, channelId: id(channel) }),
    ]);
    expect(answers).not.toContain("s3cr3tpath");
    const dump = await test.owner.query(
      `SELECT (SELECT json_agg(c) FROM notification_channel c)::text || (SELECT json_agg(a) FROM audit_event a)::text
        || (SELECT coalesce(json_agg(j.data), '[]') FROM pgboss.job j)::text AS text`,
    );
    expect(dump.rows[0].text).toContain("notification.create-channel");
    expect(dump.rows[0].text).not.toContain("s3cr3tpath");
    expect(await targetOf(channel)).toEqual({ kind: "slack", url });
  });

  it.each([
    ["slack", {}, "notification.address-needed"],
    ["slack", { url: "javascript:alert(1)" }, "notification.address-needed"],
    ["webhook", { url: "https://user:pass@hooks.example.org/" }, "notification.address-needed"],
    ["webhook", { url: "ftp://hooks.example.org/" }, "notification.address-needed"],
    ["telegram", { room: "-100" }, "notification.token-needed"],
    ["telegram", { token: "1:a" }, "notification.room-needed"],
    ["slack-bot", { token: "xoxb" }, "notification.room-needed"],
  ] as const)("of kind %s with %j: %s", async (kind, over, expected) => {
    const input = { ...testChannelInput({ kind }), url: undefined, ...over };
    expect(await code(createChannel(lead, input))).toBe(expected);
  });

  it("of a bot forgets its token when its server is another, and takes a new one with it", async () => {
    const made = await createChannel(
      lead,
      testChannelInput({ kind: "telegram", url: undefined, token: "1:first", room: "-100" }),
    );
    expect(made.channel).toMatchObject({ host: "api.telegram.org", url: "https://api.telegram.org", room: "-100" });
    const renamed = await updateChannel(lead, update(made.channel, { name: "Renamed", room: "-200" }));
    expect(await targetOf(renamed.channel)).toEqual({
      kind: "telegram",
      url: "https://api.telegram.org",
      token: "1:first",
      chat: "-200",
    });
    const moved = await updateChannel(lead, update(renamed.channel, { url: "https://evil.example.org" }));
    expect(moved.channel.hasSecret).toBe(false);
    expect(await targetOf(moved.channel)).toBeNull();
    const back = await updateChannel(lead, update(moved.channel, { url: "https://api.telegram.org" }));
    expect(back.channel.hasSecret).toBe(false);
    const again = await updateChannel(
      lead,
      update(back.channel, { url: "https://bots.example.org", token: "2:second" }),
    );
    expect(await targetOf(again.channel)).toMatchObject({ url: "https://bots.example.org/", token: "2:second" });
  });

  it("of a plain webhook tells its key once, signs with both during a change, and never takes it to another host", async () => {
    const made = await createChannel(lead, testChannelInput({ name: "Hook" }));
    const keysOf = async (channel: Channel) => {
      const target = await targetOf(channel);
      return target?.kind === "webhook" ? target.keys : [];
    };
    expect(made.key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await keysOf(made.channel)).toEqual([made.key]);
    const path = await updateChannel(lead, update(made.channel, { url: "https://hooks.example.org/other" }));
    expect(path.key).toBeNull();
    expect(await keysOf(path.channel)).toEqual([made.key]);
    const rotated = await rotateKey(lead, { ...scope, channelId: id(made.channel) });
    expect(rotated.key).not.toBe(made.key);
    expect(await keysOf(rotated.channel)).toEqual([rotated.key, made.key]);
    const day = later(project.system, 24 * 3600 + 60);
    await testChannel(lead, { ...scope, channelId: id(made.channel) });
    expect(await claimMessage(day, id(made.channel))).toMatchObject({ target: { keys: [rotated.key] } });
    const moved = await updateChannel(lead, update(rotated.channel, { url: "https://elsewhere.example.org/hook" }));
    expect(moved.key).toMatch(/^whsec_/);
    await test.owner.query("UPDATE notification_message SET state = 'dead', ended_at = now() WHERE state = 'waiting'");
    expect(await keysOf(moved.channel)).toEqual([moved.key]);
    const slack = await createChannel(lead, testChannelInput({ kind: "slack", name: "No key" }));
    expect(await code(rotateKey(lead, { ...scope, channelId: id(slack.channel) }))).toBe("notification.not-a-webhook");
  });

  it("is for named projects of the organization, and of no other", async () => {
    const { channel } = await createChannel(lead, testChannelInput({ projects: ["vault"] }));
    expect(channel.projects).toEqual(["vault"]);
    expect(await code(createChannel(lead, testChannelInput({ projects: ["theirs"] })))).toBe(
      "notification.project-not-found",
    );
    const theirs = other.organization.members.owner.deps;
    const channelId = id(channel);
    const attempts = [
      () => getChannel(theirs, { ...scope, channelId }),
      () => updateChannel(theirs, update(channel)),
      () => switchChannel(theirs, { ...scope, channelId, on: false }),
      () => rotateKey(theirs, { ...scope, channelId }),
      () => removeChannel(theirs, { ...scope, channelId }),
      () => testChannel(theirs, { ...scope, channelId }),
    ];
    for (const attempt of attempts) expect(await code(attempt())).toBe("notification.channel-not-found");
    expect(await listChannels(theirs)).toEqual([]);
    expect(await getChannel(lead, { ...scope, channelId })).toEqual(channel);
  });

  it("is changed at the version that was seen", async () => {
    const { channel } = await createChannel(lead, testChannelInput());
    await updateChannel(lead, update(channel, { name: "First" }));
    expect(await code(updateChannel(lead, update(channel, { name: "Second" })))).toBe("notification.stale");
  });

  it("is tested with one attempt, whose result is there to read", async () => {
    const { channel } = await createChannel(lead, testChannelInput());
    const channelId = id(channel);
    const { messageId } = await testChannel(lead, { ...scope, channelId });
    expect(await code(testChannel(lead, { ...scope, channelId }))).toBe("notification.test-waiting");
    await deliverAll(later(project.system, 1), channelId, () => ({ outcome: "later", detail: "answered 503" }));
    const select = { ...scope, messageId: toUuid(messageId) };
    expect(await getMessage(lead, select)).toMatchObject({
      ...{ form: "test", state: "dead", attempts: [{ outcome: "later", detail: "answered 503" }] },
    });
    expect((await getChannel(lead, { ...scope, channelId })).last).toMatchObject({ detail: "answered 503" });
    expect(await code(getMessage(project.organization.members.developer.deps, select))).toBe(
      "notification.message-not-found",
    );
    expect(await code(getMessage(other.organization.members.owner.deps, select))).toBe(
      "notification.message-not-found",
    );
    await switchChannel(lead, { ...scope, channelId, on: false });
    expect(await code(testChannel(lead, { ...scope, channelId }))).toBe("notification.switched-off");
  });

  it("goes with its secret, its messages and its log", async () => {
    const { channel } = await createChannel(lead, testChannelInput());
    await testChannel(lead, { ...scope, channelId: id(channel) });
    await removeChannel(lead, { ...scope, channelId: id(channel) });
    const { rows } = await test.owner.query("SELECT 1 FROM notification_message WHERE channel_id = $1", [id(channel)]);
    expect(rows).toEqual([]);
    expect(await code(getChannel(lead, { ...scope, channelId: id(channel) }))).toBe("notification.channel-not-found");
  });
});

describe("a person's settings", () => {
  const wanted = (over: object = {}) => ({
    ...{ ...scope, mail: true, choices: defaultChoices(true), digestAt: 450, zone: "Europe/Zurich" },
    ...{ quiet: { from: 1320, to: 420 }, mutedUntil: null, mutedProjects: ["vault"], rowVersion: 0 },
    ...over,
  });

  it("are the defaults of the role until they are saved, and their own after", async () => {
    const { developer, manager } = project.organization.members;
    const mail = { canMail: false };
    expect(await getSettings(developer.deps, scope, mail)).toMatchObject({
      ...{ mail: true, choices: defaultChoices(true), digestAt: 540, quiet: null, mutedProjects: [], saved: false },
      ...{ rowVersion: 0, address: developer.email, canMail: false, demo: false },
      projects: [{ slug: "vault", name: "Project vault" }],
    });
    expect((await getSettings(manager.deps, scope, mail)).choices).toEqual(defaultChoices(false));
    await saveSettings(developer.deps, wanted());
    expect(await getSettings(developer.deps, scope, mail)).toMatchObject({
      ...{
        digestAt: 450,
        zone: "Europe/Zurich",
        quiet: { from: 1320, to: 420 },
        mutedProjects: ["vault"],
        saved: true,
      },
      rowVersion: 1,
    });
    expect(await code(saveSettings(developer.deps, wanted()))).toBe("notification.stale");
    await saveSettings(developer.deps, wanted({ mail: false, rowVersion: 1 }));
    expect((await getSettings(manager.deps, scope, mail)).saved).toBe(false);
  });

  it("mute projects that one may read, and no others", async () => {
    const { manager, auditor } = project.organization.members;
    expect(await code(saveSettings(manager.deps, wanted({ mutedProjects: ["theirs"] })))).toBe(
      "notification.project-not-found",
    );
    // An auditor without a grant reads none.
    expect(await code(saveSettings(auditor.deps, wanted()))).toBe("notification.project-not-found");
  });

  it("are tried with a mail to oneself, where there is a mail server", async () => {
    const { developer, manager } = project.organization.members;
    expect(await code(testMail(developer.deps, scope, { canMail: false }))).toBe("notification.no-mail-server");
    const { messageId } = await testMail(developer.deps, scope, { canMail: true });
    const [task] = await deliverAll(later(project.system, 1), "mail");
    expect(task).toMatchObject({ target: { kind: "mail", address: developer.email } });
    const select = { ...scope, messageId: toUuid(messageId) };
    expect(await getMessage(developer.deps, select)).toMatchObject({ state: "sent" });
    expect(await code(getMessage(manager.deps, select))).toBe("notification.message-not-found");
    // Mail of a person is not what who configures channels reads.
    expect(await code(getMessage(lead, select))).toBe("notification.message-not-found");
  });
});
