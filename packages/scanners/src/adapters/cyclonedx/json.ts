import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type JsonObject, number, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import type { Component, CycloneDocument } from "./document.ts";
import type { Vulnerability } from "./vulnerability.ts";

const PARTS = [
  "bomFormat",
  "metadata.tools",
  "metadata.component",
  "components.*",
  "vulnerabilities[",
  "vulnerabilities.*",
];

/** Vulnerabilities as they come; `list` when their list begins. */
export async function* readJson(stream: Readable, document: CycloneDocument): AsyncGenerator<Vulnerability | "list"> {
  let known = false;
  for await (const { at, value } of values(stream, PARTS)) {
    known = true;
    if (at === "vulnerabilities[") yield "list";
    else if (at === "vulnerabilities.*") yield toVulnerability(object(value));
    else if (at === "components.*") for (const each of flat(object(value))) document.component(each);
    else if (at === "metadata.component") {
      const [own, ...inside] = flat(object(value));
      if (own !== undefined) document.subject(own);
      for (const each of inside) document.component(each);
    } else if (at === "metadata.tools") {
      // A list until 1.4, an object with components since.
      const [tool] = [...objects(value), ...objects(object(value).components), ...objects(object(value).services)];
      document.tool(text(tool?.name), text(tool?.version));
    }
  }
  if (!known) throw new ReportError("wrong-format", "this is no CycloneDX document");
}

/** A component and those inside it. */
function flat(component: JsonObject): Component[] {
  const own = {
    ref: text(component["bom-ref"]),
    purl: text(component.purl),
    name: [text(component.group), text(component.name)].filter((part) => part !== undefined).join("/") || undefined,
    version: text(component.version),
  };
  return [own, ...objects(component.components).flatMap(flat)];
}

function toVulnerability(found: JsonObject): Vulnerability {
  const analysis = object(found.analysis);
  return {
    id: text(found.id) ?? text(found["bom-ref"]),
    references: objects(found.references).map((each) => text(each.id)),
    ratings: objects(found.ratings).map((rating) => ({
      severity: text(rating.severity),
      score: number(rating.score),
      vector: text(rating.vector),
    })),
    cwes: texts(found.cwes),
    description: text(found.description),
    detail: text(found.detail),
    recommendation: text(found.recommendation),
    advisories: objects(found.advisories).map((each) => text(each.url)),
    affects: affectsOf(found),
    analysis:
      found.analysis === undefined
        ? undefined
        : {
            state: text(analysis.state),
            justification: text(analysis.justification),
            detail: text(analysis.detail),
            at: text(analysis.lastUpdated) ?? text(found.updated),
          },
  };
}

/** One entry for each element, also of one without a reference: none may get lost. */
function affectsOf(found: JsonObject): string[] {
  const affects = Array.isArray(found.affects) ? found.affects : [];
  return affects.map((each) => text(object(each).ref) ?? "unnamed component");
}
