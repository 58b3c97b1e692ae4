import type { JsonValue } from "../../reading/json.ts";
import { SARIF_LIMITS } from "@redoubt/domain/finding";
import { type Configuration, type Override, type Result, Rule } from "./schema.ts";

/** The rules of a run's tool and its extensions, and which one a result means. */
export class RuleBook {
  readonly #rules = new Map<string, Map<number, Rule>>();
  readonly #byId = new Map<string, Rule>();
  #count = 0;

  add(component: string, index: number, value: JsonValue): void {
    this.#count += 1;
    if (this.#count > SARIF_LIMITS.rules) return;
    const parsed = Rule.safeParse(value);
    if (!parsed.success) return;
    const rules = this.#rules.get(component) ?? new Map<number, Rule>();
    rules.set(index, parsed.data);
    this.#rules.set(component, rules);
    const { id } = parsed.data;
    if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, parsed.data);
  }

  /** Rules beyond the limit. */
  get beyond(): number {
    return Math.max(0, this.#count - SARIF_LIMITS.rules);
  }

  /** Ids of all rules and the ids that they had before. */
  detectors(): readonly string[] | "unknown" {
    const all = [...this.#rules.values()].flatMap((rules) => [...rules.values()]);
    const ids = all.flatMap(({ id, deprecatedIds }) => [id, ...(deprecatedIds ?? [])]);
    const known = ids.filter((id) => id !== undefined);
    return known.length === 0 ? "unknown" : [...new Set(known)];
  }

  /** By index in the component that the result names, else by id; `CA1000/1` also means the rule `CA1000`. */
  of(result: Result): Rule | undefined {
    const byIndex = this.#at(result.rule?.toolComponent?.index, result.rule?.index ?? result.ruleIndex);
    if (byIndex !== undefined) return byIndex;
    const id = result.ruleId ?? result.rule?.id;
    if (id === undefined) return undefined;
    return this.#byId.get(id) ?? (id.includes("/") ? this.#byId.get(id.slice(0, id.lastIndexOf("/"))) : undefined);
  }

  /** How the run had a rule configured, by its invocations; the last one counts. */
  overrides(overrides: readonly Override[]): (rule: Rule | undefined) => Configuration | undefined {
    const configured = new Map<Rule, Configuration>();
    for (const { descriptor, configuration } of overrides) {
      const byId = descriptor?.id === undefined ? undefined : this.#byId.get(descriptor.id);
      const rule = this.#at(descriptor?.toolComponent?.index, descriptor?.index) ?? byId;
      if (rule !== undefined && configuration !== undefined) configured.set(rule, configuration);
    }
    return (rule) => (rule === undefined ? undefined : configured.get(rule));
  }

  #at(extension: number | undefined, index: number | undefined): Rule | undefined {
    return this.#rules.get(extension === undefined ? "driver" : `extension ${extension}`)?.get(index ?? -1);
  }
}
