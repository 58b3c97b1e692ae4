import { SARIF_LIMITS } from "@redoubt/domain/finding";
import type { Notice, ParseContext, ReportRun } from "../../contract.ts";
import { clip } from "../../reading/finding.ts";
import type { JsonPath, JsonValue } from "../../reading/json.ts";
import { Places } from "../../reading/places.ts";
import { slug } from "../../reading/run.ts";
import { type Addresses, rawPath } from "./locations.ts";
import { readLocation, toFinding } from "./result.ts";
import { RuleBook } from "./rules.ts";
import {
  type ArtifactLocation,
  Driver,
  FlowLocation,
  Invocation,
  MessageStrings,
  type Override,
  Result,
} from "./schema.ts";

const MOST_BASES = 100;

/** Collects the parts of one run in whatever order the report has them; `finish` joins results and rules. */
export class RunCollector {
  readonly #at: ParseContext;
  readonly #rules = new RuleBook();
  readonly #results: Result[] = [];
  readonly #artifacts = new Map<number, ArtifactLocation>();
  readonly #bases = new Map<string, { uri?: string | undefined; uriBaseId?: string | undefined }>();
  readonly #taxonomies = new Map<number, string>();
  readonly #flowLocations = new Map<number, FlowLocation>();
  readonly #overrides: Override[] = [];
  readonly #notices: Notice[] = [];
  #driver: Driver = { name: undefined, version: undefined, semanticVersion: undefined };
  #strings: MessageStrings;
  #category = "";
  #successful = true;
  #resultsPresent = false;
  #resultCount = 0;
  #oversized = 0;
  #unreadable = 0;

  constructor(at: ParseContext) {
    this.#at = at;
  }

  /** The list of results began: it is there, even if it is empty. */
  startResults(): void {
    this.#resultsPresent = true;
  }

  /** One selected value; `path` is relative to the run. */
  take(path: JsonPath, value: JsonValue): void {
    const [head, second, third] = path;
    switch (head) {
      case "results":
        return this.#result(value);
      case "tool":
        return this.#tool(path, value);
      case "artifacts":
        return typeof second === "number" ? this.#artifact(second, value) : undefined;
      case "originalUriBaseIds":
        return typeof second === "string" ? this.#base(second, value) : undefined;
      case "automationDetails":
        if (second === "id" && typeof value === "string") this.#category = categoryOf(value);
        return;
      case "taxonomies":
        if (typeof second === "number" && typeof value === "string") this.#taxonomies.set(second, value);
        return;
      case "threadFlowLocations":
        return typeof second === "number" ? this.#flowLocation(second, value) : undefined;
      case "invocations":
        return third === undefined ? this.#invocation(value) : undefined;
    }
  }

  finish(): ReportRun {
    const name = this.#driver.name?.trim() || "unknown tool";
    const scanner = slug(name);
    const run = {
      scanner,
      addresses: this.#addresses(),
      strings: this.#strings,
      taxonomies: this.#taxonomies,
      flowLocations: this.#flowLocations,
      override: this.#rules.overrides(this.#overrides),
      at: this.#at,
    };
    return {
      scanner,
      title: clip(name, 120),
      version: this.#driver.semanticVersion ?? this.#driver.version ?? null,
      category: this.#category,
      detectors: this.#rules.detectors(),
      successful: this.#successful,
      resultsPresent: this.#resultsPresent,
      results: this.#resultCount,
      findings: this.#results.map((result) => toFinding(result, this.#rules.of(result), run)),
      statements: [],
      notices: [...this.#notices, ...this.#limitNotices()],
    };
  }

  /** With all paths of the run known, so that what absolute ones have in common is left away. */
  #addresses(): Addresses {
    const known = { bases: this.#bases, artifacts: this.#artifacts };
    const raws = this.#results.flatMap(
      ({ locations }) => rawPath(readLocation(locations?.[0])?.physicalLocation?.artifactLocation, known) ?? [],
    );
    return { ...known, places: new Places(this.#at, raws) };
  }

  #result(value: JsonValue): void {
    this.#resultCount += 1;
    if (this.#results.length >= SARIF_LIMITS.results) return;
    const parsed = Result.safeParse(value);
    if (!parsed.success) {
      this.#unreadable += 1;
      return;
    }
    if ((parsed.data.locations?.length ?? 0) > SARIF_LIMITS.locations) this.#oversized += 1;
    this.#results.push({ ...parsed.data, locations: parsed.data.locations?.slice(0, 1) });
  }

  #invocation(value: JsonValue): void {
    const invocation = Invocation.safeParse(value).data;
    this.#successful &&= invocation?.executionSuccessful !== false;
    for (const override of invocation?.ruleConfigurationOverrides ?? []) {
      if (override !== undefined && this.#overrides.length < SARIF_LIMITS.rules) this.#overrides.push(override);
    }
    const folder = invocation?.workingDirectory?.uri;
    // Not a name that a location could refer to: only a folder that absolute paths may begin with.
    if (folder !== undefined && this.#bases.size < MOST_BASES)
      this.#bases.set(`working directory ${folder}`, { uri: folder });
  }

  #tool(path: JsonPath, value: JsonValue): void {
    const component = path[1] === "driver" ? "driver" : `extension ${path[2]}`;
    const rulesAt = path[1] === "driver" ? 2 : 3;
    const index = path[rulesAt + 1];
    if (path[rulesAt] === "rules" && typeof index === "number") this.#rules.add(component, index, value);
    else if (component === "driver" && path[2] === "globalMessageStrings") {
      this.#strings = MessageStrings.parse(value);
    } else if (component === "driver" && typeof value === "string") {
      this.#driver = { ...this.#driver, ...Driver.partial().parse({ [String(path[2])]: value }) };
    }
  }

  #artifact(index: number, value: JsonValue): void {
    if (this.#artifacts.size >= SARIF_LIMITS.artifacts) return;
    const location = typeof value === "object" && value !== null && !Array.isArray(value) ? value.location : undefined;
    if (typeof location !== "object" || location === null || Array.isArray(location)) return;
    const { uri, uriBaseId } = location;
    this.#artifacts.set(index, {
      uri: typeof uri === "string" ? uri : undefined,
      uriBaseId: typeof uriBaseId === "string" ? uriBaseId : undefined,
      index: undefined,
    });
  }

  #flowLocation(index: number, value: JsonValue): void {
    if (this.#flowLocations.size >= SARIF_LIMITS.artifacts) return;
    const parsed = FlowLocation.safeParse(value).data;
    if (parsed !== undefined) this.#flowLocations.set(index, parsed);
  }

  #base(name: string, value: JsonValue): void {
    if (typeof value !== "object" || value === null || Array.isArray(value) || this.#bases.size >= MOST_BASES) return;
    this.#bases.set(name, {
      uri: typeof value.uri === "string" ? value.uri : undefined,
      uriBaseId: typeof value.uriBaseId === "string" ? value.uriBaseId : undefined,
    });
  }

  #limitNotices(): Notice[] {
    const limit = (reason: string): Notice => ({ kind: "limit", reason });
    const notices: Notice[] = [];
    const beyond = this.#resultCount - SARIF_LIMITS.results;
    if (beyond > 0)
      notices.push(
        limit(
          `${beyond.toLocaleString("en")} results beyond the limit of ${SARIF_LIMITS.results.toLocaleString("en")} were left out`,
        ),
      );
    if (this.#rules.beyond > 0) {
      notices.push(limit(`${this.#rules.beyond} rules beyond the limit of ${SARIF_LIMITS.rules} were left out`));
    }
    if (this.#oversized > 0)
      notices.push(limit(`${this.#oversized} results name more than ${SARIF_LIMITS.locations} places`));
    if (this.#unreadable > 0) notices.push(limit(`${this.#unreadable} results are no objects and were left out`));
    if (!this.#successful) notices.push({ kind: "info", reason: "the tool says that its run failed" });
    return notices;
  }
}

/** `category/run`: what stands behind the last slash names one run and must not keep it apart from the next. */
function categoryOf(id: string): string {
  const slash = id.lastIndexOf("/");
  return clip(slash < 0 ? "" : id.slice(0, slash), 300);
}
