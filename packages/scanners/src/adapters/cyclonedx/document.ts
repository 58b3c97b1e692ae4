import { plainPackageUrl, packageUrl, packageWords } from "../../reading/purl.ts";
import type { Draft, OpenRun, RunDraft } from "../../reading/run.ts";
import { toDrafts, toStatements, type Vulnerability } from "./vulnerability.ts";

/** A component as the document lists it. */
export interface Component {
  readonly ref: string | undefined;
  readonly purl: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

const MOST_COMPONENTS = 500_000;

/**
 * What is known of a document while it streams by. With components it is a bill of materials, and its vulnerabilities
 * are findings; without any it is a VEX document, and what it says only decides about findings of others.
 */
export class CycloneDocument {
  readonly #open: OpenRun;
  readonly #components = new Map<string, Component>();
  readonly #decided: Vulnerability[] = [];
  readonly #early: Vulnerability[] = [];
  #run: RunDraft | undefined;
  #listed = false;
  #subject = "";
  #title = "CycloneDX";
  #version: string | null = null;

  constructor(open: OpenRun) {
    this.#open = open;
  }

  /** A tool that made the document. */
  tool(name: string | undefined, version: string | undefined): void {
    if (name === undefined || this.#title !== "CycloneDX") return;
    this.#title = `CycloneDX of ${name}`;
    this.#version = version ?? null;
  }

  /** What the document is about. */
  subject(component: Component): void {
    this.#subject = component.name ?? "";
    this.#remember(component);
  }

  component(component: Component): void {
    this.#listed = true;
    this.#remember(component);
  }

  #remember(component: Component): void {
    if (this.#components.size >= MOST_COMPONENTS) return;
    if (component.ref !== undefined) this.#components.set(component.ref, component);
    if (component.purl !== undefined) this.#components.set(component.purl, component);
  }

  *vulnerability(found: Vulnerability): Generator<Draft> {
    if (found.analysis?.state !== undefined) this.#decided.push(found);
    // Whether it is a VEX document is known at the end only, where components may still come.
    if (!this.#listed && found.analysis?.state !== undefined) this.#early.push(found);
    else for (const draft of toDrafts(found)) yield { ...draft, run: this.#bill() };
  }

  /** The document has ended; `listed` tells whether a list of vulnerabilities was there. */
  *end(listed: boolean): Generator<Draft> {
    const isVex = !this.#listed && this.#run === undefined && this.#early.length > 0;
    if (!isVex)
      for (const found of this.#early) for (const draft of toDrafts(found)) yield { ...draft, run: this.#bill() };
    const run = isVex ? this.#open("cyclonedx-vex", this.#title, this.#subject) : this.#bill();
    run.version = this.#version;
    run.resultsPresent ||= listed;
    for (const found of this.#decided) run.statements.push(...toStatements(found, (ref) => this.#purlOf(ref)));
  }

  /** Opened late: subject and tool stand before the vulnerabilities in every document that is met. */
  #bill(): RunDraft {
    if (this.#run !== undefined) return this.#run;
    const run = this.#open("cyclonedx", this.#title, this.#subject);
    run.detectors = new Set(["*"]);
    run.amend = (draft) => this.#named(draft);
    this.#run = run;
    return run;
  }

  #named(draft: Draft): Draft {
    const { packageRef, ...rest } = draft;
    if (packageRef === undefined) return rest;
    const purl = this.#purlOf(packageRef);
    const words = purl === undefined ? this.#components.get(packageRef)?.name : packageWords(purl);
    return {
      ...rest,
      title: words === undefined ? draft.title : `${draft.title ?? "Vulnerability"} in ${words}`,
      ...(purl === undefined ? {} : { package: purl }),
      // What the document calls the component is all that tells two of them apart.
      ...(purl === undefined ? { toolId: `${draft.detector ?? ""}:${packageRef}`.slice(0, 400) } : {}),
    };
  }

  /** A reference may be a component's, a package URL itself, or a link into another document that ends in one. */
  #purlOf(ref: string): string | undefined {
    const component = this.#components.get(ref);
    if (component !== undefined) {
      return plainPackageUrl(component.purl) ?? packageUrl(undefined, component.name, component.version);
    }
    const linked = ref.includes("#") ? ref.slice(ref.indexOf("#") + 1) : ref;
    try {
      return plainPackageUrl(ref) ?? plainPackageUrl(decodeURIComponent(linked));
    } catch {
      return plainPackageUrl(linked);
    }
  }
}
