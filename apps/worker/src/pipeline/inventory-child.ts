// Reads the lock files of one revision in a process of its own: whatever a lock file does to its reader, it does it here.
// Standard input is one line of JSON (`InventoryRequest`), standard output messages, one a line (`inventory-messages.ts`).
import { readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { readManifest } from "@redoubt/scanners/inventory";
import { type InventoryMessage, InventoryRequest } from "./inventory-messages.ts";

const request = InventoryRequest.parse(JSON.parse(await text(process.stdin)));
const files = new Map([...request.manifests, ...request.beside].map((each) => [each.path, each.file]));
const texts = new Map<string, string>();

function read(place: string): string | undefined {
  const file = files.get(place);
  if (file === undefined) return undefined;
  const known = texts.get(place) ?? readFileSync(path.join(request.folder, file), "utf8");
  texts.set(place, known);
  return known;
}

async function send(message: InventoryMessage): Promise<void> {
  if (process.stdout.write(`${JSON.stringify(message)}\n`)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}

const around = { paths: new Set(request.paths), read, submodules: request.submodules };
for (const found of request.manifests) {
  const manifest = readManifest(found, read(found.path) ?? "", around);
  if (manifest !== null) await send({ type: "manifest", manifest });
}
await send({ type: "end" });
