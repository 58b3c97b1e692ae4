import { type FoundComponent, INVENTORY_LIMITS } from "@redoubt/domain/advisory";
import { packageUrl } from "../reading/purl.ts";
import type { Package, ReadPackages } from "./contract.ts";

interface Node {
  readonly at: Package;
  readonly requires: Set<number>;
  direct: boolean;
  dev: boolean;
  reached: boolean;
  parent: number | null;
}

/**
 * Packages as components: equal ones are one, in the order of their names; who is direct, for development alone, and the
 * shortest way to each follows from what the project asks for.
 */
export function assemble({ packages, roots, notices = [] }: ReadPackages): {
  components: FoundComponent[];
  notices: string[];
} {
  const said = [...notices];
  const { nodes, places } = distinct(packages, said);
  const asked = roots?.map(({ to, dev }) => ({ to: places[to], dev })) ?? unneeded(nodes);
  const known = asked.flatMap(({ to, dev }) => (to === undefined ? [] : [{ to, dev }]));
  // What runs in production first: its way is the one that matters.
  for (const dev of [false, true])
    reach(
      nodes,
      known.filter((root) => root.dev === dev).map(({ to }) => to),
      dev,
    );
  return { components: inOrder(nodes), notices: said };
}

function distinct(packages: readonly Package[], said: string[]): { nodes: Node[]; places: (number | undefined)[] } {
  const nodes: Node[] = [];
  const byKey = new Map<string, number>();
  const places: (number | undefined)[] = [];
  let unsound = 0;
  let beyond = 0;
  for (const each of packages) {
    const clean = cleaned(each);
    if (clean === undefined) {
      unsound += 1;
      places.push(undefined);
      continue;
    }
    const key = JSON.stringify([clean.ecosystem, clean.name, clean.version, clean.commit ?? null]);
    const known = byKey.get(key);
    if (known === undefined && nodes.length >= INVENTORY_LIMITS.componentsPerManifest) {
      beyond += 1;
      places.push(undefined);
      continue;
    }
    places.push(known ?? nodes.length);
    if (known !== undefined) continue;
    byKey.set(key, nodes.length);
    nodes.push({ at: clean, requires: new Set(), direct: false, dev: false, reached: false, parent: null });
  }
  packages.forEach(({ requires }, from) => {
    const node = nodes[places[from] ?? -1];
    for (const to of requires) {
      const place = places[to];
      if (place === undefined || node === undefined || node.requires.size >= INVENTORY_LIMITS.requirements) continue;
      node.requires.add(place);
    }
  });
  if (unsound > 0) said.push(`${unsound} entries have no usable name and were left out.`);
  if (beyond > 0) {
    said.push(
      `Only the first ${INVENTORY_LIMITS.componentsPerManifest} components were taken; ${beyond} were left out.`,
    );
  }
  return { nodes, places };
}

/** Text as it may be stored and shown: no control signs, no lone surrogates. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "")
    .trim();
}

function cleaned(each: Package): Package | undefined {
  const name = plain(each.name);
  if (name === "" || name.length > INVENTORY_LIMITS.name) return undefined;
  const version = each.version === null ? null : plain(each.version).slice(0, INVENTORY_LIMITS.version) || null;
  return { ...each, name, version };
}

function unneeded(nodes: readonly Node[]): { to: number; dev: boolean }[] {
  const needed = new Set(nodes.flatMap(({ requires }) => [...requires]));
  return nodes.flatMap((_node, to) => (needed.has(to) ? [] : [{ to, dev: false }]));
}

/** Breadth first, so that the first way to a component is a shortest one. */
function reach(nodes: readonly Node[], roots: readonly number[], dev: boolean): void {
  const waiting: number[] = [];
  for (const to of roots) {
    const node = nodes[to];
    if (node === undefined) continue;
    node.direct = true;
    if (node.reached) {
      node.parent = null;
      continue;
    }
    Object.assign(node, { reached: true, dev, parent: null });
    waiting.push(to);
  }
  for (let next = 0; next < waiting.length; next += 1) {
    const from = waiting[next] ?? 0;
    for (const to of nodes[from]?.requires ?? []) {
      const node = nodes[to];
      if (node === undefined || node.reached) continue;
      Object.assign(node, { reached: true, dev, parent: from });
      waiting.push(to);
    }
  }
}

function inOrder(nodes: readonly Node[]): FoundComponent[] {
  const order = nodes
    .map((node, at) => ({ node, at }))
    .sort(
      (a, b) =>
        compare(a.node.at.name, b.node.at.name) ||
        compare(a.node.at.version ?? "", b.node.at.version ?? "") ||
        compare(a.node.at.commit ?? "", b.node.at.commit ?? "") ||
        compare(a.node.at.ecosystem, b.node.at.ecosystem),
    );
  const newPlace = new Map(order.map(({ at }, place) => [at, place]));
  return order.map(({ node }) => {
    const { at } = node;
    const { ecosystem, name, version } = at;
    return {
      ...{ ecosystem, name, version, direct: node.direct, dev: at.dev ?? (node.reached && node.dev) },
      purl: at.purl ?? packageUrl(ecosystem, name, version ?? undefined) ?? `pkg:generic/${encodeURIComponent(name)}`,
      line: at.line ?? null,
      licence: short(at.licence, 200),
      integrity: short(at.integrity, 200),
      repository: short(at.repository, 500),
      commit: short(at.commit, 64),
      knownAs: (at.knownAs ?? []).flatMap((each) => short(each, INVENTORY_LIMITS.name) ?? []).slice(0, 5),
      dependsOn: [...node.requires].flatMap((to) => newPlace.get(to) ?? []).sort((a, b) => a - b),
      way: wayTo(nodes, node),
    };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Undefined and what is too long to be meant: null. */
function short(text: string | undefined, limit: number): string | null {
  const clean = text === undefined ? "" : plain(text);
  return clean === "" || clean.length > limit ? null : clean;
}

function wayTo(nodes: readonly Node[], { direct, parent }: Node): string[] {
  if (direct) return [];
  const way: string[] = [];
  for (let at = parent; at !== null && way.length < INVENTORY_LIMITS.way; at = nodes[at]?.parent ?? null) {
    const { name, version } = nodes[at]?.at ?? { name: "", version: null };
    way.push(version === null ? name : `${name} ${version}`);
    if (nodes[at]?.direct === true) break;
  }
  return way.reverse();
}
