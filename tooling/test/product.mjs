// A product for browser tests, started as a person starts it: the launcher itself, with its own data, port and build.
import { spawn } from "node:child_process";
import { childEnvironment, fromRoot, PlainError, productNode } from "../start/house.mjs";
import { firstFreePort } from "../start/ports.mjs";

const PATIENCE_MS = 15 * 60_000;

/**
 * Resolves when it is ready: url, port, the set-up link if it printed one, `stop`, and `kill` as `kill -9` does it.
 * With `port` it has to get this one.
 */
export async function startProduct({ dataDir, portFrom, port: wanted, demo }) {
  const port = wanted ?? (await firstFreePort(portFrom));
  const env = childEnvironment({
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO: demo ? "1" : "0",
    NEXT_DIST_DIR: ".next-test",
    // Stories have end points of their own, which messages are posted to.
    REDOUBT_ALLOWED_HOSTS: "localhost",
  });
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "AUTH_URL", "HOST", "LOGS", "NODE_ENV"]) delete env[name];
  const child = spawn(productNode(), [fromRoot("tooling/start.mjs")], {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  let output = "";
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 25_000);
    await ended;
    clearTimeout(timer);
  };
  const ready = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        if (/^Ready after/m.test(output)) resolve(true);
      });
    }
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  if ((await Promise.race([ready, ended, late])) !== true) {
    await stop();
    throw new PlainError(`The product for browser tests did not start:\n${output}`);
  }
  process.stdout.write(output.replaceAll(/^/gm, "   "));
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  const setUpLink = /(\S+)\s+\(works once\)/.exec(output)?.[1];
  return { url: `http://localhost:${port}`, port, dataDir, setUpLink, stop, kill };
}
