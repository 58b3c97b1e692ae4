// Builds the example's git history: same bytes, authors and dates, so the same commit ids on every machine.
// From a terminal: node build-repository.mjs [folder] prints the ids (into a temporary folder when none is named).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { HISTORY } from "./history.mjs";
import { EXAMPLE, overlay } from "./revisions.mjs";

/** The ids that a true copy of the example has: sources with these commits are our own. */
export const COMMITS = Object.freeze({
  "v1.0.0": "67c57488684073581e733b2dd854fb33d99aa839",
  "v1.1.0": "bb2834c59ee7a2dc6db8e5f02e5dfe782dedc67e",
  "v1.2.0": "b022532d3112c14eb71fa8c52bc11b0012b73d2d",
  council: "09391c7e8374a9487c21e8745babafe78d1a4224",
});
export const BRANCHES = Object.freeze({ main: COMMITS["v1.2.0"], council: COMMITS.council });

const DESCRIPTION = "Meridian Vault, built by examples/meridian-vault\n";

function git(directory, args, input) {
  const run = spawnSync("git", ["--git-dir", directory, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: {
      PATH: process.env.PATH ?? "/usr/bin:/bin",
      HOME: directory,
      LC_ALL: "C",
      TZ: "UTC",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
    },
  });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0) throw new Error(`git ${args[0]} ended with ${run.status}: ${run.stderr}`);
  return run.stdout.trim();
}

/** `+02:00` style dates to what fast-import reads: seconds and an offset. */
function gitDate(date) {
  const seconds = Date.parse(date) / 1000;
  if (!Number.isInteger(seconds)) throw new Error(`not a date: ${date}`);
  return `${seconds} ${date.slice(-6).replace(":", "")}`;
}

function data(content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}

/** Hands each commit of a release its part of the overlay; every file goes into exactly one commit. */
function split({ release, commits }) {
  const { changed, deleted } = overlay(release);
  const left = new Set([...changed, ...deleted]);
  return commits.map((commit) => {
    const taken = [...left].filter(
      (path) => commit.rest || commit.paths.some((wanted) => (wanted.endsWith("/") ? path.startsWith(wanted) : path === wanted)),
    );
    if (taken.length === 0) throw new Error(`${release}: a commit without files: ${commit.message}`);
    for (const path of taken) left.delete(path);
    return { ...commit, changed: taken.filter((path) => changed.includes(path)), deleted: taken.filter((path) => deleted.includes(path)) };
  });
}

/** The whole history as a fast-import stream. */
function stream() {
  const parts = [];
  const heads = new Map();
  let mark = 0;
  for (const release of HISTORY) {
    for (const { author, date, message, changed, deleted } of split(release)) {
      const parent = heads.get(release.branch) ?? heads.get("main");
      mark += 1;
      parts.push(Buffer.from(`commit refs/heads/${release.branch}\nmark :${mark}\n`));
      parts.push(Buffer.from(`author ${author} ${gitDate(date)}\ncommitter ${author} ${gitDate(date)}\n`));
      parts.push(data(`${message}\n`));
      if (parent !== undefined) parts.push(Buffer.from(`from :${parent}\n`));
      for (const path of deleted) parts.push(Buffer.from(`D ${path}\n`));
      for (const path of changed) {
        parts.push(Buffer.from(`M 100644 inline ${path}\n`), data(readFileSync(join(EXAMPLE, release.release, path))));
      }
      heads.set(release.branch, mark);
    }
    if (release.tag !== undefined) parts.push(Buffer.from(`reset refs/tags/${release.tag}\nfrom :${mark}\n\n`));
  }
  parts.push(Buffer.from("done\n"));
  return Buffer.concat(parts);
}

function readIds(directory) {
  const id = (ref) => git(directory, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  return {
    commits: {
      "v1.0.0": id("refs/tags/v1.0.0"),
      "v1.1.0": id("refs/tags/v1.1.0"),
      "v1.2.0": id("refs/tags/v1.2.0"),
      council: id("refs/heads/council"),
    },
    branches: { main: id("refs/heads/main"), council: id("refs/heads/council") },
  };
}

function isComplete(directory) {
  try {
    const { commits, branches } = readIds(directory);
    return (
      Object.entries(COMMITS).every(([name, id]) => commits[name] === id) &&
      Object.entries(BRANCHES).every(([name, id]) => branches[name] === id)
    );
  } catch {
    return false;
  }
}

function isOurs(directory) {
  const description = join(directory, "description");
  return existsSync(description) && readFileSync(description, "utf8") === DESCRIPTION;
}

function build(directory) {
  git(directory, ["init", "--bare", "--quiet", "--template="]);
  git(directory, ["symbolic-ref", "HEAD", "refs/heads/main"]);
  git(directory, ["fast-import", "--quiet", "--done"], stream());
  writeFileSync(join(directory, "description"), DESCRIPTION);
  return readIds(directory);
}

/**
 * Makes the bare repository at `targetDir` and returns `{ commits, branches }`, both name to commit id.
 * Does nothing when it is there with the right ids; replaces one of its own with other ids.
 * Throws when the folder holds something else, or when the example's files do not give the ids in `COMMITS`.
 */
export function buildRepository(targetDir) {
  const target = resolve(targetDir);
  if (existsSync(target)) {
    if (!isOurs(target)) throw new Error(`${target} holds something else than the example's repository`);
    if (isComplete(target)) return readIds(target);
  }
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    const ids = build(work);
    if (!isComplete(work)) {
      throw new Error(`the example's files give other commits than recorded: ${JSON.stringify(ids.commits)}`);
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(work, target);
    return ids;
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  const work = mkdtempSync(join(tmpdir(), "meridian-repository-"));
  console.log(JSON.stringify(folder === undefined ? build(work) : buildRepository(folder), null, 2));
  rmSync(work, { recursive: true, force: true });
}
