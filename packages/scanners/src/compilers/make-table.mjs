// Rewrites integrity.json from the registry that npm is configured for. Run by hand when a compiler is released;
// what is committed decides, so review the difference: a changed line of an old version is an alarm.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "integrity.json");
const asked = spawnSync("npm", ["view", "solc@>=0.4.0", "version", "dist.integrity", "--json"], { encoding: "utf8" });
const fixed = spawnSync("npm", ["view", "solc", "versions", "--json"], { encoding: "utf8" });
if (asked.status !== 0 || fixed.status !== 0) throw new Error(asked.stderr || fixed.stderr);

const table = new Map();
for (const row of JSON.parse(asked.stdout))
  table.set(row.version, { package: row.version, integrity: row["dist.integrity"] });
// `0.8.7-fixed` and its like replace packages that were published with the wrong content.
for (const version of JSON.parse(fixed.stdout).filter((name) => /^0\.\d+\.\d+-fixed$/.test(name))) {
  const row = spawnSync("npm", ["view", `solc@${version}`, "dist.integrity", "--json"], { encoding: "utf8" });
  table.set(version.replace("-fixed", ""), { package: version, integrity: JSON.parse(row.stdout) });
}

const order = (version) => version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);
const rows = [...table].filter(([version]) => /^0\.[4-8]\.\d+$/.test(version)).sort(([a], [b]) => order(a) - order(b));
if (rows.some(([, row]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(row.integrity)))
  throw new Error("a row without sha512");
const before = JSON.parse(readFileSync(file, { encoding: "utf8", flag: "a+" }) || "{}");
for (const [version, row] of rows) {
  if (before[version] !== undefined && before[version].integrity !== row.integrity) console.error(`CHANGED ${version}`);
}
writeFileSync(file, `${JSON.stringify(Object.fromEntries(rows), undefined, 2)}\n`);
console.error(`${rows.length} versions, newest ${rows.at(-1)?.[0]}`);
