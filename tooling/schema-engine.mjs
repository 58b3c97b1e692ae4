#!/usr/bin/env node
// A stand-in for Prisma's native schema engine, for development only: the CLI downloads that program at every command,
// which fails offline. Same arguments and JSON-RPC on standard input and output, backed by the WASM engine from npm.
// Used through PRISMA_SCHEMA_ENGINE_BINARY; the product itself never needs a schema engine.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { makeAdapterFactory, readConnection } from "./schema-engine/adapter.mjs";
import { runCliCommand } from "./schema-engine/cli.mjs";

const require = createRequire(new URL("../packages/db/package.json", import.meta.url));
const argv = process.argv.slice(2);

function option(name) {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

/** Names of RPC methods that the WASM engine calls otherwise. */
const RENAMED = { getDatabaseVersion: "version" };

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`schema engine panic: ${message}\n`),
  };
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(path.join(folder, "schema_engine_bg.js"));
  const { instance } = await WebAssembly.instantiate(readFileSync(path.join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

function dataModels() {
  const files = argv.flatMap((word, at) =>
    word === "--datamodels" ? [[argv[at + 1], readFileSync(argv[at + 1], "utf8")]] : [],
  );
  return files.length > 0 ? files : undefined;
}

const send = (message) => new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, resolve));

function failure(id, error) {
  const message = error?.message ?? String(error);
  const code = error?.code ?? /(P\d{4})/.exec(message)?.[1] ?? null;
  return {
    jsonrpc: "2.0",
    id,
    error: {
      code: 4466,
      message: "An error happened. Check the data field for details.",
      data: { is_panic: false, message, error_code: code, meta: error?.meta ?? null },
    },
  };
}

/** Answers the requests one after the other, as the native engine does, until standard input ends. */
function serve(connection) {
  const { factory, dropShadows } = makeAdapterFactory(connection);
  let engine;
  let chain = Promise.resolve();
  async function answer(line) {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    try {
      engine ??= await (await loadEngine()).new({ datamodels: dataModels() }, () => {}, factory);
      const call = engine[RENAMED[method] ?? method];
      if (!call) throw new Error(`method ${method} is not supported`);
      const result = await call.call(engine, params);
      // The native engine prints a diff through a request of its own before it answers.
      if (method === "diff" && result?.stdout) {
        await send({ jsonrpc: "2.0", id: 9001, method: "print", params: { content: result.stdout } });
      }
      await send({ jsonrpc: "2.0", id, result: result ?? {} });
    } catch (error) {
      await send(failure(id, error));
    }
  }
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    if (line.trim()) chain = chain.then(() => answer(line));
  });
  const end = () => chain.then(dropShadows).then(() => process.exit(0));
  lines.on("close", end);
  for (const name of ["SIGTERM", "SIGINT"]) process.on(name, end);
}

process.on("uncaughtException", (error) => {
  process.stderr.write(`schema engine: ${error.stack ?? error}\n`);
  process.exit(101);
});

if (argv.includes("--version") || argv.includes("-V")) {
  process.stdout.write(`schema-engine-cli-wasm ${require("@prisma/engines-version").enginesVersion ?? "unknown"}\n`);
} else {
  const url = JSON.parse(option("--datasource") ?? "{}").url ?? process.env.DATABASE_OWNER_URL;
  const connection = url ? readConnection(url) : undefined;
  if (argv.includes("cli")) await runCliCommand(argv[argv.indexOf("cli") + 1], connection);
  else serve(connection);
}
