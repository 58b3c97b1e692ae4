import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { PlainError } from "./house.mjs";

/** Makes DATA_DIR for its owner alone. */
export function makeDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
  } catch (error) {
    if (!["EPERM", "EACCES"].includes(error.code)) throw error;
    throw new PlainError(
      `${dataDir} belongs to another user: start as that user, or choose another folder with DATA_DIR.`,
    );
  }
}

/** Reads a secret of DATA_DIR, or makes one: 0600, complete or not there at all, never replaced. */
export function secret(dataDir, name, bytes = 32) {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}.tmp`;
    rmSync(draft, { force: true });
    const handle = openSync(draft, "wx", 0o600);
    writeSync(handle, `${randomBytes(bytes).toString("hex")}\n`);
    fsyncSync(handle);
    closeSync(handle);
    try {
      linkSync(draft, file);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
  }
  const value = readFileSync(file, "utf8").trim();
  if (!new RegExp(`^[0-9a-f]{${bytes * 2}}$`).test(value)) {
    throw new PlainError(`${file} is damaged: restore it from your backup.`);
  }
  return value;
}

/**
 * The secrets of an installation. A value from the environment wins, so that an operator can keep keys elsewhere.
 * A lost root key beside an existing database is refused: a new one could never open what is sealed in it.
 */
export function readSecrets(dataDir, environment, databaseExists) {
  const rootKeyFile = path.join(dataDir, "root.key");
  if (!environment.REDOUBT_ROOT_KEY && databaseExists && !existsSync(rootKeyFile)) {
    throw new PlainError(
      `${rootKeyFile} is missing, but there is a database whose secrets only it can open: restore it from your backup, or set REDOUBT_ROOT_KEY.`,
    );
  }
  return {
    REDOUBT_ROOT_KEY: environment.REDOUBT_ROOT_KEY?.toLowerCase() || secret(dataDir, "root.key"),
    AUTH_SECRET: environment.AUTH_SECRET || secret(dataDir, "auth.secret"),
  };
}
