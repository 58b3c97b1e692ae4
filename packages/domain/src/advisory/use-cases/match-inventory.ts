import { createHash } from "node:crypto";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { advisoryNames } from "../also-known.ts";
import { type AdvisoryMatch, type KnownAdvisory, matchComponents, type Matched, nameKey } from "../match.ts";
import { toNotices } from "../row.ts";
import { loadAdvisories, loadMatchComponents } from "../sql/load-match-input.ts";

export interface ExploitFacts {
  /** By CVE. */
  readonly scores: ReadonlyMap<string, { readonly epss: number; readonly percentile: number }>;
  readonly exploited: ReadonlyMap<
    string,
    { readonly addedOn: Date; readonly dueOn: Date | null; readonly ransomware: boolean }
  >;
}

export interface InventoryMatch extends Matched, ExploitFacts {
  readonly inventoryId: string;
  /** The lock files that were looked at. */
  readonly manifests: readonly { readonly id: string; readonly path: string; readonly ecosystems: readonly string[] }[];
  /** What of the lock files could not be read; without a path of the whole revision. */
  readonly unread: readonly { readonly path: string | null; readonly reason: string }[];
  /** Ecosystems of which advisories were imported. */
  readonly covered: ReadonlySet<string>;
  /** Names everything that was found: equal digests mean that nothing changed. */
  readonly digest: string;
}

/** Sixty thousand components against a few hundred thousand advisories. */
const TIMEOUT_MS = 120_000;

/** The advisories of a revision's components, by what was imported; null while its lock files have not been read. */
export async function matchInventory(deps: ProjectDeps, revisionId: string): Promise<InventoryMatch | null> {
  const read = await deps.withOrganization((tx) => readInput(tx, deps, revisionId), { timeoutMs: TIMEOUT_MS });
  if (read === null) return null;
  const { components, advisories, ...rest } = read;
  const byKey = Map.groupBy(advisories, ({ affected }) => nameKey(affected.ecosystem, affected.name));
  const matched = matchComponents(components, (key) => byKey.get(key) ?? []);
  const exploits = await exploitFacts(deps, matched.matches);
  return { ...rest, ...matched, ...exploits, digest: digestOf(matched.matches, exploits) };
}

async function readInput(tx: Tx, deps: ProjectDeps, revisionId: string) {
  const inventory = await tx.db.inventory.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId, state: "ready" },
    select: {
      ...{ id: true, notices: true },
      manifests: { select: { manifest: { select: { id: true, path: true, notices: true } } } },
    },
  });
  if (inventory === null) return null;
  const components = await loadMatchComponents(tx, deps, inventory.id);
  const names = new Map(
    components.flatMap(advisoryNames).map((each) => [nameKey(each.ecosystem, each.name), each] as const),
  );
  const advisories: KnownAdvisory[] = await loadAdvisories(tx, deps, [...names.values()]);
  const coverage = await tx.db.advisoryCoverage.findMany({
    where: { organizationId: deps.organizationId, advisories: { gt: 0 } },
    select: { subject: true },
  });
  const ecosystems = Map.groupBy(components, ({ manifest }) => manifest);
  return {
    ...{ inventoryId: inventory.id, components, advisories },
    covered: new Set(coverage.map(({ subject }) => subject)),
    unread: [
      ...toNotices(inventory.notices).map((reason) => ({ path: null, reason })),
      ...inventory.manifests.flatMap(({ manifest: { path, notices } }) =>
        toNotices(notices).map((reason) => ({ path, reason })),
      ),
    ],
    manifests: inventory.manifests.map(({ manifest }) => ({
      ...{ id: manifest.id, path: manifest.path },
      ecosystems: [...new Set((ecosystems.get(manifest.id) ?? []).flatMap(ecosystemsOf))],
    })),
  };
}

/** Where advisories about a component would stand; a library of Solidity that has none there needs none. */
function ecosystemsOf(component: Parameters<typeof advisoryNames>[0]): string[] {
  const [first] = advisoryNames(component);
  return first === undefined || first.ecosystem === "Git" ? [] : [first.ecosystem];
}

async function exploitFacts(deps: ProjectDeps, matches: readonly AdvisoryMatch[]): Promise<ExploitFacts> {
  const cves = [...new Set(matches.flatMap(({ names }) => names))].filter((name) => name.startsWith("CVE-"));
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, cve: { in: cves } };
    const scores = await tx.db.advisoryScore.findMany({ where, select: { cve: true, epss: true, percentile: true } });
    const exploited = await tx.db.advisoryExploited.findMany({
      where,
      select: { cve: true, addedOn: true, dueOn: true, ransomware: true },
    });
    return {
      scores: new Map(scores.map((row) => [row.cve, row])),
      exploited: new Map(exploited.map((row) => [row.cve, row])),
    };
  });
}

/** EPSS changes every day and moves nothing; what is known to be exploited does. */
function digestOf(matches: readonly AdvisoryMatch[], { exploited }: ExploitFacts): string {
  const facts = matches.map(({ path, package: name, names, components, severity }) => [
    ...[path, name, names, severity, names.some((each) => exploited.has(each))],
    components.map(({ component, fixed }) => [component.name, component.version, component.line, fixed]),
  ]);
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
