#!/usr/bin/env node
// The compiled program where the package was built, else the sources, which Node 24 runs as they are.
import { existsSync } from "node:fs";

const built = new URL("../dist/main.js", import.meta.url);
const sources = new URL("../src/main.ts", import.meta.url);
if (existsSync(sources) && Number(process.versions.node.split(".")[0]) >= 24) await import(sources.href);
else if (existsSync(built)) await import(built.href);
else {
  process.stderr.write("redoubt is not built here: run it under Node 24 or newer, or build the package (npm pack).\n");
  process.exit(2);
}
