import type { ThreatState } from "../../lifecycle.ts";
import { type ControlState, type ModelThreat, STRIDE } from "../../model.ts";
import { NO_SCORES } from "../../score.ts";
import { entries, type JsonObject, object, objects, text, texts, type JsonValue } from "../../../shared/index.ts";
import { DocumentBuilder, type ModelReading } from "../build.ts";
import { needObject, needText, objectsAt, refuse } from "../error.ts";
import { rest } from "../fields.ts";

const FORMAT = "threat-composer";

const THREAT: Readonly<Record<string, ThreatState>> = {
  threatIdentified: "open",
  threatResolved: "mitigated",
  threatResolvedNotUseful: "not-applicable",
};
const CONTROL: Readonly<Record<string, ControlState>> = {
  mitigationIdentified: "suggested",
  mitigationInProgress: "planned",
  mitigationResolved: "in-place",
  mitigationResolvedWillNotAction: "declined",
};
const PRIORITY: Readonly<Record<string, { readonly likelihood: number; readonly impact: number }>> = {
  low: { likelihood: 2, impact: 2 },
  medium: { likelihood: 3, impact: 3 },
  high: { likelihood: 4, impact: 4 },
};

/** Reads a workspace of Threat Composer, schema 1. Throws `ModelFileError` with the place of what is wrong. */
export function readThreatComposer(root: JsonValue): ModelReading {
  const file = needObject(root, "$");
  if (file.schema !== 1) refuse("schema", "1 is the schema that is read here");
  const builder = new DocumentBuilder();
  const about = object(file.applicationInfo);
  builder.head(text(about.name), text(about.description));
  for (const part of ["architecture", "dataflow"] as const) {
    if (text(object(file[part]).image) !== undefined) builder.lose(`the picture of the ${part}`);
    if (text(object(file[part]).description) !== undefined) builder.lose(`the words about the ${part}`);
  }
  if (entries(file.brainstorm).some(([, items]) => objects(items).length > 0)) builder.lose("notes of the brainstorm");
  const controls = readControls(builder, objectsAt(file.mitigations, "mitigations"));
  const threats = readThreats(builder, objectsAt(file.threats, "threats"));
  for (const link of objectsAt(file.mitigationLinks, "mitigationLinks")) {
    const threat = threats.get(text(link.linkedId) ?? "");
    const control = controls.get(text(link.mitigationId) ?? "");
    if (threat === undefined || control === undefined) builder.lose("a link to something that is not in the file");
    else if (!threat.controlIds.includes(control)) threat.controlIds.push(control);
  }
  readAssumptions(builder, file, threats, controls);
  return builder.reading();
}

function readControls(builder: DocumentBuilder, found: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(
    found.map((each, at) => {
      const own = needText(each.id, `mitigations[${at}].id`);
      const content = needText(each.content, `mitigations[${at}].content`);
      const status = text(each.status) ?? "mitigationIdentified";
      const state = CONTROL[status];
      if (state === undefined) builder.lose(`the state ${JSON.stringify(status).slice(0, 60)} is read as suggested`);
      const id = builder.id(own);
      builder.control({
        ...{ id, state: state ?? "suggested", originKey: `${FORMAT}:${own}` },
        name: content.length > 300 ? `${content.slice(0, 299)}…` : content,
        description: [...(content.length > 300 ? [content] : []), ...notesOf(each)].join("\n\n"),
        raw: { [FORMAT]: rest(each, ["id", "content", "status"]) },
      });
      return [own, id];
    }),
  );
}

function readThreats(builder: DocumentBuilder, found: readonly JsonObject[]): ReadonlyMap<string, ModelThreat> {
  return new Map(
    found.map((each, at) => {
      const own = needText(each.id, `threats[${at}].id`);
      const status = text(each.status) ?? "threatIdentified";
      const state = THREAT[status];
      if (state === undefined) builder.lose(`the state ${JSON.stringify(status).slice(0, 60)} is read as open`);
      const score = PRIORITY[(text(metadata(each, "Priority")) ?? "").toLowerCase()];
      const threat = builder.threat({
        ...{ id: builder.id(own), state: state ?? "open", originKey: `${FORMAT}:${own}` },
        statement: text(each.statement) ?? sentenceOf(each),
        slots: slotsOf(each),
        stride: STRIDE.filter((letter) => texts(metadata(each, "STRIDE")).includes(letter)),
        comment: notesOf(each).join("\n\n"),
        scores: score === undefined ? NO_SCORES : { ...NO_SCORES, inherent: score },
        raw: { [FORMAT]: rest(each, ["id", "statement", "status", "displayedStatement"]) },
      });
      return [own, threat];
    }),
  );
}

function readAssumptions(
  builder: DocumentBuilder,
  file: JsonObject,
  threats: ReadonlyMap<string, ModelThreat>,
  controls: ReadonlyMap<string, string>,
): void {
  const made = new Map(
    objectsAt(file.assumptions, "assumptions").map((each, at) => {
      const own = needText(each.id, `assumptions[${at}].id`);
      const assumption = builder.assumption({
        ...{ id: builder.id(own), text: needText(each.content, `assumptions[${at}].content`) },
        originKey: `${FORMAT}:${own}`,
        raw: { [FORMAT]: rest(each, ["id", "content"]) },
      });
      return [own, assumption] as const;
    }),
  );
  for (const link of objectsAt(file.assumptionLinks, "assumptionLinks")) {
    const assumption = made.get(text(link.assumptionId) ?? "");
    const to = text(link.linkedId) ?? "";
    const [threat, control] = [threats.get(to)?.id, controls.get(to)];
    if (assumption === undefined || (threat === undefined && control === undefined)) {
      builder.lose("a link to something that is not in the file");
    } else if (threat !== undefined) {
      if (!assumption.threatIds.includes(threat)) assumption.threatIds.push(threat);
    } else if (control !== undefined && !assumption.controlIds.includes(control)) assumption.controlIds.push(control);
  }
}

/** The sentence in the order of the tool's grammar, of the parts that are there. */
function sentenceOf(threat: JsonObject): string {
  const source = text(threat.threatSource);
  const prerequisites = text(threat.prerequisites);
  const action = text(threat.threatAction);
  const impact = text(threat.threatImpact);
  const parts = [
    source === undefined ? undefined : `A ${source}`,
    prerequisites,
    action === undefined ? undefined : `can ${action}`,
    impact === undefined ? undefined : `which leads to ${impact}`,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

function slotsOf(threat: JsonObject): ModelThreat["slots"] {
  const pick = (value: JsonValue | undefined) => text(value)?.slice(0, 500);
  const [source, prerequisites] = [pick(threat.threatSource), pick(threat.prerequisites)];
  const [action, impact] = [pick(threat.threatAction), pick(threat.threatImpact)];
  const goals = texts(threat.impactedGoal)
    .map((each) => each.slice(0, 500))
    .slice(0, 20);
  const assets = texts(threat.impactedAssets)
    .map((each) => each.slice(0, 500))
    .slice(0, 50);
  return {
    ...(source === undefined ? {} : { source }),
    ...(prerequisites === undefined ? {} : { prerequisites }),
    ...(action === undefined ? {} : { action }),
    ...(impact === undefined ? {} : { impact }),
    ...(goals.length === 0 ? {} : { goals }),
    ...(assets.length === 0 ? {} : { assets }),
  };
}

function metadata(part: JsonObject, key: string): JsonValue | undefined {
  return objects(part.metadata).find((each) => each.key === key)?.value;
}

function notesOf(part: JsonObject): string[] {
  return texts(metadata(part, "Comments"));
}
