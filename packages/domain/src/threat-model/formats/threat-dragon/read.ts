import type { Attributes, ModelThreat, Stride } from "../../model.ts";
import { NO_SCORES } from "../../score.ts";
import { entries, isObject, type JsonObject, object, objects, text, type JsonValue } from "../../../shared/index.ts";
import { DocumentBuilder, type ModelReading } from "../build.ts";
import { needObject, needText, objectsAt } from "../error.ts";
import { placed, pointOf, rest } from "../fields.ts";
import { withParents } from "./containment.ts";
import { splitMitigation } from "./mitigation.ts";
import { KIND_OF, SCORE_OF, stateOf, strideOf } from "./words.ts";

const FORMAT = "threat-dragon";

/** What a cell is, whichever version of the format wrote it. */
interface Cell {
  readonly id: string;
  readonly shape: string;
  readonly cell: JsonObject;
  /** Facts and threats: below `data` in version 2, on the cell itself in version 1. */
  readonly data: JsonObject;
  readonly place: string;
}

/** Reads a model of Threat Dragon, version 1 or 2. Throws `ModelFileError` with the place of what is wrong. */
export function readThreatDragon(root: JsonValue): ModelReading {
  const file = needObject(root, "$");
  const summary = needObject(file.summary, "summary");
  const detail = needObject(file.detail, "detail");
  const builder = new DocumentBuilder();
  const raw = rest(file, ["summary", "detail"]);
  builder.head(needText(summary.title, "summary.title"), text(summary.description), {
    [FORMAT]: { ...raw, summary: rest(summary, ["title", "description"]), detail: rest(detail, ["diagrams"]) },
  });
  objectsAt(detail.diagrams, "detail.diagrams").forEach((diagram, at) => {
    readDiagram(builder, diagram, `detail.diagrams[${at}]`);
  });
  return builder.reading();
}

function readDiagram(builder: DocumentBuilder, diagram: JsonObject, place: string): void {
  const { thumbnail: _picture, cells, diagramJson, ...unknown } = diagram;
  const key = builder.diagram(text(diagram.title) ?? "", { [FORMAT]: object(unknown) as Record<string, JsonValue> });
  const isOld = diagramJson !== undefined && cells === undefined;
  const found = objectsAt(
    isOld ? object(diagramJson).cells : cells,
    isOld ? `${place}.diagramJson.cells` : `${place}.cells`,
  );
  const read = found.map((cell, at) => cellOf(cell, `${place}.${isOld ? "diagramJson." : ""}cells[${at}]`));
  const ids = new Map<string, string>();
  const made = [];
  for (const each of read.filter(({ shape }) => shape !== "flow")) {
    const element = readElement(builder, each, key, ids);
    if (element !== undefined) made.push(element);
  }
  withParents(made);
  for (const each of read.filter(({ shape }) => shape === "flow")) readFlow(builder, each, key, ids);
}

const OLD_SHAPES: Readonly<Record<string, string>> = {
  "tm.Actor": "actor",
  "tm.Process": "process",
  "tm.Store": "store",
  "tm.Flow": "flow",
  "tm.Boundary": "trust-boundary-curve",
};

function cellOf(cell: JsonObject, place: string): Cell {
  const shape = text(cell.shape) ?? OLD_SHAPES[text(cell.type) ?? ""];
  if (shape === undefined) return { id: "", shape: "", cell, data: {}, place };
  const id = needText(cell.id, `${place}.id`);
  return { id, shape, cell, data: isObject(cell.data) ? cell.data : cell, place };
}

function readElement(builder: DocumentBuilder, each: Cell, diagram: string, ids: Map<string, string>) {
  const { cell, data, shape } = each;
  const kind = KIND_OF[shape];
  if (kind === undefined) {
    builder.lose(shape === "" ? "a cell without a shape" : `cells of the shape ${shape.slice(0, 40)}`);
    return undefined;
  }
  const id = builder.id(text(data.redoubtId) ?? each.id);
  ids.set(each.id, id);
  const {
    position,
    size,
    attrs: _looks,
    ...unknown
  } = rest(cell, ["id", "data", "zIndex", "visible", "ports", "threats"]);
  const drawn = /curve/.test(shape) ? { ...(unknown as Record<string, JsonValue>), shape } : { shape };
  const element = builder.element({
    ...{ id, kind, diagram, name: nameOf(each), originKey: `${FORMAT}:${each.id}` },
    description: text(data.description) ?? "",
    attributes: attributesOf(data),
    ...placed(position, size),
    outOfScope: data.outOfScope === true ? (text(data.reasonOutOfScope) ?? "no reason was given").slice(0, 500) : null,
    raw: { [FORMAT]: drawn },
  });
  readThreats(builder, each, { elementIds: [id], flowIds: [] });
  return element;
}

function readFlow(builder: DocumentBuilder, each: Cell, diagram: string, ids: ReadonlyMap<string, string>): void {
  const { cell, data } = each;
  const id = builder.id(text(data.redoubtId) ?? each.id);
  const source = endOf(cell.source, ids);
  const target = endOf(cell.target, ids);
  if (source.id === null || target.id === null)
    builder.lose("a flow with an end that is on nothing keeps its drawing only");
  builder.flow({
    ...{ id, diagram, name: nameOf(each), originKey: `${FORMAT}:${each.id}` },
    description: text(data.description) ?? "",
    ...{ sourceId: source.id, targetId: target.id, bidirectional: data.isBidirectional === true },
    attributes: attributesOf(data),
    route: {
      ...(source.point === undefined ? {} : { source: source.point }),
      ...(target.point === undefined ? {} : { target: target.point }),
      vertices: objects(cell.vertices)
        .flatMap((each) => pointOf(each) ?? [])
        .slice(0, 200),
    },
    outOfScope: data.outOfScope === true ? (text(data.reasonOutOfScope) ?? "no reason was given").slice(0, 500) : null,
  });
  readThreats(builder, each, { elementIds: [], flowIds: [id] });
}

function readThreats(
  builder: DocumentBuilder,
  { data, cell, id, place }: Cell,
  where: Pick<ModelThreat, "elementIds" | "flowIds">,
): void {
  // The tool's own description has them on the cell; its files have them below `data`.
  const found = data.threats ?? cell.threats;
  objectsAt(found, `${place}.${data === cell ? "threats" : "data.threats"}`).forEach((threat, at) => {
    const own = text(threat.id) ?? text(threat.threatId) ?? `${id}:${at + 1}`;
    const state = stateOf(text(threat.status));
    if (state === undefined) builder.lose(`the state ${JSON.stringify(threat.status).slice(0, 40)} is read as open`);
    const title = text(threat.title) ?? "";
    const about = text(threat.description) ?? "";
    const key = builder.id(text(threat.redoubtId) ?? own);
    const stride = strideOf(text(threat.type));
    const controls = splitMitigation(text(threat.mitigation) ?? "").map(({ id: known, name, description }) => {
      const there = builder.controls.find((control) => known !== undefined && control.id === known);
      if (there !== undefined) return there.id;
      return builder.control({
        ...{ id: builder.id(known ?? `${key}:mitigation`), name, description },
        state: state === "mitigated" ? "in-place" : "suggested",
        originKey: `${FORMAT}:${known ?? `${own}:mitigation`}`,
      }).id;
    });
    builder.threat({
      ...{ id: key, state: state ?? "open", ...where, controlIds: controls },
      statement: title === "" ? about : title,
      comment: title === "" ? "" : about,
      stride: stride === undefined ? [] : [stride satisfies Stride],
      scores: scoresOf(text(threat.severity)),
      originKey: `${FORMAT}:${own}`,
      raw: {
        [FORMAT]: rest(threat, [
          "id",
          "threatId",
          "title",
          "description",
          "status",
          "mitigation",
          "redoubtId",
          "$$hashKey",
        ]),
      },
    });
  });
}

function scoresOf(severity: string | undefined): ModelThreat["scores"] {
  const score = SCORE_OF[(severity ?? "").toLowerCase()];
  return score === undefined ? NO_SCORES : { ...NO_SCORES, inherent: score };
}

/** Names that mean the same here as there. */
const ATTRIBUTE_OF: Readonly<Record<string, string>> = {
  isEncrypted: "encrypted",
  isPublicNetwork: "public-network",
  storesCredentials: "holds-keys",
};
const NO_ATTRIBUTE = new Set([
  ...["type", "name", "description", "outOfScope", "reasonOutOfScope", "hasOpenThreats", "isTrustBoundary", "threats"],
  ...["threatFrequency", "isBidirectional", "trustBoundaryIds", "crossingFlows", "containedElements", "redoubtId"],
  ...["id", "shape", "size", "position", "angle", "z", "attrs", "labels", "source", "target", "vertices", "smooth"],
]);

function attributesOf(data: JsonObject): Attributes {
  const found: Attributes = {};
  for (const [key, value] of entries(data)) {
    if (NO_ATTRIBUTE.has(key) || key.startsWith("$$") || key.length > 80) continue;
    // What is not ticked says nothing: the tool writes a "no" for everything that nobody has thought of.
    if (value === true) found[ATTRIBUTE_OF[key] ?? key] = true;
    else if (typeof value === "string" && value.trim() !== "") found[ATTRIBUTE_OF[key] ?? key] = value.slice(0, 2000);
  }
  return found;
}

function nameOf({ cell, data, shape }: Cell): string {
  const looks = object(cell.attrs);
  const label = object(object(object(objects(cell.labels)[0]).attrs).text).text;
  const written = text(data.name) ?? text(object(looks.text).text) ?? text(label) ?? text(object(looks.label).text);
  return (written ?? (shape === "flow" ? "" : /boundary/.test(shape) ? "Boundary" : "")).replaceAll(/\s*\n\s*/g, " ");
}

function endOf(value: JsonValue | undefined, ids: ReadonlyMap<string, string>) {
  const end = object(value);
  const id = ids.get(text(end.cell) ?? text(end.id) ?? "") ?? null;
  return { id, point: id === null ? pointOf(value) : undefined };
}
