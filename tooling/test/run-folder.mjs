// Each test run has its own folder below .data-test: runs do not meet each other or a running product.
import { readdirSync, rmSync } from "node:fs";
import { fromRoot } from "../start/house.mjs";
import { stopLeftover } from "../start/postgres.mjs";
import { commandLine } from "../start/process.mjs";
import { makeDataDir } from "../start/secrets.mjs";

const PARENT = ".data-test";

/** Makes the folder of this process, after removing those of runs that were killed (and ending their servers). */
export async function makeRunFolder() {
  makeDataDir(fromRoot(PARENT));
  for (const name of readdirSync(fromRoot(PARENT))) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (!pid || commandLine(pid).includes("node")) continue;
    const folder = fromRoot(PARENT, name);
    await stopLeftover(folder);
    await stopLeftover(`${folder}/product`);
    rmSync(folder, { recursive: true, force: true });
  }
  const folder = fromRoot(PARENT, `run-${process.pid}`);
  makeDataDir(folder);
  return folder;
}
