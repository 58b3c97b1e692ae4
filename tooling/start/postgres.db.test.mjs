import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fromRoot } from "./house.mjs";
import { startPostgres, stopLeftover } from "./postgres.mjs";
import { isAlive, waitForEnd } from "./process.mjs";
import { makeDataDir } from "./secrets.mjs";

const pg = createRequire(fromRoot("packages/db/package.json"))("pg");
const options = { portFrom: 54620, throwAway: true };

let dataDir;
beforeEach(() => {
  dataDir = fromRoot(".data-test", `launcher-${process.pid}-${Date.now()}`);
  makeDataDir(dataDir);
});
afterEach(async () => {
  await stopLeftover(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("a cluster is made once; a server that nobody watches any more is used again", async () => {
  const first = await startPostgres(dataDir, options);
  expect(first).toMatchObject({ fresh: true, reused: false });
  await ask(first.ownerUrl, "CREATE TABLE kept (a int)");
  const second = await startPostgres(dataDir, options);
  expect(second).toMatchObject({
    fresh: false,
    reused: true,
    pid: first.pid,
    port: first.port,
    ownerUrl: first.ownerUrl,
  });
  await second.stop();
  expect(isAlive(first.pid)).toBe(false);
});

test("after kill -9 of the server the next start recovers, on the same port and with the same identity", async () => {
  const first = await startPostgres(dataDir, options);
  await ask(first.ownerUrl, "CREATE TABLE kept AS SELECT 7 AS a");
  process.kill(first.pid, "SIGKILL");
  await waitForEnd(first.pid, 5000);
  const second = await startPostgres(dataDir, options);
  expect(second).toMatchObject({ fresh: false, reused: false, port: first.port, identity: first.identity });
  expect(await ask(second.ownerUrl, "SELECT a FROM kept")).toEqual([{ a: 7 }]);
});

test("a postmaster.pid that names some other program does not block the start", async () => {
  const first = await startPostgres(dataDir, options);
  await first.stop();
  writeFileSync(
    path.join(dataDir, "pg/postmaster.pid"),
    `${process.pid}\n${path.join(dataDir, "pg")}\n1\n54620\n\n127.0.0.1\n\nready   \n`,
  );
  const second = await startPostgres(dataDir, options);
  expect(second.reused).toBe(false);
  expect(await ask(second.ownerUrl, "SELECT 1 AS a")).toEqual([{ a: 1 }]);
});

test("a lost password file is made anew and works", async () => {
  const first = await startPostgres(dataDir, options);
  await ask(first.ownerUrl, "SELECT 1");
  rmSync(path.join(dataDir, "pg-owner.password"));
  const second = await startPostgres(dataDir, options);
  expect(second.ownerUrl).not.toBe(first.ownerUrl);
  expect(await ask(second.ownerUrl, "SELECT 1 AS a")).toEqual([{ a: 1 }]);
});

test("text is UTF-8, the clock is UTC, and only this machine is listened to", async () => {
  const server = await startPostgres(dataDir, options);
  const [row] = await ask(
    server.ownerUrl,
    "SELECT current_setting('server_encoding') AS encoding, current_setting('timezone') AS zone, current_setting('listen_addresses') AS listens",
  );
  expect(row).toEqual({ encoding: "UTF8", zone: "UTC", listens: "127.0.0.1" });
});
