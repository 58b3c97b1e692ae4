"use strict";
// Makes a soljson.js answer like a native compiler: argv is its path, then the compiler's own arguments.
// Runs inside the jail (and once outside, to ask a verified package for its version): Node itself only.
const { readFileSync } = require("node:fs");

const [, , soljson, ...options] = process.argv;
const solc = require(soljson);
const text = (pointer) => (solc.UTF8ToString ?? solc.Pointer_stringify)(pointer);

if (options.includes("--version")) {
  const version = text((solc._solidity_version ?? solc._version)());
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${version.replace("Emscripten.clang", "Linux.g++")}\n`,
  );
} else if (options.includes("--standard-json")) {
  // Copied to the heap by hand: cwrap puts texts on the stack, which large inputs overflow.
  const input = readFileSync(0);
  const pointer = (solc._solidity_alloc ?? solc._malloc)(input.length + 1);
  solc.HEAPU8.set(input, pointer);
  solc.HEAPU8[pointer + input.length] = 0;
  process.stdout.write(text((solc._solidity_compile ?? solc._compileStandard)(pointer, 0, 0)));
} else {
  process.stderr.write(`unknown arguments: ${options.join(" ")}\n`);
  process.exitCode = 1;
}
