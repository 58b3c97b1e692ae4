// One launcher per DATA_DIR, and what to do with the children of one that was killed.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PlainError, sleep } from "./house.mjs";
import { commandLine, isAlive, parentOf, signal, waitForEnd } from "./process.mjs";

const fileOf = (dataDir) => path.join(dataDir, "launcher.json");

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const isLauncher = (pid) => /tooling\/start\.mjs/.test(commandLine(pid));

/**
 * Takes DATA_DIR for this process; throws PlainError when another launcher serves it. Children of a dead launcher get
 * the time to end by themselves and are then killed. Resolves to `note(facts)` and `release()`.
 */
export async function claimDataDir(dataDir) {
  const file = fileOf(dataDir);
  const draft = `${file}.${process.pid}`;
  const facts = { pid: process.pid, children: [] };
  const until = Date.now() + 20_000;
  for (;;) {
    writeFileSync(draft, JSON.stringify(facts), { mode: 0o600 });
    try {
      linkSync(draft, file);
      rmSync(draft);
      break;
    } catch (error) {
      rmSync(draft);
      if (error.code !== "EEXIST") throw error;
    }
    const other = read(file);
    if (other && isLauncher(other.pid)) {
      // One whose npm was killed notices within a second and ends by itself; one that is stopping is soon gone.
      const leaving = other.stopping || (other.npm !== undefined && !isAlive(other.npm));
      if (leaving && Date.now() < until) {
        await sleep(200);
        continue;
      }
      throw new PlainError(
        `Redoubt is already running on ${dataDir}${other.url ? `: ${other.url}` : ""} (process ${other.pid}). Stop it with Ctrl-C there or with: kill ${other.pid}`,
      );
    }
    if (other) await endOrphans(other.children ?? []);
    rmSync(file, { force: true });
  }
  return {
    note(more) {
      Object.assign(facts, more);
      writeFileSync(draft, JSON.stringify(facts), { mode: 0o600 });
      renameSync(draft, file);
    },
    release() {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

async function endOrphans(children) {
  const ours = children.filter((pid) => commandLine(pid).includes("leash.mjs") || /next-server/.test(commandLine(pid)));
  await Promise.all(
    ours.map(async (pid) => {
      if (!(await waitForEnd(pid, 7000))) signal(-pid, "SIGKILL");
      await waitForEnd(pid, 2000);
    }),
  );
}

/** The npm that started us: `npm` itself, or the one above the shell that npm starts; undefined without npm. */
export function npmAbove() {
  if (!process.env.npm_lifecycle_event) return undefined;
  let pid = process.ppid;
  for (let steps = 0; steps < 3 && pid > 1; steps++) {
    if (/\bnpm\b/.test(commandLine(pid)) && !/^\S*sh -c/.test(commandLine(pid))) return pid;
    pid = parentOf(pid) ?? 0;
  }
  return undefined;
}
