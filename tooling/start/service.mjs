// A long-running child (web, worker): started on a leash, restarted when it dies, ended with its whole group.
import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fromRoot, productNode } from "./house.mjs";
import { openLog, tailOf } from "./logs.mjs";
import { signal } from "./process.mjs";

const LEASH = pathToFileURL(fromRoot("tooling/start/leash.mjs")).href;
const QUICK_DEATH_MS = 10_000;

/** `argv` is for Node; `output` is "inherit" or "log"; `grace` the milliseconds between SIGTERM and SIGKILL. */
export class Service {
  #options;
  #child;
  #log;
  #stopping = false;
  #quickDeaths = 0;
  #pause;

  constructor(options) {
    this.#options = options;
  }

  get name() {
    return this.#options.name;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** True after it died too often in a row, each time soon after its start. */
  get hopeless() {
    return this.#quickDeaths >= this.#options.patience;
  }

  /** What its log says since it was last started. */
  get lastWords() {
    return this.#log ? tailOf(this.#log.file, this.#log.start, 25) : "";
  }

  start() {
    const { name, argv, cwd, env, output, dataDir, grace, onDeath, onStart } = this.#options;
    this.#log = output === "log" ? openLog(dataDir, name) : undefined;
    const sink = this.#log ? this.#log.handle : "inherit";
    const began = Date.now();
    // Its own process group: Ctrl-C reaches the launcher alone, which then ends everything in order.
    const child = spawn(productNode(), ["--import", LEASH, ...argv], {
      cwd,
      env: { ...env, REDOUBT_LAUNCHER_PID: String(process.pid), REDOUBT_GRACE_MS: String(grace) },
      stdio: ["ignore", sink, sink, "ipc"],
      detached: true,
    });
    if (this.#log) closeSync(this.#log.handle);
    this.#child = child;
    child.on("error", () => {});
    child.once("exit", (code, signalName) => {
      // What it started (a scanner in its jail) goes with it.
      if (child.pid !== undefined) signal(-child.pid, "SIGKILL");
      if (this.#stopping) return;
      this.#quickDeaths = Date.now() - began < QUICK_DEATH_MS ? this.#quickDeaths + 1 : 0;
      onDeath(this, signalName ?? `exit ${code}`);
      if (this.hopeless) return;
      this.#pause = setTimeout(() => this.start(), Math.min(250 * 2 ** this.#quickDeaths, 10_000));
    });
    onStart?.(this);
  }

  /** Resolves when it and its group are gone. */
  stop() {
    this.#stopping = true;
    clearTimeout(this.#pause);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => signal(-child.pid, "SIGKILL"), this.#options.grace);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
      signal(child.pid, "SIGTERM");
    });
  }

  /** Ends it at once. */
  kill() {
    this.#stopping = true;
    clearTimeout(this.#pause);
    if (this.#child?.pid !== undefined) signal(-this.#child.pid, "SIGKILL");
  }
}
