// Preloaded into web and worker: they end when the launcher is gone, also after kill -9, and never later than a grace
// time. Loaded with --import, so that neither program has to know about it.
import process from "node:process";
import { isMainThread } from "node:worker_threads";

const GRACE_MS = Number(process.env.REDOUBT_GRACE_MS) || 5000;
const launcher = Number(process.env.REDOUBT_LAUNCHER_PID);

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
}

// Only the launcher's own children: a channel further down belongs to the program that opened it.
if (isMainThread && process.channel && process.ppid === launcher) process.on("disconnect", end);

// Under `node --watch` the channel leads to the watcher, which would outlive the launcher together with this child.
if (isMainThread && launcher > 0) {
  setInterval(() => {
    try {
      process.kill(launcher, 0);
    } catch {
      if (process.env.WATCH_REPORT_DEPENDENCIES) process.kill(process.ppid, "SIGTERM");
      end();
    }
  }, 1000).unref();
}
