import type { Readable } from "node:stream";
import { peek } from "../../reading/peek.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { CycloneDocument } from "./document.ts";
import { readJson } from "./json.ts";
import { readXml } from "./xml.ts";

/** Reads CycloneDX in JSON and XML: bills of materials with vulnerabilities, and VEX documents. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const { first, whole } = await peek(stream);
  const document = new CycloneDocument(open);
  let listed = false;
  const found = first === "<" ? readXml(whole, document) : readJson(whole, document);
  for await (const vulnerability of found) {
    listed = true;
    if (vulnerability !== "list") yield* document.vulnerability(vulnerability);
  }
  yield* document.end(listed);
}

export const readRuns = runsOf(read);
