// File sizes: a file that wants a table of contents wants to be a folder (architecture, style rule 11).
import { readFileSync } from "node:fs";
import { fromRoot } from "../start/house.mjs";

const CODE = /\.(?:ts|tsx|mjs|js|css|prisma)$/;
const TEST = /\.(?:test|spec)\.(?:ts|tsx|mjs)$/;
const LEFT_OUT = /(?:^|\/)(?:fixtures|generated|node_modules)\/|^examples\//;
const LIMIT = 400;
const TEST_LIMIT = 600;
const P95_LIMIT = 250;

/** Problems and the words for the line from `[name, lines]` pairs; pure, so that it can be tested. */
export function judgeSizes(files) {
  const problems = [];
  for (const [name, lines] of files) {
    const limit = TEST.test(name) ? TEST_LIMIT : LIMIT;
    if (lines > limit) problems.push(`${name} has ${lines} lines, the limit is ${limit}`);
  }
  const sorted = files
    .filter(([name]) => !TEST.test(name))
    .map(([, lines]) => lines)
    .sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  if (at(0.95) > P95_LIMIT)
    problems.push(`The 95th percentile of file sizes is ${at(0.95)} lines, the limit is ${P95_LIMIT}`);
  return { problems, words: `${files.length} files, median ${at(0.5)}, 95th percentile ${at(0.95)} lines` };
}

export function checkFiles({ tracked }) {
  const names = tracked.filter((name) => CODE.test(name) && !LEFT_OUT.test(name));
  return judgeSizes(names.map((name) => [name, readFileSync(fromRoot(name), "utf8").trimEnd().split("\n").length]));
}
