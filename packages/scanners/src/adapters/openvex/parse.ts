import type { Readable } from "node:stream";
import { VexStatus, type VexStatement } from "@redoubt/domain/finding";
import { clip } from "../../reading/finding.ts";
import { plainPackageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { isObject, type JsonObject, object, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const MOST_STATEMENTS = 25_000;
const PARTS = ["author", "timestamp", "last_updated", "product", "statements[", "statements.*"];

/** Reads OpenVEX: statements about vulnerabilities in products. It brings no findings. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("openvex", "OpenVEX");
  const document: Record<string, string | undefined> = {};
  let beyond = 0;
  for await (const { at, value } of values(stream, PARTS)) {
    if (at === "statements[") run.resultsPresent = true;
    else if (at !== "statements.*") document[at] = text(value);
    else if (run.statements.length < MOST_STATEMENTS) {
      const statement = toStatement(object(value));
      if (typeof statement === "string") run.notice({ kind: "limit", reason: statement });
      else run.statements.push(statement);
    } else beyond += 1;
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no OpenVEX document: it has no statements");
  if (document.author !== undefined) run.title = `OpenVEX of ${document.author}`;
  if (beyond > 0)
    run.notice({ kind: "limit", reason: `${beyond} statements beyond the limit of ${MOST_STATEMENTS} were left out` });
  // What a statement does not say, its document says for all of them.
  const at = document.last_updated ?? document.timestamp;
  for (const [index, statement] of run.statements.entries()) {
    if (statement.at === null && at !== undefined) run.statements[index] = { ...statement, at: clip(at, 40) };
  }
  // Nothing is yielded: the document decides, it does not find.
  yield* [];
}

/** A statement, or why it is none. */
function toStatement(said: JsonObject): VexStatement | string {
  const name =
    text(said.vulnerability) ??
    text(object(said.vulnerability).name) ??
    text(object(said.vulnerability)["@id"]) ??
    text(said.vuln_id);
  const status = VexStatus.safeParse(text(said.status));
  if (name === undefined) return "a statement names no vulnerability and was left out";
  if (!status.success)
    return `a statement on ${name} has the unknown status ${text(said.status) ?? "(none)"} and was left out`;
  const products = Array.isArray(said.products) ? said.products : said.product === undefined ? [] : [said.product];
  const parts = [...products.flatMap(subcomponentsOf), ...subcomponentsOf(said)];
  // Where a statement names parts of a product, it speaks of these.
  const named = (parts.length > 0 ? parts : products).flatMap(purlsOf);
  const ids = [name, ...texts(object(said.vulnerability).aliases), text(object(said.vulnerability)["@id"])];
  return {
    vulnerability: clip(name, 300),
    ids: [...new Set(ids.filter((id) => id !== undefined))].map((id) => clip(id, 300)).slice(0, 100),
    product: products.length === 0 ? null : clip(products.map(nameOf).join(", "), 1000),
    packages: [...new Set(named)].map((purl) => clip(purl, 1000)).slice(0, 1000),
    status: status.data,
    justification: text(said.justification) === undefined ? null : clip(text(said.justification) ?? "", 200),
    text: textOf(said),
    at: text(said.last_updated) ?? text(said.timestamp) ?? null,
  };
}

function textOf(said: JsonObject): string | null {
  const parts = [said.impact_statement, said.action_statement, said.status_notes].flatMap((part) => text(part) ?? []);
  return parts.length === 0 ? null : clip(parts.join("\n"), 4000);
}

function subcomponentsOf(holder: JsonObject[string] | JsonObject): (JsonObject | string)[] {
  const { subcomponents } = object(holder);
  return (Array.isArray(subcomponents) ? subcomponents : []).flatMap((part): (JsonObject | string)[] => {
    const named = text(part);
    return isObject(part) ? [part] : named === undefined ? [] : [named];
  });
}

function purlsOf(product: JsonObject[string] | JsonObject): string[] {
  const ids = [text(product), text(object(product)["@id"]), text(object(object(product).identifiers).purl)];
  return ids.flatMap((id) => plainPackageUrl(id) ?? []);
}

function nameOf(product: JsonObject[string]): string {
  return text(product) ?? text(object(product)["@id"]) ?? "unnamed product";
}

export const readRuns = runsOf(read);
