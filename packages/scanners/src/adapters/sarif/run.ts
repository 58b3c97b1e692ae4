import { SARIF_LIMITS } from "@redoubt/domain/finding";
import type { Notice, ParseContext, ReportRun } from "../../contract.ts";
import { clip } from "../../reading/finding.ts";
import type { JsonPath, JsonValue } from "../../reading/json.ts";
import type { ArtifactLocation } from "./schema.ts";
import { Driver, Invocation, Result, Rule } from "./schema.ts";
import { toFinding } from "./result.ts";

const MOST_BASES = 100;

/** Collects the parts of one run in whatever order the report has them; `finish` joins results and rules. */
export class RunCollector {
  readonly #at: ParseContext;
  readonly #rules = new Map<string, Map<number, Rule>>();
  readonly #results: Result[] = [];
  readonly #artifacts = new Map<number, ArtifactLocation>();
  readonly #bases = new Map<string, { uri?: string | undefined; uriBaseId?: string | undefined }>();
  readonly #notices: Notice[] = [];
  #driver: Driver = { name: undefined, version: undefined, semanticVersion: undefined };
  #category = "";
  #successful = true;
  #resultsPresent = false;
  #resultCount = 0;
  #ruleCount = 0;
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
    if (head === "results") return this.#result(value);
    if (head === "tool") return this.#tool(path, value);
    if (head === "artifacts" && typeof second === "number") return this.#artifact(second, value);
    if (head === "originalUriBaseIds" && typeof second === "string") return this.#base(second, value);
    if (head === "automationDetails" && second === "id" && typeof value === "string") {
      this.#category = clip(value.replace(/\/$/, ""), 300);
    }
    if (head === "invocations" && third === undefined) this.#invocation(value);
  }

  finish(): ReportRun {
    const name = this.#driver.name?.trim() || "unknown tool";
    const scanner = slug(name);
    const places = { bases: this.#bases, artifacts: this.#artifacts, root: this.#at.root };
    const findings = this.#results.map((result) =>
      toFinding(result, this.#ruleOf(result), { scanner, places, at: this.#at }),
    );
    const detectors = [...this.#rules.values()].flatMap((rules) => [...rules.values()].flatMap(({ id }) => id ?? []));
    return {
      scanner,
      title: clip(name, 120),
      version: this.#driver.semanticVersion ?? this.#driver.version ?? null,
      category: this.#category,
      detectors: detectors.length === 0 ? "unknown" : [...new Set(detectors)],
      successful: this.#successful,
      resultsPresent: this.#resultsPresent,
      results: this.#resultCount,
      findings,
      notices: [...this.#notices, ...this.#limitNotices()],
    };
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
    const folder = invocation?.workingDirectory?.uri;
    // Not a name that a location could refer to: only a folder that absolute paths may begin with.
    if (folder !== undefined && this.#bases.size < MOST_BASES)
      this.#bases.set(`working directory ${folder}`, { uri: folder });
  }

  #tool(path: JsonPath, value: JsonValue): void {
    const component = path[1] === "driver" ? "driver" : `extension ${path[2]}`;
    const rulesAt = path[1] === "driver" ? 2 : 3;
    const index = path[rulesAt + 1];
    if (path[rulesAt] === "rules" && typeof index === "number") {
      this.#ruleCount += 1;
      if (this.#ruleCount > SARIF_LIMITS.rules) return;
      const rules = this.#rules.get(component) ?? new Map<number, Rule>();
      const parsed = Rule.safeParse(value);
      if (parsed.success) rules.set(index, parsed.data);
      this.#rules.set(component, rules);
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

  #base(name: string, value: JsonValue): void {
    if (typeof value !== "object" || value === null || Array.isArray(value) || this.#bases.size >= MOST_BASES) return;
    this.#bases.set(name, {
      uri: typeof value.uri === "string" ? value.uri : undefined,
      uriBaseId: typeof value.uriBaseId === "string" ? value.uriBaseId : undefined,
    });
  }

  /** By index in the component that the result names, else by id; `CA1000/1` also means the rule `CA1000`. */
  #ruleOf(result: Result): Rule | undefined {
    const extension = result.rule?.toolComponent?.index;
    const rules = this.#rules.get(extension === undefined ? "driver" : `extension ${extension}`);
    const byIndex = rules?.get(result.rule?.index ?? result.ruleIndex ?? -1);
    if (byIndex !== undefined) return byIndex;
    const id = result.ruleId ?? result.rule?.id;
    if (id === undefined) return undefined;
    return this.#ruleById(id) ?? (id.includes("/") ? this.#ruleById(id.slice(0, id.lastIndexOf("/"))) : undefined);
  }

  readonly #byId = new Map<string, Rule>();
  #ruleById(id: string): Rule | undefined {
    if (this.#byId.size === 0) {
      for (const rules of this.#rules.values()) {
        for (const rule of rules.values())
          if (rule.id !== undefined && !this.#byId.has(rule.id)) this.#byId.set(rule.id, rule);
      }
    }
    return this.#byId.get(id);
  }

  #limitNotices(): Notice[] {
    const limit = (reason: string): Notice => ({ kind: "limit", reason });
    const notices: Notice[] = [];
    const beyond = this.#resultCount - SARIF_LIMITS.results;
    if (beyond > 0) notices.push(limit(`${beyond} results beyond the limit of ${SARIF_LIMITS.results} were left out`));
    if (this.#ruleCount > SARIF_LIMITS.rules) {
      notices.push(
        limit(`${this.#ruleCount - SARIF_LIMITS.rules} rules beyond the limit of ${SARIF_LIMITS.rules} were left out`),
      );
    }
    if (this.#oversized > 0)
      notices.push(limit(`${this.#oversized} results name more than ${SARIF_LIMITS.locations} places`));
    if (this.#unreadable > 0) notices.push(limit(`${this.#unreadable} results are no objects and were left out`));
    if (!this.#successful) notices.push({ kind: "info", reason: "the tool says that its run failed" });
    return notices;
  }
}

/** A tool's name as an id. */
export function slug(name: string): string {
  const id = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return id === "" ? "unknown-tool" : id;
}
