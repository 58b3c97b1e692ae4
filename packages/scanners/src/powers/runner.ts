// Runs inside the jail: builds with forge and reads the compiler's tree.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CompiledSource } from "./program.ts";
import type { PowersRequest } from "./protocol.ts";
import { type CodeReach, readPowers } from "./read-powers.ts";

const BUILD_INFO = "/job/build-info";

const request: PowersRequest = JSON.parse(readFileSync(0, "utf8"));
mkdirSync(BUILD_INFO, { recursive: true });
const build = spawnSync(request.forge, [...request.build], { encoding: "utf8", maxBuffer: 1 << 26 });
if (build.status !== 0) {
  process.stderr.write(`${build.stdout}\n${build.stderr}\n`);
  process.exit(build.status ?? 1);
}

const own = new Set(request.own);
const powers = new Map<string, CodeReach["powers"][number]>();
const calls = new Map<string, CodeReach["calls"][number]>();
for (const name of readdirSync(BUILD_INFO).filter((each) => each.endsWith(".json"))) {
  const { input, output } = JSON.parse(readFileSync(path.join(BUILD_INFO, name), "utf8"));
  const sources = Object.entries<{ ast?: CompiledSource["ast"] }>(output.sources ?? {}).flatMap(([file, { ast }]) => {
    const text: unknown = input.sources?.[file]?.content;
    const relative = path.isAbsolute(file) ? path.relative(request.root, file) : file;
    return ast === undefined ? [] : [{ path: relative, text: typeof text === "string" ? text : "", ast }];
  });
  const found = readPowers(sources, (file) => own.has(file));
  for (const power of found.powers) powers.set(power.key, power);
  for (const call of found.calls) calls.set(call.name, call);
}
const answer: CodeReach = { powers: [...powers.values()], calls: [...calls.values()] };
process.stdout.write(`${JSON.stringify(answer)}\n`);
