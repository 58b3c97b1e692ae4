import { contentUuid } from "./content-uuid.ts";
import { licenceOf } from "./licences.ts";

/** A component as a bill of materials needs it; `dependsOn` are positions in its own lock file. */
export interface BillComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string;
  readonly direct: boolean;
  readonly dev: boolean;
  readonly licence: string | null;
  readonly integrity: string | null;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly dependsOn: readonly number[];
}

export interface Bill {
  readonly project: { readonly slug: string; readonly name: string };
  readonly revision: { readonly number: number; readonly commit: string | null; readonly treeHash: string | null };
  readonly inventoryId: string;
  readonly at: Date;
  readonly manifests: readonly { readonly path: string; readonly components: readonly BillComponent[] }[];
  /** What was not read, in words. */
  readonly notices: readonly string[];
}

interface Entry {
  readonly ref: string;
  readonly component: BillComponent;
  readonly paths: Set<string>;
  readonly needs: Set<string>;
  direct: boolean;
  dev: boolean;
}

/**
 * The bill of materials of a revision as CycloneDX 1.6 JSON. The same inventory gives the same text, serial number
 * included: a component that several lock files name is one, and lists are in the order of their references.
 */
export function cyclonedx(bill: Bill): string {
  const entries = collect(bill);
  const root = `project:${bill.project.slug}`;
  const direct = [...entries.values()].filter((entry) => entry.direct).map(({ ref }) => ref);
  const version = bill.revision.commit ?? bill.revision.treeHash;
  const body = {
    metadata: {
      timestamp: bill.at.toISOString(),
      lifecycles: [{ phase: "pre-build" }],
      tools: { components: [{ type: "application", name: "Redoubt" }] },
      component: {
        ...{ type: "application", "bom-ref": root, name: bill.project.name },
        ...(version === null ? {} : { version }),
      },
      properties: [
        property("revision", String(bill.revision.number)),
        ...bill.manifests.map(({ path }) => property("lock-file", path)).sort(byValue),
        ...bill.notices.map((notice) => property("not-read", notice)),
      ],
    },
    components: [...entries.values()].map(toComponent).sort(byRef),
    dependencies: [
      { ref: root, dependsOn: direct.sort(compare) },
      ...[...entries.values()]
        .map(({ ref, needs }) => ({ ref, dependsOn: [...needs].sort(compare) }))
        .sort((a, b) => compare(a.ref, b.ref)),
    ],
  };
  const serialNumber = `urn:uuid:${contentUuid(JSON.stringify([bill.inventoryId, body]))}`;
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", serialNumber, version: 1, ...body }, null, 2);
}

function collect(bill: Bill): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { path, components } of bill.manifests) {
    const refs = components.map(refOf);
    components.forEach((component, at) => {
      const ref = refs[at] ?? "";
      const entry = entries.get(ref) ?? {
        ref,
        component,
        paths: new Set(),
        needs: new Set(),
        direct: false,
        dev: true,
      };
      entries.set(ref, entry);
      entry.paths.add(path);
      entry.direct ||= component.direct;
      entry.dev &&= component.dev;
      for (const to of component.dependsOn) {
        const need = refs[to];
        if (need !== undefined && need !== ref) entry.needs.add(need);
      }
    });
  }
  return entries;
}

/** Two commits of one repository without a version are two components. */
function refOf({ purl, commit }: BillComponent): string {
  return commit === null || purl.includes(commit) ? purl : `${purl}#${commit}`;
}

function toComponent({ ref, component, paths, dev }: Entry) {
  const { name, version, purl, licence, integrity, repository, commit } = component;
  const hash = hashOf(integrity);
  return {
    ...{ type: "library", "bom-ref": ref, name, ...(version === null ? {} : { version }) },
    // What runs nowhere is told as such, not left out.
    scope: dev ? "excluded" : "required",
    ...(hash === undefined ? {} : { hashes: [hash] }),
    ...(licence === null ? {} : { licenses: [licenceOf(licence)] }),
    purl,
    ...(isAddress(repository) ? { externalReferences: [{ type: "vcs", url: repository }] } : {}),
    properties: [
      ...[...paths].sort(compare).map((path) => property("lock-file", path)),
      ...(commit === null ? [] : [property("commit", commit)]),
    ],
  };
}

/** git also takes `host:path`, which is no address anywhere else. */
function isAddress(repository: string | null): repository is string {
  return repository !== null && /^[a-z][a-z+]*:\/\/[!-~]+$/i.test(repository) && URL.canParse(repository);
}

const ALGORITHMS: Readonly<Record<string, { alg: string; digits: number }>> = {
  sha512: { alg: "SHA-512", digits: 128 },
  sha384: { alg: "SHA-384", digits: 96 },
  sha256: { alg: "SHA-256", digits: 64 },
  sha1: { alg: "SHA-1", digits: 40 },
};

function hashOf(integrity: string | null): { alg: string; content: string } | undefined {
  const match = /^(sha\d+)-([A-Za-z0-9+/]+={0,2})$/.exec(integrity ?? "");
  const known = match === null ? undefined : ALGORITHMS[match[1] ?? ""];
  if (known === undefined) return undefined;
  const content = Buffer.from(match?.[2] ?? "", "base64").toString("hex");
  return content.length === known.digits ? { alg: known.alg, content } : undefined;
}

function property(name: string, value: string): { name: string; value: string } {
  return { name: `redoubt:${name}`, value };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byRef(a: { "bom-ref": string }, b: { "bom-ref": string }): number {
  return compare(a["bom-ref"], b["bom-ref"]);
}

function byValue(a: { value: string }, b: { value: string }): number {
  return compare(a.value, b.value);
}
