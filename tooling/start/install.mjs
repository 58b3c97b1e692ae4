// Brings node_modules to what package-lock.json says, and leaves it alone when it is there already.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fromRoot, PlainError, ROOT } from "./house.mjs";
import { missingPlatformPackages } from "./platform.mjs";
import { commandLine, run } from "./process.mjs";

const MARK = "node_modules/.redoubt-lock";
const RUNNING = "node_modules/.redoubt-running";

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(fromRoot("package-lock.json")))
    .digest("hex");

/**
 * Installs when the lock file changed since the last time, never while a product of this folder runs.
 * Resolves to words for the progress line. `echo` hands npm's output to standard error instead of keeping it.
 */
export async function ensureInstalled({ allPlatformPackages = false, say = () => {} } = {}) {
  const hash = lockHash();
  const mark = fromRoot(MARK);
  let words = "as locked";
  if (!existsSync(mark) || readFileSync(mark, "utf8").trim() !== hash) {
    if (!installedEqualsLock()) {
      refuseWhileRunning();
      say("npm ci");
      await npmCi();
      words = "npm ci";
    }
    writeFileSync(mark, `${hash}\n`);
  }
  const missing = missingPlatformPackages({ all: allPlatformPackages });
  if (missing.length > 0) {
    throw new PlainError(
      `npm left out packages of this platform: ${missing.join(", ")}.\nYour Node is ${process.versions.node}. Remove node_modules and start again with Node 20.19 or newer.`,
    );
  }
  return words;
}

async function npmCi() {
  const argv = ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const cli = process.env.npm_execpath;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|node_execpath|execpath)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), NODE_ENV: "" };
  const options = { env, cwd: ROOT };
  if (cli?.endsWith(".js") && existsSync(cli)) await run("npm ci", process.execPath, [cli, ...argv], options);
  else await run("npm ci", process.platform === "win32" ? "npm.cmd" : "npm", argv, options);
}

/** True when npm's own record of node_modules has every package of the lock file that belongs here, as `npm install` leaves it. */
function installedEqualsLock() {
  const record = fromRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages ?? {};
  const locked = JSON.parse(readFileSync(fromRoot("package-lock.json"), "utf8")).packages ?? {};
  return Object.entries(locked).every(([folder, entry]) => {
    if (!folder.includes("node_modules/")) return true;
    const found = installed[folder];
    if (!found) return entry.optional === true;
    return (
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      Boolean(found.link) === Boolean(entry.link)
    );
  });
}

/** Notes that this process runs the product, so that nobody replaces node_modules under it. Returns the undo. */
export function noteRunning() {
  const file = fromRoot(RUNNING, String(process.pid));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  return () => rmSync(file, { force: true });
}

function refuseWhileRunning() {
  const folder = fromRoot(RUNNING);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = Number(name);
    if (pid === process.pid) continue;
    if (/tooling\/(start|test|start\/.*)\.mjs/.test(commandLine(pid))) {
      throw new PlainError(
        `package-lock.json changed, but Redoubt is running from this folder (process ${pid}): stop it first, then start again.`,
      );
    }
    rmSync(path.join(folder, name), { force: true });
  }
}
