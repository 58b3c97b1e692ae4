import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { number } from "../../reading/value.ts";
import { child, children, childText, streamXml, type XmlElement } from "../../reading/xml.ts";
import type { Component, CycloneDocument } from "./document.ts";
import type { Rating, Vulnerability } from "./vulnerability.ts";

const SELECTED = new Set([
  "bom/components/component",
  "bom/metadata/component",
  "bom/metadata/tools",
  "bom/vulnerabilities/vulnerability",
]);

/** Vulnerabilities as they come; `list` when their list begins. Before 1.4 they were an extension, inside components. */
export async function* readXml(stream: Readable, document: CycloneDocument): AsyncGenerator<Vulnerability | "list"> {
  let root = false;
  for await (const { type, path, element } of streamXml(stream, (names) => SELECTED.has(names.join("/")))) {
    const place = path.join("/");
    if (type === "open") {
      root ||= place === "bom";
      if (place === "bom/vulnerabilities") yield "list";
    } else if (place === "bom/vulnerabilities/vulnerability")
      yield toVulnerability(element, element.attributes.get("ref"));
    else if (place === "bom/metadata/tools") {
      const tools = [...children(element, "tool"), ...children(child(element, "components"), "component")];
      document.tool(childText(tools[0], "name"), childText(tools[0], "version"));
    } else {
      const listed = place === "bom/components/component";
      if (!listed) document.subject(toComponent(element));
      yield* fromComponent(element, document, listed);
    }
  }
  if (!root) throw new ReportError("wrong-format", "this is no CycloneDX document");
}

/** A component with what the extension says of it, and those inside it. */
function* fromComponent(
  element: XmlElement,
  document: CycloneDocument,
  listed: boolean,
): Generator<Vulnerability | "list"> {
  const component = toComponent(element);
  if (listed) document.component(component);
  const list = child(element, "vulnerabilities");
  if (list !== undefined) yield "list";
  for (const found of children(list, "vulnerability")) {
    yield toVulnerability(found, component.ref ?? component.purl ?? found.attributes.get("ref"));
  }
  for (const inside of children(child(element, "components"), "component"))
    yield* fromComponent(inside, document, true);
}

function toComponent(element: XmlElement): Component {
  const name = [childText(element, "group"), childText(element, "name")].filter((part) => part !== undefined).join("/");
  return {
    ref: element.attributes.get("bom-ref"),
    purl: childText(element, "purl"),
    name: name === "" ? undefined : name,
    version: childText(element, "version"),
  };
}

function toVulnerability(element: XmlElement, owner: string | undefined): Vulnerability {
  const targets = children(child(element, "affects"), "target").map(
    (each) => childText(each, "ref") ?? "unnamed component",
  );
  const analysis = child(element, "analysis");
  const advisories = child(element, "advisories");
  return {
    id: childText(element, "id") ?? element.attributes.get("bom-ref"),
    references: children(child(element, "references"), "reference").map((each) => childText(each, "id")),
    ratings: children(child(element, "ratings"), "rating").map(toRating),
    cwes: children(child(element, "cwes"), "cwe").map((each) => each.text.trim()),
    description: childText(element, "description"),
    detail: childText(element, "detail"),
    recommendation:
      childText(element, "recommendation") ??
      children(child(element, "recommendations"), "recommendation")[0]?.text.trim(),
    advisories: children(advisories, "advisory").map((each) => childText(each, "url") ?? each.text.trim()),
    affects: targets.length === 0 && owner !== undefined ? [owner] : targets,
    analysis:
      analysis === undefined
        ? undefined
        : {
            state: childText(analysis, "state"),
            justification: childText(analysis, "justification"),
            detail: childText(analysis, "detail"),
            at: childText(analysis, "lastUpdated") ?? childText(element, "updated"),
          },
  };
}

/** The extension writes a score with its parts, 1.4 a number. */
function toRating(element: XmlElement): Rating {
  const score = child(element, "score");
  return {
    severity: childText(element, "severity"),
    score: number(childText(score, "base") ?? score?.text.trim()),
    vector: childText(element, "vector"),
  };
}
