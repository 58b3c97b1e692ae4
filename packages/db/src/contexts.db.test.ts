import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Prisma } from "./client.ts";
import { createDatabase, type Database, type Tx } from "./contexts.ts";
import { createTestDatabase, hasTestServer, noteSent, type TestDatabase } from "./testing.ts";

const QUEUE = { name: "test.job", retryLimit: 0, timeoutSeconds: 10 };

describe.skipIf(!hasTestServer())("contexts", () => {
  let test: TestDatabase;
  let database: Database;
  const organizations = Array.from({ length: 20 }, () => randomUUID());
  const [home, other] = [organizations[0] ?? "", organizations[1] ?? ""];

  beforeAll(async () => {
    test = await createTestDatabase([QUEUE]);
    database = test.database;
    for (const id of organizations) {
      await test.owner.query(`INSERT INTO organization (id, slug, name, wrapped_data_key) VALUES ($1, $2, 'x', 'x')`, [
        id,
        `o-${id.slice(0, 8)}`,
      ]);
    }
  });
  afterAll(async () => test?.drop());

  const insert = (tx: Tx, organizationId: string, slug: string = randomUUID()): Promise<unknown> =>
    tx.db.project.createMany({ data: [{ organizationId, id: randomUUID(), slug, name: slug, kind: "dapp" }] });
  const slugsOf = async (organizationId: string): Promise<string[]> => {
    const { rows } = await test.owner.query(`SELECT slug FROM project WHERE organization_id = $1 ORDER BY slug`, [
      organizationId,
    ]);
    return rows.map((row) => row.slug);
  };
  const jobs = async (): Promise<number> =>
    (await test.owner.query(`SELECT count(*)::int AS n FROM pgboss.job WHERE name = $1`, [QUEUE.name])).rows[0].n;

  it("join an open transaction of the same organization: rolling the outer one back leaves nothing", async () => {
    const before = await slugsOf(home);
    const inner = (): Promise<unknown> => database.withOrganization(home, (tx) => insert(tx, home, "inner"));
    await expect(
      database.withOrganization(home, async (tx) => {
        await insert(tx, home, "outer");
        await inner();
        // The inner one sees the outer one's row: it is the same transaction.
        expect(
          await database.withOrganization(home, (joined) =>
            joined.db.project.count({ where: { slug: { in: ["inner", "outer"] } } }),
          ),
        ).toBe(2);
        throw new Error("roll back");
      }),
    ).rejects.toThrow("roll back");
    expect(await slugsOf(home)).toEqual(before);
  });

  it("take a job with them when they roll back, and send it when they commit", async () => {
    const payload = { organizationId: home, actorId: null, subjectId: randomUUID(), fence: 1 };
    await database
      .withOrganization(home, async (tx) => {
        await tx.enqueue(QUEUE.name, payload);
        throw new Error("roll back");
      })
      .catch(() => undefined);
    expect(await jobs()).toBe(0);
    await database.withOrganization(home, (tx) => tx.enqueue(QUEUE.name, payload));
    expect(await jobs()).toBe(1);
  });

  it("refuse to join a transaction of another organization, user or the system", async () => {
    const nested = [
      () => database.withOrganization(other, async () => undefined),
      () => database.withUser(randomUUID(), async () => undefined),
      () => database.asSystem("test", async () => undefined),
    ];
    for (const open of nested) {
      await expect(database.withOrganization(home, open)).rejects.toThrow("cannot join");
    }
  });

  it("forget the transaction when it has ended, also for what was started in it", async () => {
    let later: Promise<number> = Promise.resolve(0);
    await database.withOrganization(home, async () => {
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
        database.withOrganization(home, (tx) => tx.db.project.count()),
      );
    });
    // Still inside the first one's async context: it must not be handed the closed transaction.
    await expect(later).resolves.toBeTypeOf("number");
  });

  it("see only their own organization's rows, and can write no other's", async () => {
    await database.withOrganization(home, (tx) => insert(tx, home, "mine"));
    await database.withOrganization(other, (tx) => insert(tx, other, "theirs"));
    const seen = await database.withOrganization(home, (tx) => tx.db.project.findMany({ select: { slug: true } }));
    expect(seen.map((row) => row.slug)).toContain("mine");
    expect(seen.map((row) => row.slug)).not.toContain("theirs");
    await expect(database.withOrganization(home, (tx) => insert(tx, other))).rejects.toThrow(/row-level security/);
    const { count } = await database.withOrganization(home, (tx) =>
      tx.db.project.updateMany({ where: { slug: "theirs" }, data: { name: "changed" } }),
    );
    expect(count).toBe(0);
  });

  it("see no tenant row without an organization", async () => {
    expect(await database.asSystem("test", (tx) => tx.db.project.count())).toBe(0);
    expect(await database.withUser(randomUUID(), (tx) => tx.db.project.count())).toBe(0);
    expect(await database.asSystem("test", (tx) => tx.db.$queryRaw`SELECT organization_ids() AS id`)).toHaveLength(
      organizations.length,
    );
    expect(await database.asSystem("test", (tx) => tx.db.organization.count())).toBe(0);
  });

  it("carry the caller's organization through a small pool, whatever fails in between", async () => {
    const small = createDatabase({ url: test.url, maxConnections: 2, queues: [] });
    const rounds = 1200;
    let aborted = 0;
    try {
      // A pseudo-random order that is the same in each run.
      let seed = 20_261_122;
      const random = (): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed / 2_147_483_648;
      };
      const plans = Array.from({ length: rounds }, (_, i) => ({
        i,
        organization: organizations[Math.floor(random() * 20)] ?? home,
        fails: random() < 0.2,
      }));
      const work = async ({ i, organization, fails }: (typeof plans)[number]): Promise<void> => {
        await small.withOrganization(organization, async (tx) => {
          const rows = await tx.db.$queryRaw<{ id: string }[]>`SELECT current_setting('app.organization_id') AS id`;
          expect(rows[0]?.id).toBe(organization);
          await insert(tx, organization, `round-${i}`);
          if (fails) throw new Error("abort");
        });
      };
      for (let at = 0; at < rounds; at += 40) {
        const results = await Promise.allSettled(plans.slice(at, at + 40).map(work));
        for (const result of results) {
          if (result.status === "fulfilled") continue;
          if (!/abort/.test(String(result.reason))) throw result.reason;
          aborted += 1;
        }
      }
      const { rows } = await test.owner.query(
        `SELECT slug, organization_id AS organization FROM project WHERE slug LIKE 'round-%'`,
      );
      const written = new Map(rows.map((row) => [row.slug, row.organization]));
      expect(written.size).toBe(rounds - aborted);
      expect(aborted).toBeGreaterThan(rounds / 10);
      for (const plan of plans) expect(written.get(`round-${plan.i}`)).toBe(plan.fails ? undefined : plan.organization);
    } finally {
      await small.close();
    }
  });

  it("ask the database three times for one question: begin with the scope, the question, commit", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    const noted = noteSent();
    try {
      const question = Prisma.sql`SELECT current_setting('app.organization_id') AS id, now()::timestamptz(3) AS at`;
      const read = () =>
        own.withOrganization(home, async (tx) => {
          const [row] = await tx.ask<{ id: string; at: Date }>(question);
          return { ...row, now: tx.now };
        });
      const many = await own.withOrganization(home, (tx) => tx.bulk<{ n: number }>(Prisma.sql`SELECT 7 AS n`));
      expect(many).toEqual([{ n: 7 }]);
      await read();
      const before = noted.sent.length;
      const row = await read();
      expect(row.id).toBe(home);
      expect(row.at).toEqual(row.now);
      expect(noted.sent.slice(before).map((text) => text.split(/[ ;\n]/)[0])).toEqual(["BEGIN", "SELECT", "COMMIT"]);
      const prepared = await own.asSystem(
        "test",
        (tx) => tx.db.$queryRaw<{ statement: string }[]>`SELECT "statement" FROM pg_prepared_statements`,
      );
      expect(prepared).toEqual([{ statement: question.text }]);
      const kept: Tx[] = [];
      await own.withOrganization(home, async (tx) => void kept.push(tx));
      await expect(kept[0]?.ask(question)).rejects.toThrow("has ended");
    } finally {
      noted.stop();
      await own.close();
    }
  });

  it("outlive a connection that breaks while nobody uses it, before the first question of the ORM too", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    try {
      const ask = async (): Promise<number> => {
        const [row] = await own.askSystem<{ pid: number }>("test", Prisma.sql`SELECT pg_backend_pid() AS pid`);
        return row?.pid ?? 0;
      };
      const broken = await ask();
      await test.owner.query("SELECT pg_terminate_backend($1)", [broken]);
      // An error that nobody listens to would end this process.
      await vi.waitFor(async () => expect(await ask()).not.toBe(broken));
    } finally {
      await own.close();
    }
  });

  it("see without a transaction what the system sees, also on a connection that had another scope before", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    try {
      await own.withOrganization(home, (tx) => insert(tx, home, "seen by its own"));
      const projects = Prisma.sql`SELECT "id" FROM "project"`;
      expect((await own.withOrganization(home, (tx) => tx.ask(projects))).length).toBeGreaterThan(0);
      expect(await own.askSystem("test", projects)).toEqual([]);
      const ids = await own.askSystem<{ id: string }>("test", Prisma.sql`SELECT organization_ids() AS id`);
      expect(ids).toHaveLength(organizations.length);
      await expect(own.withOrganization(home, () => own.askSystem("test", projects))).rejects.toThrow("is open");
    } finally {
      await own.close();
    }
  });

  it("ask one thing of an organization in one trip: its rows alone, reading, and with nothing left behind", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    const scope = Prisma.sql`SELECT current_setting('app.organization_id', true) AS id`;
    const owners = Prisma.sql`SELECT DISTINCT "organization_id" AS id FROM "project"`;
    try {
      for (const id of [home, other]) {
        await own.withOrganization(id, (tx) => insert(tx, id));
        expect(await own.askOrganization(id, scope)).toEqual([{ id }]);
        expect(await own.askOrganization(id, owners)).toEqual([{ id }]);
        expect(await own.askSystem("test", scope)).toEqual([{ id: "" }]);
        expect(await own.askSystem("test", owners)).toEqual([]);
      }
      // Many at once on the one connection, of which some fail: each has its own scope.
      const asked = organizations.map((id, at) =>
        own.askOrganization(id, at % 3 === 0 ? Prisma.sql`SELECT 1 / 0 AS id` : scope),
      );
      const answers = await Promise.allSettled(asked);
      for (const [at, answer] of answers.entries()) {
        if (answer.status === "fulfilled") expect(answer.value).toEqual([{ id: organizations[at] }]);
        else expect(String(answer.reason), String(at)).toMatch(/division by zero/);
      }
      expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(7);
      await expect(own.askOrganization(home, Prisma.sql`DELETE FROM "project" RETURNING "id"`)).rejects.toThrow(
        /read-only/,
      );
      const hostile = "x', true); DROP TABLE project; --";
      expect(await own.askOrganization(hostile, scope)).toEqual([{ id: hostile }]);
      await own.withOrganization(home, async () => {
        expect(await own.askOrganization(home, scope)).toEqual([{ id: home }]);
        await expect(own.askOrganization(other, scope)).rejects.toThrow("cannot join");
      });
    } finally {
      await own.close();
    }
  });

  it("let what is asked at one moment travel together: one transaction for each scope, the same thing once", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    const page = own.gathered();
    const [user] = organizations.slice(2);
    const scope = Prisma.sql`SELECT current_setting('app.organization_id', true) AS id`;
    const person = Prisma.sql`SELECT current_setting('app.user_id', true) AS id`;
    const number = (n: number) => Prisma.sql`SELECT ${n}::int AS n`;
    const noted = noteSent();
    try {
      await page.askOrganization(home, scope);
      const before = noted.sent.length;
      const answers = await Promise.all([
        page.askOrganization(home, scope),
        page.askOrganization(other, scope),
        page.gathered().askOrganization(home, number(1)),
        page.askOrganization(home, number(2)),
        page.askOrganization(home, number(2)),
        page.askUser(user ?? "", person),
      ]);
      expect(answers).toEqual([[{ id: home }], [{ id: other }], [{ n: 1 }], [{ n: 2 }], [{ n: 2 }], [{ id: user }]]);
      const sent = noted.sent.slice(before).map((text) => text.split(/[ ;\n]/)[0]);
      expect(sent.filter((word) => word === "BEGIN")).toHaveLength(3);
      expect(sent.filter((word) => word === "SELECT")).toHaveLength(5);
      // Whoever changes what they were given changes it for nobody else.
      expect(answers[3]).not.toBe(answers[4]);
    } finally {
      noted.stop();
      await own.close();
    }
  });

  it("take nothing from those behind that travel with one that fails, and join a transaction that is open", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    const page = own.gathered();
    const scope = Prisma.sql`SELECT current_setting('app.organization_id', true) AS id`;
    const fails = (n: number) => Prisma.sql`SELECT ${n}::int / 0 AS id`;
    try {
      const asked = [scope, fails(1), fails(2), Prisma.sql`DELETE FROM "project"`, Prisma.sql`SELECT 7 AS n`];
      const answers = await Promise.allSettled(asked.map((query) => page.askOrganization(home, query)));
      const [first, , , , last] = answers;
      expect(first).toEqual({ status: "fulfilled", value: [{ id: home }] });
      expect(last).toEqual({ status: "fulfilled", value: [{ n: 7 }] });
      const reasons = answers.flatMap((answer) => (answer.status === "rejected" ? [String(answer.reason)] : []));
      expect(reasons).toEqual([
        expect.stringMatching("division by zero"),
        expect.stringMatching("division by zero"),
        expect.stringMatching("read-only"),
      ]);
      expect(await own.askSystem("test", scope)).toEqual([{ id: "" }]);
      await page.withOrganization(home, async () => {
        expect(await page.askOrganization(home, scope)).toEqual([{ id: home }]);
        await expect(page.askOrganization(other, scope)).rejects.toThrow("cannot join");
      });
    } finally {
      await own.close();
    }
  });

  it("ask nothing once its time is over, though the work goes on and another has the connection", async () => {
    const own = createDatabase({ url: test.url, maxConnections: 1, queues: [] });
    const scope = Prisma.sql`SELECT current_setting('app.organization_id') AS id`;
    let toldOver: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => {
      toldOver = resolve;
    });
    let late: Promise<unknown> | undefined;
    try {
      const first = own.withOrganization(
        home,
        async (tx) => {
          expect(await tx.ask(scope)).toEqual([{ id: home }]);
          await isOver;
          late = tx.ask(scope);
          await late;
        },
        { timeoutMs: 50 },
      );
      // With one connection, this begins when the first one's time is over.
      await own.withOrganization(other, async (tx) => {
        toldOver();
        await expect(first).rejects.toThrow();
        await expect(late).rejects.toThrow("no open transaction");
        expect(await tx.ask(scope)).toEqual([{ id: other }]);
      });
    } finally {
      await own.close();
    }
  });

  it("take no text as part of the statement that names the scope", async () => {
    const hostile = "x', true); DROP TABLE project; --";
    const seen = await database.withUser(
      hostile,
      (tx) => tx.db.$queryRaw<{ id: string }[]>`
      SELECT current_setting('app.user_id') AS id`,
    );
    expect(seen).toEqual([{ id: hostile }]);
    expect(await database.asSystem("test", (tx) => tx.db.project.count())).toBe(0);
  });

  it("tell listeners at commit, and nothing of what was rolled back", async () => {
    const { createBus } = await import("./listen.ts");
    const bus = createBus(test.url);
    const heard: string[] = [];
    bus.subscribe((message) => void heard.push(message.subjectId));
    const announce = (subjectId: string, fails: boolean): Promise<void> =>
      database.withOrganization(home, async (tx) => {
        await tx.announce({ organizationId: home, topic: "project", subjectId });
        if (fails) throw new Error("abort");
      });
    // The listening connection opens by itself: announce until it hears.
    for (let i = 0; i < 200 && heard.length === 0; i++) {
      await announce("hello", false);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await announce("rolled back", true).catch(() => undefined);
    await announce("last", false);
    for (let i = 0; i < 200 && !heard.includes("last"); i++) await new Promise((resolve) => setTimeout(resolve, 25));
    await bus.close();
    expect(heard).toContain("last");
    expect(heard).not.toContain("rolled back");
  });
});
