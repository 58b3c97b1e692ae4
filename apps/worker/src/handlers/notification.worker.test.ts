import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createChannel, listMessages, testChannel } from "@redoubt/domain/notification/server";
import { recordTestEvent, testChannelInput } from "@redoubt/domain/notification/testing";
import { toUuid } from "@redoubt/domain/shared";
import { createSystemDeps, type Deps, type ProjectDeps } from "@redoubt/domain/shared/server";
import { createOutbound } from "@redoubt/outbound";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { type HandlerBench, createHandlerBench } from "../testing/handler-bench.ts";
import { until } from "../testing/until.ts";
import { type WorkerProcess, startWorker } from "../testing/worker-process.ts";
import { deliverMessages, planMessages, sweepMessages } from "./notification.ts";

const scope = { organization: "x" };
let bench: HandlerBench;
let project: TestProject;
let owner: Deps;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  bench = await createHandlerBench();
});
beforeEach(async () => {
  project = await createTestProject(bench.test.database);
  owner = project.organization.members.owner.deps;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => bench.close());

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An end point on this machine. */
async function endPoint(answer: (response: ServerResponse, received: Received) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const one = { headers: request.headers, body };
      received.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const host = `localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { host, url: `http://${host}/hook`, received };
}

const system = (): ProjectDeps => project.system;
const context = (subjectId: string, hosts: readonly string[], signal = new AbortController().signal) => {
  const { tools } = bench.context(subjectId);
  return {
    ...{ deps: createSystemDeps(bench.test.database, system().organizationId, "test"), subjectId, signal },
    ...{ log: pino({ level: "silent" }), tools: { ...tools, outbound: createOutbound({ allowedHosts: [...hosts] }) } },
  };
};
async function addChannel(url: string, name = "Hook"): Promise<{ id: string; key: string }> {
  const { channel, key } = await createChannel(owner, testChannelInput({ url, name }));
  return { id: toUuid(channel.id), key: key ?? "" };
}
/** Makes everything that gathers due now. */
const makeDue = (): Promise<unknown> =>
  bench.test.owner.query("UPDATE notification_message SET next_attempt_at = now() WHERE organization_id = $1", [
    system().organizationId,
  ]);
async function plan(): Promise<void> {
  await planMessages.runWhole(context("", []));
  await makeDue();
}
const log = async (channelId: string) => (await listMessages(owner, { ...scope, channelId, limit: 50 })).items;

describe("a message", () => {
  it("leaves as a signed request with absolute links, and is written down", async () => {
    const point = await endPoint((response) => response.writeHead(204).end());
    const { id, key } = await addChannel(point.url);
    await recordTestEvent(system(), { kind: "finding.regress" });
    await plan();
    await deliverMessages.runWhole(context(id, [point.host]));
    const [{ headers, body }] = point.received as [Received];
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const secret = Buffer.from(key.slice("whsec_".length), "base64");
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);
    expect(JSON.parse(body)).toMatchObject({
      type: "message.now",
      data: { title: "Project vault: F-12: Pool price wins", url: "https://redoubt.example/o/x/p/y/finding/F-12" },
    });
    expect(await log(id)).toMatchObject([{ state: "sent", attempts: [{ outcome: "sent", detail: "answered 204" }] }]);
  });

  it("is given back when the worker ends, and was not tried", async () => {
    const point = await endPoint(() => undefined);
    const { id } = await addChannel(point.url);
    await recordTestEvent(system(), { kind: "finding.regress" });
    await plan();
    const stop = new AbortController();
    const running = deliverMessages.runWhole(context(id, [point.host], stop.signal));
    await until("the request is there", async () => point.received.length === 1);
    stop.abort();
    await running;
    expect(await log(id)).toMatchObject([{ state: "waiting", attempts: [] }]);
    const { rows } = await bench.test.owner.query(
      "SELECT attempt, claimed_until FROM notification_message WHERE channel_id = $1",
      [id],
    );
    expect(rows).toEqual([{ attempt: 0, claimed_until: null }]);
  });

  it("to a host that answers with the address of another goes to nobody else", async () => {
    const target = await endPoint((response) => response.end());
    const point = await endPoint((response) => response.writeHead(307, { location: target.url }).end());
    const { id } = await addChannel(point.url);
    await testChannel(owner, { ...scope, channelId: id });
    await deliverMessages.runWhole(context(id, [point.host, target.host]));
    expect(target.received).toEqual([]);
    expect(await log(id)).toMatchObject([
      { state: "dead", attempts: [{ detail: expect.stringContaining("redirect") }] },
    ]);
  });
});

describe("a real worker", () => {
  async function start(hosts: readonly string[]): Promise<WorkerProcess> {
    const worker = await startWorker({
      databaseUrl: bench.test.url,
      dataDirectory: bench.directory,
      allowedHosts: hosts,
    });
    ends.push(() => worker.kill());
    return worker;
  }

  it("plans and delivers by itself what is recorded", async () => {
    const point = await endPoint((response) => response.end());
    const { id } = await addChannel(point.url);
    await start([point.host]);
    await recordTestEvent(system(), { kind: "incident.declare", facts: { severity: null } });
    await until("the message is there", async () => point.received.length === 1);
    await until("it is written down", async () => (await log(id))[0]?.state === "sent");
  });

  it("is not held up by end points that hang", async () => {
    const hanging = await endPoint(() => undefined);
    const quick = await endPoint((response) => response.end());
    for (let each = 0; each < 5; each += 1) await addChannel(hanging.url, `Hangs ${each}`);
    const { id } = await addChannel(quick.url, "Quick");
    await start([hanging.host, quick.host]);
    await recordTestEvent(system(), { kind: "incident.declare", facts: { severity: null } });
    // All hang at once, and longer than this test waits for the quick one: nothing of it may stand behind them.
    await until("five hang", async () => hanging.received.length === 5);
    for (let number = 1; number <= 3; number += 1) {
      await recordTestEvent(system(), { kind: "incident.declare", number, facts: { severity: null } });
      await until(`message ${number} is there`, async () => quick.received.length > number);
    }
    expect(hanging.received).toHaveLength(5);
    await until("all are written down", async () => (await log(id)).every(({ state }) => state === "sent"));
  });

  it("that is killed between the request and the word about it sends again, with the same id", async () => {
    const first: { worker?: WorkerProcess } = {};
    let deaths = 0;
    const point = await endPoint((response, { headers }) => {
      if (deaths > 0) return void response.end();
      deaths += 1;
      expect(headers["webhook-id"]).toMatch(/^msg_/);
      // It has everything; the answer never gets back.
      first.worker?.signal("SIGKILL");
      response.destroy();
    });
    const { id } = await addChannel(point.url);
    first.worker = await start([point.host]);
    await recordTestEvent(system(), { kind: "incident.declare", facts: { severity: null } });
    await until("the worker is dead", async () => deaths === 1);
    await first.worker.ended;
    expect(await log(id)).toMatchObject([{ state: "waiting", attempts: [] }]);
    // The claim of the dead runs out, and the sweep of the next minute asks again.
    await bench.test.owner.query("UPDATE notification_message SET claimed_until = now() WHERE channel_id = $1", [id]);
    const second = await start([point.host]);
    await sweepMessages.run({ database: bench.test.database, ...pick(context("", [])) });
    await until("it is sent again", async () => (await log(id))[0]?.state === "sent");
    // What a worker says travels by another way than what it writes.
    await until("the second worker says so", async () => second.output().includes("message attempted"));
    const ids = point.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(point.received.map(({ body }) => body)).size).toBe(1);
  });
});

function pick({ tools, log: logger, signal }: ReturnType<typeof context>) {
  return { tools, log: logger, signal };
}
