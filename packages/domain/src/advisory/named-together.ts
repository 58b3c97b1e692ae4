import { groupByAlias, type Named, namesOf } from "./alias-groups.ts";
import type { AdvisoryEcosystem } from "./osv.ts";

const ECOSYSTEM_OF: Readonly<Record<string, AdvisoryEcosystem>> = {
  npm: "npm",
  pypi: "PyPI",
  cargo: "crates.io",
  golang: "Go",
  github: "Git",
};

/** What advisories call the package of a package URL; undefined for kinds that no advisory here is about. */
export function advisoryPackage(purl: string): { ecosystem: AdvisoryEcosystem; name: string } | undefined {
  const [, type = "", path = ""] = /^pkg:([a-z]+)\/+([^?#]+)/i.exec(purl.trim()) ?? [];
  const ecosystem = ECOSYSTEM_OF[type.toLowerCase()];
  if (ecosystem === undefined) return undefined;
  const at = path.lastIndexOf("@");
  const cut = at > 0 && !path.slice(at).includes("/") ? path.slice(0, at) : path;
  const name = decoded(cut);
  if (ecosystem === "PyPI") return { ecosystem, name: name.toLowerCase().replaceAll(/[-_.]+/g, "-") };
  if (ecosystem === "Git") return { ecosystem, name: `github.com/${name}`.toLowerCase() };
  return { ecosystem, name };
}

/**
 * The ids of one advisory as somebody names them: at most one of each authority. Who names two of one authority speaks
 * of two advisories, and says nothing of what belongs together.
 */
export function isOneAdvisory(ids: readonly string[]): boolean {
  const families = ids.map((id) => id.toUpperCase().split("-")[0]);
  return new Set(families).size === families.length;
}

/**
 * Names of advisories of one package that mean the same: what its known records say, and what tools name together. The
 * answer gives all names of the advisory that an id belongs to, itself included.
 */
export function sameAdvisory(
  records: readonly Named[],
  named: readonly (readonly string[])[],
): (id: string) => readonly string[] {
  const spoken = named.flatMap((ids) => {
    const [id, ...aliases] = ids;
    return id === undefined || aliases.length === 0 || !isOneAdvisory(ids) ? [] : [{ id, aliases }];
  });
  const groups = new Map<string, readonly string[]>();
  for (const group of groupByAlias([...records, ...spoken])) {
    const names = distinct(namesOf(group));
    for (const name of names) groups.set(name.toUpperCase(), names);
  }
  return (id) => groups.get(id.toUpperCase()) ?? [id];
}

/** Each name once, whatever its case; the first writing stays. */
function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.toUpperCase();
    return seen.has(key) ? false : seen.add(key);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
