import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from "node:fs";
import path from "node:path";

const TURN_AT_BYTES = 10 * 1024 * 1024;

/** Opens DATA_DIR/logs/<name>.log for appending; `start` is where this run begins. The last 10 MB are kept as .1. */
export function openLog(dataDir, name) {
  const folder = path.join(dataDir, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.log`);
  if (existsSync(file) && statSync(file).size > TURN_AT_BYTES) renameSync(file, `${file}.1`);
  const handle = openSync(file, "a", 0o600);
  return { file, handle, start: fstatSync(handle).size };
}

/** The last lines of a log, from `start` on; at most 16 KB are read. */
export function tailOf(file, start, lines) {
  const size = statSync(file).size;
  const from = Math.max(start, size - 16_384);
  const buffer = Buffer.alloc(size - from);
  const handle = openSync(file, "r");
  readSync(handle, buffer, 0, buffer.length, from);
  closeSync(handle);
  return buffer.toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
