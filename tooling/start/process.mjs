// Children that only run to their end, and questions about processes that are not ours.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { childEnvironment, PlainError, ROOT, sleep } from "./house.mjs";

const running = new Set();

/** Ends what `run` has under way; for Ctrl-C in the middle of a step. */
export function abandonRuns() {
  for (const child of running) child.kill("SIGTERM");
}

/**
 * Runs a program to its end and resolves to what it printed. `echo` hands the output through; otherwise it is kept,
 * and shown (its first and last lines) only when the program fails. Throws PlainError on a non-zero exit unless `allow` has it.
 */
export function run(
  what,
  command,
  argv,
  { env, cwd = ROOT, echo = false, allow = [0], input, onLine, timeout, ids } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd,
      env: env ?? childEnvironment(),
      stdio: [input === undefined ? "ignore" : "pipe", echo ? "inherit" : "pipe", echo ? "inherit" : "pipe"],
      detached: !echo,
      ...ids,
    });
    running.add(child);
    let stdout = "";
    let all = "";
    let expired = false;
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            expired = true;
            child.kill("SIGTERM");
            setTimeout(() => child.kill("SIGKILL"), 5000).unref();
          }, timeout);
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      all += text;
      if (onLine) for (const line of text.split("\n")) if (line.trim()) onLine(line);
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      all += text;
    });
    if (input !== undefined) {
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    }
    const end = () => {
      running.delete(child);
      clearTimeout(timer);
    };
    child.once("error", (error) => {
      end();
      reject(new PlainError(`${what}: cannot run ${command}: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      end();
      if (!expired && code !== null && allow.includes(code)) return resolve({ code, stdout, output: all });
      const tail = excerpt(all);
      const how = expired
        ? `took longer than ${timeout / 1000} s`
        : signal
          ? `was ended by ${signal}`
          : `failed (exit ${code})`;
      reject(Object.assign(new PlainError(`${what} ${how}${tail ? `\n${tail}` : ""}`), { code, signal }));
    });
  });
}

/** Compilers name the fault first, others at the end. */
function excerpt(output) {
  const lines = output.trimEnd().split("\n");
  if (lines.length <= 60) return lines.join("\n");
  return [...lines.slice(0, 25), `… ${lines.length - 55} lines …`, ...lines.slice(-30)].join("\n");
}

/** True while a process with this id exists (also one of another user). */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isZombie(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

/** The command line of a process, "" when there is none; process ids are reused, so ask before believing one. */
export function commandLine(pid) {
  if (!isAlive(pid)) return "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
  }
}

/** The parent's id and name, undefined where the platform does not tell. */
export function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    const text = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
    return Number(text.trim()) || undefined;
  }
}

/** Resolves to true when the process has ended within the time. */
export async function waitForEnd(pid, milliseconds) {
  const until = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/** Sends a signal and forgives a process that is already gone. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself
  }
}
