// Our own small launcher for the embedded PostgreSQL: makes the cluster, starts or adopts the server, stops it.
import { spawn } from "node:child_process";
import { chownSync, closeSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { PlainError, sleep } from "./house.mjs";
import { openLog, tailOf } from "./logs.mjs";
import { firstFreePort, isFree } from "./ports.mjs";
import { postgresBinaries, postgresUser } from "./postgres-binaries.mjs";
import { commandLine, isAlive, run, signal, waitForEnd } from "./process.mjs";
import { secret } from "./secrets.mjs";

const OWNER = "redoubt_owner";
const DATABASE = "redoubt";
const environment = () => ({ PATH: process.env.PATH ?? "", LC_ALL: "C", LANG: "C", TZ: "UTC" });

/**
 * Makes sure that the embedded PostgreSQL of `dataDir` answers, whatever an earlier launcher left behind.
 * `throwAway` trades durability for speed (tests). Resolves to urls, port and the handle to watch and stop it.
 */
export async function startPostgres(dataDir, { portFrom = 54320, throwAway = false } = {}) {
  const pgDir = path.join(dataDir, "pg");
  const bin = postgresBinaries();
  const user = postgresUser(pgDir);
  const fresh = await makeCluster(dataDir, pgDir, bin, user);
  const server = (await adoptServer(pgDir)) ?? (await startServer(dataDir, pgDir, bin, user, portFrom, throwAway));
  const password = secret(dataDir, "pg-owner.password", 24);
  const appPassword = secret(dataDir, "pg-app.password", 24);
  const url = (name, word) => `postgresql://${name}:${word}@127.0.0.1:${server.port}/${DATABASE}`;
  return {
    ...server,
    fresh,
    identity: clusterIdentity(pgDir),
    ownerUrl: url(OWNER, password),
    appUrl: url("redoubt_app", appPassword),
    stop: () => stopServer(server.pid),
  };
}

/** True when `dataDir` holds a finished cluster. */
export const hasCluster = (dataDir) => existsSync(path.join(dataDir, "pg/PG_VERSION"));

/** The cluster's own 64-bit number: a marker that does not survive a new initdb. */
function clusterIdentity(pgDir) {
  return readFileSync(path.join(pgDir, "global/pg_control")).readBigUInt64LE(0).toString(16);
}

async function makeCluster(dataDir, pgDir, bin, user) {
  const lostPassword = !existsSync(path.join(dataDir, "pg-owner.password"));
  const password = secret(dataDir, "pg-owner.password", 24);
  if (existsSync(path.join(pgDir, "PG_VERSION"))) {
    await refuseOtherVersion(pgDir, bin);
    if (lostPassword) {
      await stopLeftover(dataDir);
      await single(user, bin, pgDir, `ALTER ROLE ${OWNER} PASSWORD '${password}'`);
    }
    return false;
  }
  // Made beside its place and renamed at the end: an interrupted start leaves no half cluster.
  const draft = `${pgDir}.new`;
  const passwordFile = path.join(dataDir, "pg-owner.initial");
  rmSync(draft, { recursive: true, force: true });
  rmSync(pgDir, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.ids.uid !== undefined) for (const file of [draft, passwordFile]) chownSync(file, user.ids.uid, user.ids.gid);
  try {
    await runPostgres(user, "initdb", [
      bin("initdb"),
      ...["-D", draft, "-U", OWNER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"],
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // There is no client program in the package; single-user mode makes the database without one.
  await single(user, bin, draft, `CREATE DATABASE ${DATABASE}`);
  renameSync(draft, pgDir);
  return true;
}

function single(user, bin, pgDir, statement) {
  return runPostgres(
    user,
    "single-user mode",
    [bin("postgres"), "--single", "-D", pgDir, "postgres"],
    `${statement};\n`,
  );
}

function runPostgres(user, what, argv, input) {
  const [command, ...rest] = user.wrap(argv);
  return run(`PostgreSQL (${what})`, command, rest, { env: environment(), cwd: "/", input, ids: user.ids });
}

async function refuseOtherVersion(pgDir, bin) {
  const made = readFileSync(path.join(pgDir, "PG_VERSION"), "utf8").trim();
  const { stdout } = await run("PostgreSQL", bin("postgres"), ["--version"], { env: environment() });
  const ours = /(\d+)/.exec(stdout)?.[1];
  if (made !== ours) {
    throw new PlainError(
      `${pgDir} was made by PostgreSQL ${made}, this is ${ours}: move the data over as docs/operations.md says under "Upgrade".`,
    );
  }
}

/** What postmaster.pid says, undefined when there is none or it is not finished. */
function readPostmaster(pgDir) {
  try {
    const lines = readFileSync(path.join(pgDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? "" };
  } catch {
    return undefined;
  }
}

/** A server that a killed launcher left is used again; one that is stopping is waited for; a stale file is removed. */
async function adoptServer(pgDir) {
  const until = Date.now() + 20_000;
  for (;;) {
    const postmaster = readPostmaster(pgDir);
    if (!postmaster) return undefined;
    if (!commandLine(postmaster.pid).includes(pgDir)) {
      // The id may belong to some other program by now, and PostgreSQL would then refuse to start.
      rmSync(path.join(pgDir, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (postmaster.status === "ready" && (await answers(postmaster.port))) {
      return { pid: postmaster.pid, port: postmaster.port, reused: true, ended: watchForeign(postmaster.pid) };
    }
    if (Date.now() > until) {
      throw new PlainError(
        `A PostgreSQL (process ${postmaster.pid}) holds ${pgDir} but does not answer: end it and start again.`,
      );
    }
    await sleep(100);
  }
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1", timeout: 2000 });
    const end = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });
}

async function startServer(dataDir, pgDir, bin, user, portFrom, throwAway) {
  const portFile = path.join(dataDir, "pg-port");
  const last = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : Number.NaN;
  let port = Number.isInteger(last) && last > 0 && (await isFree(last)) ? last : await firstFreePort(portFrom);
  for (let attempt = 1; ; attempt++) {
    const log = openLog(dataDir, "postgres");
    const [command, ...argv] = user.wrap([bin("postgres"), "-D", pgDir, "-p", String(port), ...settings(throwAway)]);
    // Its own process group: Ctrl-C must reach the launcher only, the database is the last to go.
    const child = spawn(command, argv, {
      cwd: "/",
      env: environment(),
      stdio: ["ignore", log.handle, log.handle],
      detached: true,
      ...user.ids,
    });
    closeSync(log.handle);
    const ended = new Promise((resolve) => {
      child.once("error", resolve);
      child.once("exit", resolve);
    });
    if (await untilReady(pgDir, child)) {
      writeFileSync(portFile, `${port}\n`, { mode: 0o600 });
      return { pid: child.pid, port, reused: false, ended };
    }
    const words = tailOf(log.file, log.start, 12);
    const retry = /Address already in use|could not bind|shared memory block/i.test(words) && attempt < 6;
    if (!retry) throw new PlainError(`PostgreSQL did not start:\n${words}`);
    if (/shared memory block/i.test(words)) await sleep(500);
    else port = await firstFreePort(port + 1);
  }
}

/** Throw-away clusters may lose data with the machine, but not with the server: tests kill it. */
function settings(throwAway) {
  const values = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: throwAway ? "120" : "80",
    ...(throwAway ? { fsync: "off", full_page_writes: "off" } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function untilReady(pgDir, child) {
  const until = Date.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const postmaster = readPostmaster(pgDir);
    if (postmaster?.pid === child.pid && postmaster.status === "ready") return true;
    if (Date.now() > until) {
      signal(child.pid, "SIGQUIT");
      throw new PlainError("PostgreSQL was not ready after 60 s.");
    }
    await sleep(25);
  }
  return false;
}

/** Resolves when a process that is not our child has ended. */
function watchForeign(pid) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

/** Fast shutdown; harder after 10 s, as nothing acknowledged can be lost that way. */
async function stopServer(pid) {
  for (const [name, patience] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 3000],
    ["SIGKILL", 2000],
  ]) {
    signal(pid, name);
    if (await waitForEnd(pid, patience)) return;
  }
}

/** Stops whatever server runs on the cluster of `dataDir`, if any; for folders that are about to be removed. */
export async function stopLeftover(dataDir) {
  const pgDir = path.join(dataDir, "pg");
  const postmaster = readPostmaster(pgDir);
  if (postmaster && commandLine(postmaster.pid).includes(pgDir)) await stopServer(postmaster.pid);
}
