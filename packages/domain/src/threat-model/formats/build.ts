import {
  emptyDocument,
  type ModelAssumption,
  type ModelControl,
  type ModelDocument,
  type ModelElement,
  type ModelFlow,
  type ModelThreat,
  MODEL_LIMITS,
} from "../model.ts";
import { NO_SCORES } from "../score.ts";

/** What a file holds, in numbers: links are those between a threat and a place, a control or an assumption, each pair once. */
export interface ModelCounts {
  readonly elements: number;
  readonly flows: number;
  readonly threats: number;
  readonly controls: number;
  readonly links: number;
}

/** A file as a document that belongs to no tool, and what of the file it has no place for. */
export interface ModelReading {
  readonly document: ModelDocument;
  /** Sentences for people; each kind of loss once. */
  readonly losses: readonly string[];
}

const LONGEST = { name: 200, title: 300, statement: 1400, text: 20_000, control: 300, assumption: 2000 } as const;

/** Collects the parts of a document: texts are cut to what fits, ids are made unique, and each loss is named once. */
export class DocumentBuilder {
  readonly #losses = new Map<string, number>();
  readonly #ids = new Set<string>();
  #title = "";
  #description = "";
  #raw: ModelDocument["raw"] = {};
  readonly #diagrams: ModelDocument["diagrams"] = [];
  readonly elements: ModelElement[] = [];
  readonly flows: ModelFlow[] = [];
  readonly threats: ModelThreat[] = [];
  readonly controls: ModelControl[] = [];
  readonly assumptions: ModelAssumption[] = [];

  head(title: string | undefined, description: string | undefined, raw: ModelDocument["raw"] = {}): void {
    this.#title = this.#cut(title ?? "", LONGEST.title, "a title");
    this.#description = this.#cut(description ?? "", LONGEST.text, "the description");
    this.#raw = this.small(raw);
  }

  diagram(title: string, raw: ModelDocument["raw"] = {}): string {
    const key = `d${this.#diagrams.length + 1}`;
    const name = title.trim().slice(0, LONGEST.name) || `Diagram ${this.#diagrams.length + 1}`;
    this.#diagrams.push({ key, title: name, raw: this.small(raw) });
    return key;
  }

  /** Says what is lost; the same words are counted, not repeated. */
  lose(words: string): void {
    this.#losses.set(words, (this.#losses.get(words) ?? 0) + 1);
  }

  /** An id that no other part has; a file that uses one twice still gets all its parts in. */
  id(wanted: string): string {
    const base = wanted.slice(0, 180) || "part";
    let id = base;
    for (let at = 2; this.#ids.has(id); at += 1) id = `${base}~${at}`;
    if (id !== base) this.lose("an id stands twice: the later part has another one now");
    this.#ids.add(id);
    return id;
  }

  /** Unknown fields, as far as they are small. */
  small(raw: ModelDocument["raw"]): ModelDocument["raw"] {
    if (JSON.stringify(raw).length <= MODEL_LIMITS.rawBytes) return raw;
    this.lose("fields that are unknown here and larger than 64 kB");
    return {};
  }

  element(part: Partial<ModelElement> & Pick<ModelElement, "id" | "kind" | "name" | "diagram">): ModelElement {
    const element: ModelElement = {
      ...{ parentId: null, trust: null, attributes: {}, position: null, size: null, outOfScope: null },
      ...{ code: [], assets: [], originKey: null },
      ...part,
      name: this.#cut(part.name.trim() || "without a name", LONGEST.name, "a name"),
      description: this.#cut(part.description ?? "", LONGEST.text, "a description"),
      raw: this.small(part.raw ?? {}),
    };
    this.elements.push(element);
    return element;
  }

  flow(part: Partial<ModelFlow> & Pick<ModelFlow, "id" | "name" | "diagram">): ModelFlow {
    const flow: ModelFlow = {
      ...{ sourceId: null, targetId: null, bidirectional: false, attributes: {}, route: { vertices: [] } },
      ...{ outOfScope: null, originKey: null },
      ...part,
      name: this.#cut(part.name.trim(), LONGEST.name, "a name"),
      description: this.#cut(part.description ?? "", LONGEST.text, "a description"),
      raw: this.small(part.raw ?? {}),
    };
    this.flows.push(flow);
    return flow;
  }

  threat(part: Partial<ModelThreat> & Pick<ModelThreat, "id" | "statement" | "state">): ModelThreat {
    const threat: ModelThreat = {
      ...{ number: null, slots: {}, classId: null, catalogueKey: null, stride: [], adversaries: [], reason: null },
      ...{ until: null, scores: NO_SCORES, elementIds: [], flowIds: [], controlIds: [], originKey: null },
      ...part,
      statement: this.#cut(part.statement.trim() || "without words", LONGEST.statement, "a threat's sentence"),
      comment: this.#cut(part.comment ?? "", LONGEST.text, "a comment"),
      raw: this.small(part.raw ?? {}),
    };
    this.threats.push(threat);
    return threat;
  }

  control(part: Partial<ModelControl> & Pick<ModelControl, "id" | "name" | "state">): ModelControl {
    const control: ModelControl = {
      ...{ number: null, kind: "preventive", reliesOn: [], originKey: null },
      ...part,
      name: this.#cut(part.name.trim() || "without words", LONGEST.control, "a control's name"),
      description: this.#cut(part.description ?? "", LONGEST.text, "a description"),
      raw: this.small(part.raw ?? {}),
    };
    this.controls.push(control);
    return control;
  }

  assumption(part: Partial<ModelAssumption> & Pick<ModelAssumption, "id" | "text">): ModelAssumption {
    const assumption: ModelAssumption = {
      ...{ number: null, validity: "unconfirmed", reviewBy: null, threatIds: [], controlIds: [], originKey: null },
      ...part,
      text: this.#cut(part.text.trim() || "without words", LONGEST.assumption, "an assumption"),
      raw: this.small(part.raw ?? {}),
    };
    this.assumptions.push(assumption);
    return assumption;
  }

  reading(): ModelReading {
    const document: ModelDocument = {
      ...emptyDocument(this.#title.trim() || "Threat model"),
      description: this.#description,
      diagrams: this.#diagrams.length === 0 ? [{ key: "main", title: "Main" }] : this.#diagrams,
      ...{ elements: this.elements, flows: this.flows, threats: this.threats, controls: this.controls },
      ...{ assumptions: this.assumptions, raw: this.#raw },
    };
    const losses = [...this.#losses].map(([words, times]) => (times === 1 ? words : `${words} (${times} times)`));
    return { document, losses };
  }

  #cut(text: string, most: number, what: string): string {
    if (text.length <= most) return text;
    this.lose(`${what} is longer than ${most} characters: the rest is cut off`);
    return text.slice(0, most);
  }
}

/** What a document holds. */
export function countDocument({ elements, flows, threats, controls, assumptions }: ModelDocument): ModelCounts {
  const ofThreats = threats.reduce(
    (sum, { elementIds, flowIds, controlIds }) => sum + elementIds.length + flowIds.length + controlIds.length,
    0,
  );
  const ofAssumptions = assumptions.reduce((sum, each) => sum + each.threatIds.length + each.controlIds.length, 0);
  return {
    ...{ elements: elements.length, flows: flows.length, threats: threats.length, controls: controls.length },
    links: ofThreats + ofAssumptions,
  };
}
