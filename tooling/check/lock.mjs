// The lock file must name every platform package, also those that this machine's registry did not have when the lock
// was written: `npm ci` refuses a lock without them, on every machine. Such an entry carries no integrity; it is never
// installed where its platform does not match.
import { readFileSync, writeFileSync } from "node:fs";
import { fromRoot } from "../start/house.mjs";

const SYSTEMS = ["darwin", "linux", "win32", "android", "freebsd", "openharmony", "netbsd", "openbsd", "sunos", "aix"];
const PROCESSORS = {
  x64: "x64",
  amd64: "x64",
  arm64: "arm64",
  aarch64: "arm64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  ppc64le: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  loong64: "loong64",
  wasm32: "wasm32",
};

/** The folder under which `name` is found from `folder`, as Node would look it up; undefined when nowhere. */
function lookUp(packages, folder, name) {
  for (let at = folder; ; ) {
    const candidate = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (!at) return undefined;
    const cut = at.lastIndexOf("/node_modules/");
    at = cut >= 0 ? at.slice(0, cut) : "";
  }
}

/** `{ folder, name, range }` for every optional dependency of a locked package that has no entry. */
export function missingEntries(lock) {
  const found = [];
  for (const [folder, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (lookUp(lock.packages, folder, name) === undefined) found.push({ folder, name, range });
    }
  }
  return found;
}

/** What a package's name tells of its platform: os, cpu, libc as in package.json; undefined when it tells nothing. */
export function platformOf(name) {
  const words = name.split(/[^a-z0-9]+/i);
  const os = SYSTEMS.find((word) => words.includes(word)) ?? (words.includes("windows") ? "win32" : undefined);
  const cpu = Object.keys(PROCESSORS).find((word) => words.includes(word));
  if (os === undefined && cpu === undefined) return undefined;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : undefined;
  return {
    ...(cpu ? { cpu: [PROCESSORS[cpu]] } : {}),
    ...(os === "linux" && libc ? { libc: [libc] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}

/** Adds the missing entries; returns the names that could not be added because nothing tells their platform. */
export function addEntries(lock) {
  const left = [];
  for (const { folder, name, range } of missingEntries(lock)) {
    const platform = platformOf(name);
    if (!platform || !/^\d+\.\d+\.\d+/.test(range)) left.push(`${name}@${range} (of ${folder})`);
    else {
      const { os, ...rest } = platform;
      const dev = lock.packages[folder].dev ? { dev: true } : {};
      lock.packages[`node_modules/${name}`] = {
        version: range,
        ...rest,
        ...dev,
        optional: true,
        ...(os ? { os } : {}),
      };
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(sorted);
  return left;
}

/** The check: problems as lines. With `fix` the entries are written. */
export function checkLock({ fix = false } = {}) {
  const file = fromRoot("package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  if (!fix) {
    return missingEntries(lock).map(
      ({ folder, name, range }) =>
        `package-lock.json has no entry for ${name}@${range}, which ${folder} wants: npm ci will refuse it (npm run check -- --fix)`,
    );
  }
  if (missingEntries(lock).length === 0) return [];
  const left = addEntries(lock);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  return left.map((name) => `package-lock.json has no entry for ${name}, and its platform is unknown`);
}
